import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { type BlobDigest, cidOf } from '../../../../src/protocol/blobs/cid.ts'
import { sha256 } from '../../../../src/protocol/crypto/hash.ts'
import type { BlobRef, DocumentBlobs } from '../../../../src/core/blobs/blob-types.ts'
import type { StoredBlob } from '../../../../src/core/ports.ts'
import { belongingsOf, bytesOfAll, evictableOf, orphansOf } from '../../../../src/core/blobs/sweep-plan.ts'
import { type BlobWorld, createBlobWorld, docOf, graceMs, imageOf, refOf } from './blob-world.ts'

const store = async ({ storage, clock }: BlobWorld, bytes: number): Promise<BlobRef> => {
  const image = imageOf(bytes)
  await storage.put(cidOf(refOf(image).digest), image, clock.nowMs())
  return refOf(image)
}
const offlineWorld = async () => {
  const world = await createBlobWorld()
  world.relay.setUp(false)
  return world
}
const whoIsHere = (world: BlobWorld, refs: readonly BlobRef[]) =>
  Promise.all(refs.map(ref => world.isHere(ref)))

describe('sweeping', () => {
  test('takes what nothing refers to once its grace is over, and not before', async () => {
    const world = await offlineWorld()
    const orphan = await store(world, 700)
    const referred = await store(world, 800)
    world.refer('album', [referred])
    world.clock.advance(graceMs)
    expect(await world.service.sweep()).toEqual({ removed: 0, removedBytes: 0 })
    world.clock.advance(1)
    expect(await world.service.sweep()).toEqual({ removed: 1, removedBytes: 700 })
    expect(await whoIsHere(world, [orphan, referred])).toEqual([false, true])
  })

  test("lets others' go by least recent use until they fit, never one's own nor the kept", async () => {
    const world = await offlineWorld()
    const refs: BlobRef[] = []
    for (let made = 0; made < 6; made++) {
      refs.push(await store(world, 1_000))
      world.clock.advance(1_000)
    }
    const [oldest, second, third, fourth, own, kept] = refs
    if (!oldest || !second || !third || !fourth || !own || !kept) throw new Error('six were stored')
    world.refer('theirs', [oldest, second, third, fourth, own], { isOwn: false })
    world.refer('mine', [own])
    world.refer('kept', [kept], { isOwn: false, isKept: true })
    expect(await world.service.load(oldest)).toMatchObject({ ok: true })
    world.clock.advance(60_000)
    world.budgetBytes = 2_500
    expect(await world.service.sweep()).toEqual({ removed: 2, removedBytes: 2_000 })
    expect(await whoIsHere(world, refs)).toEqual([true, false, false, true, true, true])
    world.budgetBytes = 0
    await world.service.sweep()
    expect(await whoIsHere(world, refs)).toEqual([false, false, false, false, true, true])
  })

  test('happens by itself after downloads went over the budget', async () => {
    const world = await createBlobWorld()
    const images = [imageOf(1_000), imageOf(1_000)]
    const refs = images.map(refOf)
    for (const image of images) world.relay.blobs.set(cidOf(refOf(image).digest), image)
    world.budgetBytes = 1_500
    world.refer('theirs', refs, { isOwn: false })
    for (const ref of refs) {
      await world.service.load(ref)
      world.clock.advance(1_000)
    }
    expect(await whoIsHere(world, refs)).toEqual([true, true])
    world.clock.advance(10_000)
    await vi.waitFor(async () => expect(await whoIsHere(world, refs)).toEqual([false, true]))
  })

  test('spares what a document takes up while it sweeps', async () => {
    const world = await offlineWorld()
    const ref = await store(world, 500)
    world.clock.advance(2 * graceMs)
    const list = world.storage.list.bind(world.storage)
    vi.spyOn(world.storage, 'list').mockImplementationOnce(async () => {
      const listed = await list()
      world.documents = [
        { doc: docOf('album'), isOwn: true, isKept: true, blobs: [{ ...ref, size: 'full' }] },
      ]
      return listed
    })
    expect(await world.service.sweep()).toEqual({ removed: 0, removedBytes: 0 })
    expect(await world.isHere(ref)).toBe(true)
  })

  test('spares what a document let go while it sweeps', async () => {
    const world = await offlineWorld()
    const ref = await store(world, 500)
    world.documents = [{ doc: docOf('album'), isOwn: true, isKept: true, blobs: [{ ...ref, size: 'full' }] }]
    world.clock.advance(2 * graceMs)
    const list = world.storage.list.bind(world.storage)
    vi.spyOn(world.storage, 'list').mockImplementationOnce(() => {
      world.documents = []
      return list()
    })
    expect(await world.service.sweep()).toEqual({ removed: 0, removedBytes: 0 })
  })

  test('never takes an old orphan that is staged again at that moment', async () => {
    const world = await offlineWorld()
    const image = imageOf(500)
    await world.storage.put(cidOf(refOf(image).digest), image, world.clock.nowMs())
    world.clock.advance(2 * graceMs)
    const list = world.storage.list.bind(world.storage)
    let staging: Promise<unknown> = Promise.resolve()
    vi.spyOn(world.storage, 'list').mockImplementationOnce(async () => {
      const listed = await list()
      staging = world.service.stage(image, 'image/webp', 'public')
      for (let turn = 0; turn < 3_000; turn++) await new Promise(resolve => setImmediate(resolve))
      return listed
    })
    await world.service.sweep()
    expect(await staging).toMatchObject({ ok: true })
    expect(await world.isHere(refOf(image))).toBe(true)
  })

  test("forgets that the relay has what one's own documents let go of", async () => {
    const world = await createBlobWorld()
    const ref = await world.stageOwn('album', imageOf(400))
    world.relay.acknowledge(docOf('album'))
    await vi.waitFor(() => expect(world.service.isOnRelay(ref)).toBe(true))
    world.documents = []
    await world.service.sweep()
    expect(world.service.isOnRelay(ref)).toBe(false)
  })

  test("takes no orphan while something of one's own cannot be read, or it cannot be told what is referred to", async () => {
    const world = await offlineWorld()
    const orphan = await store(world, 500)
    world.clock.advance(2 * graceMs)
    world.refer('album', [])
    world.documents = world.documents.map(document => ({ ...document, isPartial: true }))
    expect(await world.service.sweep()).toEqual({ removed: 0, removedBytes: 0 })
    world.referencesFail = true
    expect(await world.service.sweep()).toEqual({ removed: 0, removedBytes: 0 })
    world.referencesFail = false
    world.documents = []
    expect(await world.service.sweep()).toEqual({ removed: 1, removedBytes: 500 })
    expect(await world.isHere(orphan)).toBe(false)
  })

  test('counts what is own and what is others', async () => {
    const world = await offlineWorld()
    const refs = [await store(world, 100), await store(world, 200), await store(world, 400)] as const
    await store(world, 800)
    world.refer('mine', [refs[0]])
    world.refer('theirs', [refs[0], refs[1], refs[2]], { isOwn: false })
    expect(await world.service.stats()).toEqual({ own: 1, ownBytes: 100, others: 2, othersBytes: 600 })
  })
})

