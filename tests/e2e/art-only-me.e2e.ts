import { afterAll, beforeAll, expect, test } from 'vitest'
import sharp from 'sharp'
import { onDisk } from '../support/photos/on-disk.ts'
import { photographs } from '../support/photos/photographs.ts'
import {
  bringByWords,
  go,
  ownAccount,
  recoveryWordsOf,
  signUp,
  untilHeading,
  untilOnRelay,
} from './support/app.ts'
import {
  addToNewAlbum,
  albumLink,
  openOwnAlbum,
  untilDrawn,
  untilHung,
  untilUnknownAlbum,
} from './support/art.ts'
import { blobsOf, everyFile, filesWith, hashesToItsName } from './support/relay-disk.ts'
import { setStage, type Stage } from './support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

const secret = 'Rehearsals behind the curtain'

test('an album for oneself reaches one’s other device, and neither Bob nor the relay can tell what is in it', async () => {
  const series = await photographs(4)
  const alice = await stage.enter()
  const laptop = await stage.enter()
  const bob = await stage.enter()
  await signUp(alice, 'Alice Moreau')
  const account = await ownAccount(alice.page)
  await addToNewAlbum(alice, { title: secret, files: await onDisk(series), audience: 'only-me' })
  await openOwnAlbum(alice, secret)
  await untilHung(alice.page, series.length)
  await untilOnRelay(alice.page)
  const id = new URL(alice.page.url()).pathname.split('/')[3] ?? ''

  const blobs = await blobsOf(stage.relay.dataDir)
  expect(blobs.length).toBeGreaterThanOrEqual(series.length)
  expect(blobs.filter(blob => !hashesToItsName(blob))).toEqual([])
  for (const { bytes } of blobs) await expect(sharp(bytes).metadata()).rejects.toThrow()
  expect(filesWith(await everyFile(stage.relay.dataDir), secret)).toEqual([])

  await addToNewAlbum(alice, { title: 'For everyone', files: await onDisk(series.slice(0, 1)) })
  await openOwnAlbum(alice, 'For everyone')
  await untilHung(alice.page, 1)
  await untilOnRelay(alice.page)
  await go(bob, `/people/${account}`)
  await signUp(bob, 'Bob', undefined, 'Alice Moreau')
  await albumLink(bob.page, 'For everyone').waitFor()
  expect(await bob.page.getByText(secret).count()).toBe(0)
  await go(bob, `/people/${account}/albums/${id}`)
  await untilUnknownAlbum(bob.page)
  expect(filesWith(await everyFile(stage.relay.dataDir), 'For everyone')).not.toEqual([])

  await bringByWords(laptop, (await recoveryWordsOf(alice)).join(' '), 'Laptop')
  await untilHeading(laptop.page, 'Alice Moreau')
  await openOwnAlbum(laptop, secret)
  await untilHung(laptop.page, series.length)
  await untilDrawn(laptop.page)
  expect([...alice.complaints, ...bob.complaints, ...laptop.complaints]).toEqual([])
})
