import { expect, test, vi } from 'vitest'
import type { ImageSize } from '../../../../src/core/api.ts'
import type { BlobRef } from '../../../../src/core/blobs/blob-types.ts'
import { cidOf } from '../../../../src/protocol/blobs/cid.ts'
import { type BlobWorld, createBlobWorld, imageOf, refOf } from './blob-world.ts'

const sizes: readonly ImageSize[] = ['thumb', 'card', 'full', 'original']

/** One work in every size, on the relay and not here. */
const workOnRelay = ({ relay }: BlobWorld, bytes = 500): readonly BlobRef[] =>
  sizes.map(() => {
    const image = imageOf(bytes)
    relay.blobs.set(cidOf(refOf(image).digest), image)
    return refOf(image)
  })
const referWork = (
  world: BlobWorld,
  doc: string,
  work: readonly BlobRef[],
  how: { isOwn: boolean; isKept: boolean },
) => {
  for (const [index, ref] of work.entries()) world.refer(doc, [ref], { ...how, size: sizes[index] ?? 'full' })
}
const here = (world: BlobWorld, work: readonly BlobRef[]) => Promise.all(work.map(ref => world.isHere(ref)))
const settles = (world: BlobWorld, work: readonly BlobRef[], expected: readonly boolean[]) =>
  vi.waitFor(async () => expect(await here(world, work)).toEqual(expected))

test("fetches thumbs of others' albums, and of kept and own ones all but originals, when nobody asks", async () => {
  const world = await createBlobWorld()
  const [theirs, kept, own] = [workOnRelay(world), workOnRelay(world), workOnRelay(world)]
  referWork(world, 'theirs', theirs, { isOwn: false, isKept: false })
  referWork(world, 'kept', kept, { isOwn: false, isKept: true })
  referWork(world, 'own', own, { isOwn: true, isKept: true })
  await settles(world, kept, [true, true, true, false])
  await settles(world, own, [true, true, true, false])
  await settles(world, theirs, [true, false, false, false])
  const thumbs = [theirs, kept, own].map(([thumb]) => thumb && cidOf(thumb.digest))
  await vi.waitFor(() => expect(world.relay.asked('GET')).toBe(7))
  expect(thumbs.every(thumb => thumb !== undefined && world.relay.asked('GET', thumb) === 1)).toBe(true)
})

test('fetches nothing while the line is down, and begins when it comes up', async () => {
  const world = await createBlobWorld()
  world.relay.setUp(false)
  const theirs = workOnRelay(world)
  referWork(world, 'theirs', theirs, { isOwn: false, isKept: false })
  await vi.waitFor(async () => expect(await world.service.stats()).toMatchObject({ others: 0 }))
  expect(world.relay.requests).toEqual([])
  world.relay.setUp(true)
  await settles(world, theirs, [true, false, false, false])
})

test('stops where the budget ends, and never asks for what it would have to throw away', async () => {
  const world = await createBlobWorld()
  world.budgetBytes = 1_200
  const works = [workOnRelay(world), workOnRelay(world), workOnRelay(world)]
  for (const [index, work] of works.entries())
    referWork(world, `theirs ${index}`, work, { isOwn: false, isKept: false })
  await vi.waitFor(() => expect(world.relay.asked('GET')).toBe(2))
  world.service.documentsChanged()
  world.clock.advance(60_000)
  await vi.waitFor(async () =>
    expect(await world.service.stats()).toMatchObject({ others: 2, othersBytes: 1_000 }),
  )
  expect(world.relay.asked('GET')).toBe(2)
})

test('what the relay lacks is not asked for again and again', async () => {
  const world = await createBlobWorld()
  const missing = refOf(imageOf(300))
  world.refer('theirs', [missing], { isOwn: false, size: 'thumb' })
  await vi.waitFor(() => expect(world.relay.asked('GET')).toBe(1))
  const theirs = workOnRelay(world)
  referWork(world, 'theirs', theirs, { isOwn: false, isKept: false })
  await settles(world, theirs, [true, false, false, false])
  expect(world.relay.asked('GET')).toBe(2)
})

test('what somebody looks at goes before what nobody has asked for', async () => {
  const world = await createBlobWorld()
  world.relay.gate.close()
  const works = Array.from({ length: 8 }, () => workOnRelay(world))
  for (const [index, work] of works.entries())
    referWork(world, `theirs ${index}`, work, { isOwn: false, isKept: false })
  await vi.waitFor(() => expect(world.relay.gate.waiting()).toBe(2))
  const wanted = works.map(work => work[2]).filter(ref => ref !== undefined)
  const loads = wanted.map(ref => world.service.load(ref))
  await vi.waitFor(() => expect(world.relay.gate.waiting()).toBe(6))
  world.relay.gate.open()
  await Promise.all(loads)
  const seen = world.relay.requests.slice(2, 2 + wanted.length).map(({ url }) => url)
  expect(wanted.every(ref => seen.some(url => url.endsWith(cidOf(ref.digest))))).toBe(true)
})
