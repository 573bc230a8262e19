import { afterAll, beforeAll, expect, test } from 'vitest'
import { missingImageWords } from '../../src/ui/strings/galleries.ts'
import { type AlteringProxy, createAlteringProxy } from '../support/altering-proxy.ts'
import { onDisk } from '../support/photos/on-disk.ts'
import { photographs } from '../support/photos/photographs.ts'
import { go, ownAccount, signUp, untilOnRelay } from './support/app.ts'
import { addToNewAlbum, openAlbum, tiles, untilDrawn, untilHung } from './support/art.ts'
import { keepPicture } from './support/screens.ts'
import { setStage, type Stage } from './support/stage.ts'

let stage: Stage
let proxy: AlteringProxy
beforeAll(async () => {
  stage = await setStage()
  proxy = await createAlteringProxy(stage.relay.port)
})
afterAll(async () => {
  await stage.close()
  await proxy.close()
})

const oneBitOff = (blob: Uint8Array): Uint8Array => {
  const changed = Uint8Array.from(blob)
  const middle = changed.length >> 1
  changed[middle] = (changed[middle] ?? 0) ^ 1
  return changed
}

test('a relay that swaps images is refused and the works say so, until it is honest', async () => {
  const series = await photographs(5)
  const [first, second, third, fourth, other] = series
  const alice = await stage.enter()
  const bob = await stage.enter({ behind: proxy.port })
  await signUp(alice, 'Alice Moreau')
  const account = await ownAccount(alice.page)
  await addToNewAlbum(alice, {
    title: 'Four works',
    files: await onDisk([first, second, third, fourth].filter(one => one !== undefined)),
  })
  await untilOnRelay(alice.page)

  const lies = [
    oneBitOff,
    (blob: Uint8Array) => blob.subarray(0, blob.length - 1),
    () => other?.bytes ?? new Uint8Array(),
  ]
  let turn = 0
  proxy.alter(blob => (lies[turn++ % lies.length] ?? oneBitOff)(blob))
  await go(bob, `/people/${account}`)
  await signUp(bob, 'Bob', undefined, 'Alice Moreau')
  await openAlbum(bob.page, 'Four works')
  await untilHung(bob.page, 4)
  await expect.poll(() => tiles(bob.page).filter({ hasText: missingImageWords.altered }).count()).toBe(4)
  expect(proxy.altered()).toBeGreaterThanOrEqual(4)
  expect(await bob.page.locator('[data-state=drawn]').count()).toBe(0)
  await keepPicture(bob.page, 'altered-1280')

  proxy.alter(null)
  await bob.page.reload()
  await untilHung(bob.page, 4)
  await untilDrawn(bob.page)
  expect([...alice.complaints, ...bob.complaints]).toEqual([])
})
