import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookOf } from '../support/photos/read-image.ts'
import { onDisk } from '../support/photos/on-disk.ts'
import { photographs } from '../support/photos/photographs.ts'
import { signUp } from './support/app.ts'
import { addToNewAlbum, looksOfWall, nearest, openOwnAlbum, preparedSoFar, untilHung } from './support/art.ts'
import { createMortalDevice, type MortalDevice } from './support/mortal-browser.ts'
import { type Person, setStage, type Stage } from './support/stage.ts'

let stage: Stage
let device: MortalDevice
beforeAll(async () => {
  ;[stage, device] = await Promise.all([setStage(), createMortalDevice()])
})
afterAll(async () => {
  await device.remove()
  await stage.close()
})

const count = 40

test('an app killed at twelve of forty goes on when it is opened: all of them arrive, none twice', async () => {
  const series = await photographs(count)
  const line = await stage.enter()
  const before: Person = { ...line, ...(await device.open()) }
  await signUp(before, 'Alice')
  await addToNewAlbum(before, { title: 'Interrupted', files: await onDisk(series) })
  await expect.poll(() => preparedSoFar(before.page, count), { timeout: 90_000 }).toBeGreaterThanOrEqual(12)
  expect(await preparedSoFar(before.page, count)).toBeLessThan(count)
  await device.kill()

  const after: Person = { ...line, ...(await device.open()) }
  await openOwnAlbum(after, 'Interrupted')
  await untilHung(after.page, count)
  const expected = await Promise.all(series.map(({ bytes }) => lookOf(bytes)))
  const found = (await looksOfWall(after.page, count)).map(look => nearest(look, expected).index)
  expect(found.toSorted((a, b) => a - b)).toEqual(series.map((_, index) => index))
}, 180_000)
