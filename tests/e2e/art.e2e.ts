import { afterAll, beforeAll, expect, test } from 'vitest'
import { summaryText } from '../../src/ui/strings/intake.ts'
import { onDisk } from '../support/photos/on-disk.ts'
import { makerNoteMark, type Photograph, photographs, thumbnailMark } from '../support/photos/photographs.ts'
import { copyrightLine } from '../support/photos/plan.ts'
import { lookOf, readImage } from '../support/photos/read-image.ts'
import { go, ownAccount, signUp, untilHeading, untilOnRelay, untilText } from './support/app.ts'
import {
  addToNewAlbum,
  albumLink,
  looksOfWall,
  nearest,
  openAlbum,
  openOwnAlbum,
  openWork,
  preparedSoFar,
  seen,
  tiles,
  untilDrawn,
  untilHung,
  untilWork,
} from './support/art.ts'
import { blobsOf, everyFile, filesWith, hashesToItsName } from './support/relay-disk.ts'
import { keepPicture } from './support/screens.ts'
import { type Person, setStage, type Stage, untilOfflineReady } from './support/stage.ts'

const count = 40
const title = 'Light on the coast'

let stage: Stage
let series: readonly Photograph[]
let alice: Person
let bob: Person
let account: string

beforeAll(async () => {
  ;[stage, series] = await Promise.all([setStage(), photographs(count)])
  alice = await stage.enter({ width: 390, height: 844 })
  bob = await stage.enter()
})
afterAll(() => stage.close())

test('forty photographs picked without a connection hang on the wall, also after a reload in the middle', async () => {
  await signUp(alice, 'Alice Moreau')
  account = await ownAccount(alice.page)
  await untilOnRelay(alice.page)
  await untilOfflineReady(alice.page)
  alice.line.cut()

  await addToNewAlbum(alice, { title, files: await onDisk(series) })
  await expect.poll(() => preparedSoFar(alice.page, count), { timeout: 60_000 }).toBeGreaterThan(3)
  expect(await preparedSoFar(alice.page, count)).toBeLessThan(count)
  await keepPicture(alice.page, 'adding-390')
  await alice.page.reload()
  const withPlace = series.filter(({ plan }) => plan.place !== null).length
  await untilText(alice.page, summaryText(count, withPlace))

  await openOwnAlbum(alice, title)
  await untilHung(alice.page, count)
  await alice.page.reload()
  await untilHung(alice.page, count)
  const looks = await looksOfWall(alice.page, count)
  const expected = await Promise.all(series.map(({ bytes }) => lookOf(bytes)))
  expect(looks.map(look => nearest(look, expected).index)).toEqual(series.map((_, index) => index))

  alice.line.mend()
  await untilOnRelay(alice.page)
  expect(alice.complaints).toEqual([])
})

test('Bob follows the link, sees the album, and every work upright in its own shape', async () => {
  await go(bob, `/people/${account}`)
  await signUp(bob, 'Bob', undefined, 'Alice Moreau')
  await openAlbum(bob.page, title)
  await untilHung(bob.page, count)
  await untilDrawn(bob.page)
  await keepPicture(bob.page, 'wall-1280')
  const expected = await Promise.all(series.map(({ bytes }) => lookOf(bytes)))
  const distances: number[] = []
  for (const [index, { plan }] of series.entries()) {
    const image = await (index === 0 ? openWork(bob.page, 1, count) : nextWork(index + 1))
    const { naturalWidth, naturalHeight, ratio, look } = await seen(image)
    expect(naturalWidth / naturalHeight).toBeCloseTo(plan.width / plan.height, 2)
    expect(ratio).toBeCloseTo(plan.width / plan.height, 1)
    const { distance, index: which } = nearest(look, expected)
    expect(which).toBe(index)
    distances.push(distance)
    if (index === 2) await keepPicture(bob.page, 'viewer-1280')
  }
  expect(Math.max(...distances)).toBeLessThan(3)
  expect(bob.complaints).toEqual([])
})

test('what the relay keeps hashes to its name, and says nothing of where, with what and by which camera', async () => {
  const blobs = await blobsOf(stage.relay.dataDir)
  expect(blobs.length).toBeGreaterThanOrEqual(count)
  expect(blobs.filter(blob => !hashesToItsName(blob))).toEqual([])
  const facts = await Promise.all(blobs.map(({ bytes }) => readImage(bytes)))
  const leaks = facts.filter(one => one.hasPlace || one.hasSerial || one.hasThumbnail || one.hasMakerNote)
  expect(leaks).toEqual([])
  const files = await everyFile(stage.relay.dataDir)
  for (const mark of [makerNoteMark, thumbnailMark, 'GPSLatitude', ...series.flatMap(serialsOf)])
    expect(filesWith(files, mark)).toEqual([])
  const owned = series.filter(({ plan }) => plan.copyright !== null).length
  expect(facts.filter(({ copyright }) => copyright === copyrightLine).length).toBeGreaterThanOrEqual(owned)
  expect(facts.filter(({ hasAlpha }) => hasAlpha).length).toBeGreaterThan(0)
  expect(facts.filter(({ profile }) => profile !== null).length).toBeGreaterThan(0)
})

test('what Bob has seen stays on his device when the line is cut', async () => {
  await go(bob, `/people/${account}`)
  await openAlbum(bob.page, title)
  await untilDrawn(bob.page)
  await untilOfflineReady(bob.page)
  bob.line.cut()
  await bob.page.reload()
  await untilHeading(bob.page, title)
  await untilHung(bob.page, count)
  await untilDrawn(bob.page)
  expect(await tiles(bob.page).count()).toBeGreaterThan(3)
  await go(bob, `/people/${account}`)
  await albumLink(bob.page, title).waitFor()
})

const nextWork = async (number: number) => {
  await bob.page.keyboard.press('ArrowRight')
  return untilWork(bob.page, number, count)
}

const serialsOf = ({ plan }: Photograph): readonly string[] =>
  plan.serials === null ? [] : [plan.serials.body, plan.serials.lens]