describe('the plan of a sweep, whatever is stored and referred to', () => {
  const pool = Array.from({ length: 12 }, (_, index) => sha256(Uint8Array.of(index)) as BlobDigest)
  const nowMs = 10 * graceMs
  const rarely = fc.nat(3).map(one => one === 0)
  const indexes = fc.uniqueArray(fc.nat(pool.length - 1))
  const usedAtMs = fc.integer({ min: 0, max: nowMs })
  const document: fc.Arbitrary<DocumentBlobs> = fc
    .record({ isOwn: rarely, isKept: rarely, indexes })
    .map(({ isOwn, isKept, indexes: referred }) => ({
      doc: docOf('any'),
      isOwn,
      isKept,
      blobs: referred.map(index => ({
        digest: pool[index] as BlobDigest,
        bytes: 1,
        mime: 'image/webp' as const,
        lock: null,
        size: 'full' as const,
      })),
    }))
  const stored = fc
    .tuple(
      indexes,
      fc.array(fc.record({ bytes: fc.integer({ min: 1, max: 1_000 }), usedAtMs }), {
        minLength: 12,
        maxLength: 12,
      }),
    )
    .map(([here, details]): readonly StoredBlob[] =>
      here.map((index, at) => ({
        name: cidOf(pool[index] as BlobDigest),
        ...(details[at] ?? { bytes: 0, usedAtMs: 0 }),
      })),
    )

  test('never a referred one as an orphan, always an orphan past its grace', () => {
    fc.assert(
      fc.property(stored, fc.array(document, { maxLength: 4 }), (blobs, documents) => {
        const referred = new Set(
          documents.flatMap(one => one.blobs.map(({ digest }) => cidOf(digest) as string)),
        )
        const taken = new Set(
          orphansOf(blobs, belongingsOf(documents), nowMs, graceMs).map(({ name }) => name),
        )
        for (const { name, usedAtMs } of blobs) {
          expect(taken.has(name)).toBe(!referred.has(name) && usedAtMs < nowMs - graceMs)
        }
      }),
    )
  })

  test("never one's own or a kept one for room, the least used first, and no more than needed", () => {
    fc.assert(
      fc.property(stored, fc.array(document, { maxLength: 4 }), fc.nat(3_000), (blobs, documents, budget) => {
        const gone = evictableOf(blobs, belongingsOf(documents), budget)
        const namesOf = (some: readonly DocumentBlobs[]): ReadonlySet<string> =>
          new Set(some.flatMap(one => one.blobs.map(({ digest }) => cidOf(digest))))
        const staying = namesOf(documents.filter(({ isOwn, isKept }) => isOwn || isKept))
        const others = blobs.filter(({ name }) => namesOf(documents).has(name) && !staying.has(name))
        expect(gone.every(one => others.includes(one))).toBe(true)
        const left = others.filter(one => !gone.includes(one))
        expect(bytesOfAll(left)).toBeLessThanOrEqual(budget)
        const last = gone.at(-1)
        if (last !== undefined) expect(bytesOfAll(left) + last.bytes).toBeGreaterThan(budget)
        const newestGone = Math.max(-1, ...gone.map(({ usedAtMs }) => usedAtMs))
        expect(left.every(({ usedAtMs }) => usedAtMs >= newestGone)).toBe(true)
      }),
    )
  })
})
