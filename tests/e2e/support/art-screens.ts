/** The screens of albums and works, in an order in which one browser can visit them: the first ones hang works. */
import type { Page } from 'playwright-core'
import { discoverWords } from '../../../src/ui/strings/discovery.ts'
import { audienceChange, newAlbumWords } from '../../../src/ui/strings/album-making.ts'
import { albumsWords, arranging, binWords, editAlbum } from '../../../src/ui/strings/gallery-editing.ts'
import { addPage, batchWords, keepWords } from '../../../src/ui/strings/intake.ts'
import { shellStrings, undoWords } from '../../../src/ui/strings/shell.ts'
import { onDisk } from '../../support/photos/on-disk.ts'
import { photographs } from '../../support/photos/photographs.ts'
import { follow, go, press, untilHeading } from './app.ts'
import {
  add,
  choose,
  nameNewAlbum,
  openAdding,
  openOwnAlbum,
  openWork,
  untilDrawn,
  untilHung,
} from './art.ts'
import type { Person } from './stage.ts'

interface ArtScreen {
  readonly name: string
  open(person: Person): Promise<void>
}

const album = 'Shorelines'
const count = 4

export const artScreens = (): readonly ArtScreen[] => [...adding, ...looking, ...editing, ...bin]

const adding: readonly ArtScreen[] = [
  {
    name: 'add-menu',
    async open(person) {
      await go(person, '/me')
      await person.page.getByRole('button', { name: shellStrings.add, exact: true }).click()
      await person.page.getByRole('dialog', { name: shellStrings.addTitle }).waitFor()
    },
  },
  {
    name: 'new-album',
    async open({ page }) {
      await page.getByRole('button', { name: shellStrings.newAlbum }).click()
      await page.getByRole('dialog', { name: newAlbumWords.title }).waitFor()
    },
  },
  { name: 'add', open: openAdding },
  {
    name: 'add-chosen',
    async open({ page }) {
      await choose(page, await onDisk(await photographs(count)))
      await nameNewAlbum(page, { title: album, files: [] })
    },
  },
  {
    name: 'add-done',
    async open({ page }) {
      await add(page, count)
      await page.getByRole('button', { name: addPage.done }).waitFor()
      await page.getByRole('button', { name: keepWords.no }).waitFor()
    },
  },
  {
    name: 'add-for-all',
    async open({ page }) {
      await press(page, keepWords.no)
      await page.getByText(batchWords.forAllTitle(count)).click()
    },
  },
  {
    name: 'add-again',
    async open({ page }) {
      await press(page, addPage.done)
      await untilHeading(page, album)
      await follow(page, editAlbum.addWorks)
      await untilHeading(page, addPage.title)
      await choose(page, await onDisk(await photographs(1)))
    },
  },
]

const looking: readonly ArtScreen[] = [
  {
    name: 'me-albums',
    async open(person) {
      await go(person, '/me')
      await person.page.getByRole('region', { name: albumsWords.title }).getByText(album).waitFor()
    },
  },
  {
    name: 'album',
    async open(person) {
      await openOwnAlbum(person, album)
      await untilHung(person.page, count)
      await untilDrawn(person.page)
    },
  },
  {
    name: 'viewer',
    async open({ page }) {
      await openWork(page, 1, count)
    },
  },
  {
    name: 'discover-works',
    async open(person) {
      await go(person, '/discover')
      await person.page.getByRole('list', { name: discoverWords.works }).waitFor()
    },
  },
]

const editing: readonly ArtScreen[] = [
  {
    name: 'arrange',
    async open(person) {
      await openOwnAlbum(person, album)
      await follow(person.page, editAlbum.heading)
      await person.page.getByRole('option').first().waitFor()
    },
  },
  { name: 'arrange-selected', open: ({ page }) => selectTwo(page) },
  {
    name: 'arrange-move',
    async open({ page }) {
      await press(page, arranging.move)
      await page.getByRole('dialog', { name: arranging.moveMenu }).waitFor()
    },
  },
  {
    name: 'arrange-batch',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await press(page, arranging.edit)
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'edit-work',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.getByRole('option').first().dblclick()
      await page.getByRole('slider').waitFor()
    },
  },
  {
    name: 'edit-about',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await follow(page, editAlbum.partNames.about)
      await page.getByLabel(editAlbum.about, { exact: true }).waitFor()
    },
  },
  {
    name: 'edit-audience',
    async open({ page }) {
      await follow(page, editAlbum.partNames.audience)
      await page.getByRole('button', { name: audienceChange.to['only-me'] }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
]

const bin: readonly ArtScreen[] = [
  {
    name: 'undo',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await follow(page, editAlbum.partNames.works)
      await page.getByRole('option').first().click()
      await press(page, arranging.bin)
      await page.getByRole('button', { name: undoWords.undo }).waitFor()
    },
  },
  {
    name: 'bin',
    async open(person) {
      await go(person, '/me/bin')
      await person.page.getByRole('list', { name: binWords.list }).waitFor()
    },
  },
  {
    name: 'bin-delete',
    async open({ page }) {
      await page.getByRole('button', { name: binWords.remove }).first().click()
      await page.getByRole('dialog').waitFor()
    },
  },
]

const selectTwo = async (page: Page): Promise<void> => {
  await page.getByRole('option').nth(0).click()
  await page
    .getByRole('option')
    .nth(1)
    .click({ modifiers: ['Shift'] })
}
