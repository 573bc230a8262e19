import { afterAll, beforeAll, expect, test } from 'vitest'
import { audienceChange } from '../../src/ui/strings/album-making.ts'
import { discoverWords } from '../../src/ui/strings/discovery.ts'
import { albumPage, missingImageWords, viewer } from '../../src/ui/strings/galleries.ts'
import { editAlbum, workSheet } from '../../src/ui/strings/gallery-editing.ts'
import { shellStrings } from '../../src/ui/strings/shell.ts'
import { versionsWords } from '../../src/ui/strings/work-editing.ts'
import { onDisk } from '../support/photos/on-disk.ts'
import { type Photograph, photographs } from '../support/photos/photographs.ts'
import { lookOf } from '../support/photos/read-image.ts'
import {
  follow,
  go,
  ownAccount,
  press,
  signUp,
  untilHeading,
  untilOnRelay,
  untilText,
  write,
} from './support/app.ts'
import {
  addToNewAlbum,
  albumLink,
  nearest,
  openAlbum,
  openArranging,
  openOwnAlbum,
  openWork,
  openWorkSheet,
  seen,
  tiles,
  untilDrawn,
  untilHung,
  untilWork,
} from './support/art.ts'
import { type Person, setStage, type Stage, untilOfflineReady } from './support/stage.ts'

const titles = ['Harbour', 'Kitchen', 'Ridge', 'Lamp']
const album = 'Four works'

let stage: Stage
let series: readonly Photograph[]
let alice: Person
let bob: Person
let account: string

beforeAll(async () => {
  stage = await setStage()
  series = await photographs(titles.length + 1, { megapixels: 0.4 })
  alice = await stage.enter()
  bob = await stage.enter({ width: 390, height: 844 })
  await signUp(alice, 'Alice Moreau')
  account = await ownAccount(alice.page)
  await addToNewAlbum(alice, {
    title: album,
    files: await onDisk(
      titles.map((name, index) => ({ name: `${name}.jpg`, bytes: series[index]?.bytes ?? new Uint8Array() })),
    ),
  })
  await openOwnAlbum(alice, album)
  await untilText(alice.page, albumPage.count(titles.length))
  await untilOnRelay(alice.page)
  await go(bob, `/people/${account}`)
  await signUp(bob, 'Bob', undefined, 'Alice Moreau')
})
afterAll(() => stage.close())

test('a work is reached by its link and left by keyboard, with its label as in a museum', async () => {
  await openArranging(alice, album)
  const sheet = await openWorkSheet(alice.page, 'Ridge')
  await write(alice.page, workSheet.year, '2024')
  await write(alice.page, workSheet.medium, 'Pigment print')
  await write(alice.page, workSheet.dimensions, '40 × 60 cm')
  await sheet.getByRole('button', { name: shellStrings.close }).click()

  const { page } = bob
  await openAlbum(page, album)
  await openWork(page, 2, titles.length)
  await page.keyboard.press('ArrowRight')
  await untilWork(page, 3, titles.length)
  await untilText(page, 'Pigment print, 40 × 60 cm')
  await page.reload()
  await untilWork(page, 3, titles.length)
  expect(await page.getByRole('dialog').innerText()).toMatch(
    /Ridge, 2024\s+Pigment print, 40 × 60 cm\s+Alice Moreau/,
  )
  await page.keyboard.press('End')
  await untilWork(page, 4, titles.length)
  expect(await page.getByRole('button', { name: viewer.next }).isDisabled()).toBe(true)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await untilHeading(page, album)
  expect(bob.complaints).toEqual([])
})

test('what was looked at is found in Discover, by a word of it', async () => {
  const { page } = bob
  await follow(page, shellStrings.discover)
  await untilText(page, discoverWords.from(titles.length, 1))
  await page.getByLabel(discoverWords.search, { exact: true }).fill('ridge')
  await untilText(page, discoverWords.fromFiltered(1))
  await untilHung(page, 1)
  await untilDrawn(page)
  expect(bob.complaints).toEqual([])
})

