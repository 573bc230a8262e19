import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPage, preparingWords, summaryText, takingWords } from '../../src/ui/strings/intake.ts'
import { onDisk } from '../support/photos/on-disk.ts'
import { photographs } from '../support/photos/photographs.ts'
import { lookOf } from '../support/photos/read-image.ts'
import { press, signUp, untilText } from './support/app.ts'
import {
  choose,
  looksOfWall,
  nameNewAlbum,
  nearest,
  openAdding,
  openOwnAlbum,
  untilHung,
} from './support/art.ts'
import { keepPicture } from './support/screens.ts'
import { type Person, setStage, type Stage } from './support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

const count = 40

test('a device that is full half-way keeps what it has, says so, and goes on once there is room', async () => {
  const series = await photographs(count)
  const alice = await stage.enter({ width: 390, height: 844 })
  const { page } = alice
  await giveRoom(alice, 18_000_000)
  await signUp(alice, 'Alice')
  await openAdding(alice)
  await choose(page, await onDisk(series))
  await nameNewAlbum(page, { title: 'More than fits', files: [] })
  await press(page, addPage.add(count))

  const stopped = page.getByText(new RegExp(`: \\d+ of ${count} are kept`))
  await stopped.waitFor({ timeout: 60_000 })
  const kept = Number(/(\d+) of/.exec(await stopped.innerText())?.[1])
  expect(kept).toBeGreaterThan(0)
  expect(kept).toBeLessThan(count)
  // Preparing stops as well, and says why; trying again sets both going.
  await untilText(page, preparingWords.full)
  await keepPicture(page, 'full-390')
  await giveRoom(alice, null)
  await press(page, takingWords.again)
  await untilText(page, summaryText(count, 0))

  await openOwnAlbum(alice, 'More than fits')
  await untilHung(page, count)
  const expected = await Promise.all(series.map(({ bytes }) => lookOf(bytes)))
  const found = (await looksOfWall(page, count)).map(look => nearest(look, expected).index)
  expect(found.toSorted((a, b) => a - b)).toEqual(series.map((_, index) => index))
}, 180_000)

/** All that the browser gives the app, which takes five million itself; null for as much as there is. */
const giveRoom = async ({ context, page, origin }: Person, bytes: number | null): Promise<void> => {
  const session = await context.newCDPSession(page)
  await session.send('Storage.overrideQuotaForOrigin', {
    origin,
    ...(bytes === null ? {} : { quotaSize: bytes }),
  })
}
