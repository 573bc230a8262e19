/** Albums and works as a person handles them: by the words on the screen. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Audience } from '../../../src/core/api.ts'
import { albumPage, viewer } from '../../../src/ui/strings/galleries.ts'
import { albumsWords, arranging, editAlbum, workSheet } from '../../../src/ui/strings/gallery-editing.ts'
import { addPage, audienceWords, preparingWords, takingWords } from '../../../src/ui/strings/intake.ts'
import { lookDistance } from '../../support/photos/read-image.ts'
import { follow, go, press, untilHeading, untilText } from './app.ts'
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
  await add(page, adding.files.length)
}

/** Up to where all of them are on this device, prepared or not. */
export const add = async (page: Page, count: number): Promise<void> => {
  await press(page, addPage.add(count))
  await page.getByText(addPage.chosen(count), { exact: true }).waitFor({ state: 'hidden' })
  await page.getByRole('region', { name: takingWords.title }).waitFor({ state: 'hidden', timeout: 60_000 })
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
  // Telling of what was added before may ask for an audience beside it.
  const chosen = page.getByRole('region', { name: addPage.chosenList })
  const albums = chosen.getByLabel(addPage.album, { exact: true })
  if (await albums.isVisible()) await albums.selectOption({ label: addPage.newAlbumChoice })
  await chosen.getByLabel(addPage.newAlbumTitle, { exact: true }).fill(title)
  await chosen.getByRole('radio', { name: audienceWords.names[audience] }).check()
}

/** How many are prepared, as the screen counts them; 0 where it counts nothing. */
export const preparedSoFar = async (page: Page, total: number): Promise<number> => {
  const said = page.getByRole('region', { name: preparingWords.title })
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

/** Where the works of one's own album are put in order. */
export const openArranging = async (person: Person, title: string): Promise<void> => {
  await openOwnAlbum(person, title)
  await follow(person.page, editAlbum.heading)
  await options(person.page).first().waitFor()
}

const options = (page: Page): Locator => page.getByRole('option')

const option = (page: Page, title: string): Locator =>
  page.getByRole('option', { name: new RegExp(`^Work \\d+, ${title}$`) })

/** The titles in their order, as the list says them. */
export const titlesInOrder = (page: Page): Promise<readonly string[]> =>
  options(page).evaluateAll(found =>
    found
      .map(one => [Number(one.getAttribute('aria-posinset')), one.getAttribute('aria-label') ?? ''] as const)
      .sort(([a], [b]) => a - b)
      .map(([, label]) => label.replace(/^Work \d+, /, '')),
  )

export const untilTitles = async (page: Page, titles: readonly string[]): Promise<void> => {
  await expect.poll(() => titlesInOrder(page), { timeout: 30_000 }).toEqual(titles)
}

export const select = async (page: Page, ...titles: readonly string[]): Promise<void> => {
  for (const title of titles) await option(page, title).click()
  await untilText(page, arranging.selected(titles.length))
}

/** With the mouse, to right before another work. */
export const dragBefore = async (page: Page, title: string, before: string): Promise<void> => {
  const [from, to] = [await option(page, title).boundingBox(), await option(page, before).boundingBox()]
  if (from === null || to === null) throw new Error('a work is out of sight')
  await page.mouse.move(from.x + from.width / 2, from.y + from.width / 2)
  await page.mouse.down()
  await page.mouse.move(to.x + to.width / 2, to.y + to.width / 2, { steps: 6 })
  await page.mouse.move(to.x + to.width * 0.15, to.y + to.width / 2, { steps: 4 })
  await page.mouse.up()
}

/** Everything that can be said of one work. */
export const openWorkSheet = async (page: Page, title: string): Promise<Locator> => {
  await option(page, title).dblclick()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel(workSheet.name, { exact: true }).waitFor()
  return sheet
}

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
  /** On the wall, from 0; -1 where it is not on one. */
  readonly place: number
}

/** What a person sees in an `img`: drawn as the browser draws it, on white. */
export const seen = async (image: Locator): Promise<SeenImage> => {
  const [first] = await seenIn(image)
  if (first === undefined) throw new Error('there is no such image')
  return first
}

const seenIn = (images: Locator): Promise<readonly SeenImage[]> =>
  images.evaluateAll(found => {
    const [cells, side] = [8, 24]
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = cells * side
    const context = canvas.getContext('2d', { willReadFrequently: true })
    if (context === null) throw new Error('no canvas')
    context.imageSmoothingQuality = 'high'
    const lookOf = (image: HTMLImageElement): readonly number[] => {
      context.fillStyle = '#fff'
      context.fillRect(0, 0, canvas.width, canvas.height)
      context.drawImage(image, 0, 0, canvas.width, canvas.height)
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
      const sums = Array.from({ length: cells * cells * 3 }, () => 0)
      for (let at = 0; at < data.length; at++) {
        if (at % 4 === 3) continue
        const pixel = Math.floor(at / 4)
        const row = Math.floor(pixel / canvas.width / side)
        const channel = (row * cells + Math.floor((pixel % canvas.width) / side)) * 3 + (at % 4)
        sums[channel] = (sums[channel] ?? 0) + (data[at] ?? 0)
      }
      return sums.map(sum => sum / side ** 2)
    }
    return found.flatMap(image => {
      if (!(image instanceof HTMLImageElement)) return []
      const { width, height } = image.getBoundingClientRect()
      return {
        naturalWidth: image.naturalWidth,
        naturalHeight: image.naturalHeight,
        ratio: width / height,
        look: lookOf(image),
        place: Number(image.closest('[data-index]')?.getAttribute('data-index') ?? -1),
      }
    })
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
    for (const { place, look } of await seenIn(tiles(page).locator('[data-state=drawn] img')))
      looks.set(place, look)
    await page.evaluate(() => scrollBy(0, innerHeight * 0.6))
  }
  return [...looks].sort(([a], [b]) => a - b).map(([, look]) => look)
}

export const openWork = async (page: Page, number: number, count: number): Promise<Locator> => {
  await page.locator(`main li[data-index="${number - 1}"] a`).click()
  return untilWork(page, number, count)
}

/** The viewer with this work, whose image is returned once it is drawn. */
export const untilWork = async (page: Page, number: number, count: number): Promise<Locator> => {
  const shown = page.getByRole('dialog', { name: new RegExp(`^${viewer.name(number, count, '')}\\b`) })
  // Its neighbours wait at -1 and 1.
  const image = shown.locator('[style*="--offset: 0;"] [data-state=drawn] img').last()
  await image.waitFor()
  await expect
    .poll(() => image.evaluate(drawn => drawn instanceof HTMLImageElement && drawn.naturalWidth > 0))
    .toBe(true)
  return image
}

export const untilUnknownAlbum = (page: Page): Promise<void> => untilHeading(page, albumPage.unknownTitle)
