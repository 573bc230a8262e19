/** Albums and works as a person handles them: by the words on the screen. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Audience } from '../../../src/core/api.ts'
import { albumPage, viewer, wallWords } from '../../../src/ui/strings/galleries.ts'
import { albumsWords } from '../../../src/ui/strings/gallery-editing.ts'
import { addPage, audienceWords } from '../../../src/ui/strings/intake.ts'
import { lookDistance } from '../../support/photos/read-image.ts'
import { go, press, untilHeading } from './app.ts'
import type { Person } from './stage.ts'

interface Adding {
  readonly title: string
  /** Paths. */
  readonly files: readonly string[]
  readonly audience?: Audience
}

/** Files picked into a new album, up to where the queue has them. */
export const addToNewAlbum = async (person: Person, adding: Adding): Promise<void> => {
  const { page } = person
  await openAdding(person)
  await choose(page, adding.files)
  await nameNewAlbum(page, adding)
  await press(page, addPage.add(adding.files.length))
}

export const openAdding = async (person: Person): Promise<void> => {
  await go(person, '/add')
  await untilHeading(person.page, addPage.title)
}

export const choose = async (page: Page, files: readonly string[]): Promise<void> => {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([...files])
  await page.getByText(addPage.chosen(files.length), { exact: true }).waitFor()
}

export const nameNewAlbum = async (page: Page, { title, audience = 'public' }: Adding): Promise<void> => {
  await page.getByLabel(addPage.newAlbumTitle, { exact: true }).fill(title)
  await page.getByRole('radio', { name: audienceWords.names[audience] }).check()
}

/** How many are prepared, as the screen counts them. */
export const preparedSoFar = async (page: Page, total: number): Promise<number> => {
  const said = page.locator('main').getByText(new RegExp(`\\b\\d+ of ${total}\\b`))
  const texts = await said.allTextContents()
  return Math.max(0, ...texts.map(text => Number(new RegExp(`(\\d+) of ${total}`).exec(text)?.[1] ?? 0)))
}

/** One's own album, from one's profile. */
export const openOwnAlbum = async (person: Person, title: string): Promise<void> => {
  await go(person, '/me')
  await openAlbum(person.page, title)
}

export const openAlbum = async (page: Page, title: string): Promise<void> => {
  await albumLink(page, title).click()
  await untilHeading(page, title)
}

export const albumLink = (page: Page, title: string): Locator =>
  page.getByRole('region', { name: albumsWords.title }).getByRole('link', { name: title }).first()

export const tiles = (page: Page): Locator => page.locator('main li[data-index]')

/** The wall is virtual: only tiles near what is seen are there, and each says of how many it is one. */
export const untilHung = async (page: Page, count: number): Promise<void> => {
  if (count > 0) await tiles(page).first().waitFor()
  await expect
    .poll(() => tiles(page).evaluateAll(found => found.map(tile => tile.getAttribute('aria-setsize'))), {
      timeout: 60_000,
    })
    .toContain(String(count))
}

/** Every tile that is drawn now has its image. */
export const untilDrawn = async (page: Page): Promise<void> => {
  await expect
    .poll(
      () =>
        tiles(page).evaluateAll(found =>
          found.map(tile => tile.querySelector('[data-state]')?.getAttribute('data-state')),
        ),
      { timeout: 30_000 },
    )
    .toSatisfy((states: readonly unknown[]) => states.length > 0 && states.every(state => state === 'drawn'))
}

export interface SeenImage {
  readonly naturalWidth: number
  readonly naturalHeight: number
  /** Width by height of the room it is drawn in. */
  readonly ratio: number
  /** As `lookOf` tells it of a file. */
  readonly look: readonly number[]
}

/** What a person sees in an `img`: drawn as the browser draws it, on white. */
export const seen = (image: Locator): Promise<SeenImage> =>
  image.evaluate((element: Element) => {
    if (!(element instanceof HTMLImageElement)) throw new Error('not an image')
    const cells = 8
    const side = 24
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = cells * side
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('no canvas')
    context.imageSmoothingQuality = 'high'
    context.fillStyle = '#fff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.drawImage(element, 0, 0, canvas.width, canvas.height)
    const look: number[] = []
    for (let cell = 0; cell < cells * cells; cell++) {
      const { data } = context.getImageData(
        (cell % cells) * side,
        Math.floor(cell / cells) * side,
        side,
        side,
      )
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0
        for (let at = channel; at < data.length; at += 4) sum += data[at] ?? 0
        look.push(sum / (side * side))
      }
    }
    const { width, height } = element.getBoundingClientRect()
    return {
      naturalWidth: element.naturalWidth,
      naturalHeight: element.naturalHeight,
      ratio: width / height,
      look,
    }
  })

/** Which of the looks is the nearest, and how far it is. */
export const nearest = (
  look: readonly number[],
  among: readonly (readonly number[])[],
): { readonly index: number; readonly distance: number } =>
  among
    .map((one, index) => ({ index, distance: lookDistance(look, one) }))
    .reduce((best, one) => (one.distance < best.distance ? one : best), { index: -1, distance: Infinity })

/** Every work of the wall by its place, scrolled past from the top to the end. */
export const looksOfWall = async (page: Page, count: number): Promise<readonly (readonly number[])[]> => {
  const looks = new Map<number, readonly number[]>()
  await page.evaluate(() => scrollTo(0, 0))
  for (let turn = 0; turn < count && looks.size < count; turn++) {
    await untilDrawn(page)
    for (const tile of await tiles(page).all()) {
      const index = Number(await tile.getAttribute('data-index'))
      if (!looks.has(index)) looks.set(index, (await seen(tile.locator('img').last())).look)
    }
    await page.evaluate(() => scrollBy(0, innerHeight * 0.8))
  }
  return [...looks].sort(([a], [b]) => a - b).map(([, look]) => look)
}

export const openWork = async (page: Page, number: number, count: number): Promise<Locator> => {
  await page.locator(`main li[data-index="${number - 1}"] a`).click()
  return untilWork(page, number, count)
}

/** The viewer with this work, whose image is returned once it is drawn. */
export const untilWork = async (page: Page, number: number, count: number): Promise<Locator> => {
  const shown = page.getByRole('dialog').or(page.locator('main'))
  await shown
    .getByText(viewer.name(number, count, ''))
    .first()
    .waitFor()
  const image = page.locator('[data-state=drawn] img').last()
  await image.waitFor()
  return image
}

export const wallOf = (page: Page, album: string): Locator =>
  page.getByRole('list', { name: wallWords.works(album) })

export const untilUnknownAlbum = (page: Page): Promise<void> => untilHeading(page, albumPage.unknownTitle)