test('an image that is replaced keeps its work, and the one before stays among the versions', async () => {
  const { page } = alice
  const another = series[titles.length]
  if (another === undefined) throw new Error('no photograph is left')
  await openArranging(alice, album)
  const sheet = await openWorkSheet(page, 'Lamp')
  const [path] = await onDisk([{ name: 'Lamp again.jpg', bytes: another.bytes }])
  await sheet.locator('input[type=file]').setInputFiles(path ?? [])
  await sheet.getByRole('list', { name: versionsWords.list }).getByRole('listitem').nth(1).waitFor()
  await go(bob, `/people/${account}`)
  await openAlbum(bob.page, album)
  const look = await lookOf(another.bytes)
  await openWork(bob.page, 4, titles.length)
  await expect
    .poll(
      async () => nearest((await seen(await untilWork(bob.page, 4, titles.length))).look, [look]).distance,
      {
        timeout: 20_000,
      },
    )
    .toBeLessThan(3)
})

test('in the grid every work is cut to 16:9', async () => {
  const { page } = alice
  await openArranging(alice, album)
  await follow(page, editAlbum.partNames.about)
  await page.getByRole('radio', { name: editAlbum.layouts.grid }).check()
  await openOwnAlbum(alice, album)
  await untilDrawn(page)
  const boxes = await tiles(page).evaluateAll(found =>
    found.map(tile => tile.getBoundingClientRect().toJSON() as DOMRect),
  )
  expect(boxes).toHaveLength(titles.length)
  for (const { width, height } of boxes) expect(width / height).toBeCloseTo(16 / 9, 1)
})

test('an album kept to oneself goes from others’ screens, and comes back when it is public again', async () => {
  await go(bob, `/people/${account}`)
  await openAlbum(bob.page, album)
  await changeAudience('only-me')
  await untilHeading(bob.page, albumPage.goneTitle)
  await go(bob, `/people/${account}`)
  await untilHeading(bob.page, 'Alice Moreau')
  await expect.poll(() => albumLink(bob.page, album).count()).toBe(0)
  await changeAudience('public')
  await albumLink(bob.page, album).waitFor()
  await openAlbum(bob.page, album)
  await untilHung(bob.page, titles.length)
  await untilDrawn(bob.page)
  expect([...alice.complaints, ...bob.complaints]).toEqual([])
})

test('without a line a work is seen as large as this device has it, and sharper once there is one', async () => {
  const carol = await stage.enter({ width: 320, height: 640 })
  const { page } = carol
  await go(carol, `/people/${account}`)
  await signUp(carol, 'Carol', undefined, 'Alice Moreau')
  await openAlbum(page, album)
  await untilDrawn(page)
  await untilOfflineReady(page)
  carol.line.cut()
  await page.setViewportSize({ width: 1280, height: 860 })
  await page.reload()
  await untilDrawn(page)
  await openWork(page, 1, titles.length)
  await page.keyboard.press('ArrowRight')
  const edge = async (): Promise<number> => {
    const { naturalWidth, naturalHeight } = await seen(await untilWork(page, 2, titles.length))
    return Math.max(naturalWidth, naturalHeight)
  }
  expect(await edge()).toBeLessThanOrEqual(320)
  expect(await page.getByText(missingImageWords.offline).count()).toBe(0)
  carol.line.mend()
  await expect.poll(edge, { timeout: 60_000 }).toBeGreaterThan(320)
  await page.keyboard.press('Escape')
  await untilDrawn(page)
  expect(carol.complaints).toEqual([])
})

const changeAudience = async (to: 'public' | 'only-me'): Promise<void> => {
  const { page } = alice
  await openArranging(alice, album)
  await follow(page, editAlbum.partNames.audience)
  await press(page, `${audienceChange.to[to]}…`)
  await press(page, audienceChange.confirm[to])
  await untilText(page, audienceChange.now[to])
}
