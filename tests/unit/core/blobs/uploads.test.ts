import { describe, expect, test, vi } from 'vitest'
import { err } from '../../../../src/base/result.ts'
import { cidOf } from '../../../../src/protocol/blobs/cid.ts'
import { partBytes, uploadOffsetHeader } from '../../../../src/protocol/blobs/http.ts'
import type { BlobRef } from '../../../../src/core/blobs/blob-types.ts'
import { type BlobWorld, createBlobWorld, docOf, imageOf, refOf } from './blob-world.ts'
import { answerWith } from './small-relay.ts'
import { allSent, nothing, offsets, puts } from './upload-traffic.ts'

describe('uploading', () => {
  test('waits for the document to be on the relay, then sends what it refers to and knows it is there', async () => {
    const world = await createBlobWorld()
    const { service, relay } = world
    const image = imageOf(3_000)
    const ref = await world.stageOwn('album', image)
    await vi.waitFor(() => expect(service.uploads()).toEqual({ ...nothing, waiting: 1, bytesWaiting: 3_000 }))
    expect(relay.asked('PUT')).toBe(0)
    expect(service.isOnRelay(ref)).toBe(false)
    relay.acknowledge(docOf('album'))
    await allSent(world)
    expect(service.uploads()).toEqual(nothing)
    expect(relay.blobs.get(cidOf(ref.digest))).toEqual(image)
    expect(relay.claims.get(docOf('album'))).toEqual([cidOf(ref.digest)])
    expect(service.isOnRelay(ref)).toBe(true)
  })

  test('sends thumbs first, then cards, then full images, then originals; two at once at most', async () => {
    const world = await createBlobWorld()
    const { relay, service } = world
    relay.setUp(false)
    const sizes = ['original', 'full', 'card', 'thumb'] as const
    for (const size of sizes) {
      await world.stageOwn('album', imageOf(500), size)
      await world.stageOwn('album', imageOf(400), size)
    }
    relay.acknowledge(docOf('album'))
    let most = 0
    let now = 0
    const request = relay.request.bind(relay)
    vi.spyOn(relay, 'request').mockImplementation(async asked => {
      most = Math.max(most, ++now)
      for (let turn = 0; turn < 20; turn++) await new Promise(resolve => setImmediate(resolve))
      return request(asked).finally(() => now--)
    })
    relay.setUp(true)
    await allSent(world)
    const sizeByCid = new Map(
      world.documents.flatMap(({ blobs }) => blobs.map(blob => [cidOf(blob.digest), blob.size] as const)),
    )
    const order = puts(world).map(({ url }) => [...sizeByCid].find(([cid]) => url.endsWith(cid))?.[1])
    expect(order).toEqual(['thumb', 'thumb', 'card', 'card', 'full', 'full', 'original', 'original'])
    expect(most).toBe(2)
    expect(service.uploads()).toEqual(nothing)
  })

  test('counts what went while something still waits', async () => {
    const world = await createBlobWorld()
    const { relay, service } = world
    for (let made = 0; made < 3; made++) await world.stageOwn('album', imageOf(100 + made))
    const seen: string[] = []
    service.onStatus(() => seen.push(`${service.uploads().waiting}/${service.uploads().sent}`))
    relay.acknowledge(docOf('album'))
    await allSent(world)
    expect(seen).toEqual(expect.arrayContaining(['2/1', '1/2', '0/0']))
  })

  test('never sends what others own, what the relay has, or the same claims twice', async () => {
    const world = await createBlobWorld()
    const { relay, service, storage } = world
    const theirs = imageOf(500)
    await storage.put(cidOf(refOf(theirs).digest), theirs, 0)
    world.refer('theirs', [refOf(theirs)], { isOwn: false })
    const known = imageOf(700)
    relay.blobs.set(cidOf(refOf(known).digest), known)
    const ref = await world.stageOwn('album', known)
    relay.acknowledge(docOf('theirs'))
    relay.acknowledge(docOf('album'))
    await vi.waitFor(() => expect(service.isOnRelay(ref)).toBe(true))
    service.documentsChanged()
    relay.setUp(true)
    const later = await world.restart()
    later.service.documentsChanged()
    relay.setUp(true)
    await world.stageOwn('other', imageOf(10))
    expect(puts(world)).toEqual([])
    expect(relay.asked('PUT', '/claims/')).toBe(1)
    expect(later.service.isOnRelay(ref)).toBe(true)
  })

  test('claims anew when a document changes', async () => {
    const world = await createBlobWorld()
    const first = await world.stageOwn('album', imageOf(500))
    world.relay.acknowledge(docOf('album'))
    await allSent(world)
    const second = await world.stageOwn('album', imageOf(600))
    await vi.waitFor(() => expect(world.relay.claims.get(docOf('album'))).toHaveLength(2))
    await allSent(world)
    expect([first, second].map(world.service.isOnRelay)).toEqual([true, true])
    world.documents = []
    world.refer('album', [second])
    await vi.waitFor(() => expect(world.relay.claims.get(docOf('album'))).toEqual([cidOf(second.digest)]))
  })
})

test('a document that cannot be read whole is not claimed: that would let go of what is not understood', async () => {
  const world = await createBlobWorld()
  const known = await world.service.stage(imageOf(500), 'image/webp', 'public')
  if (!known.ok) throw new Error(known.error.type)
  const blobs = [{ ...known.value, size: 'full' as const }]
  world.documents = [{ doc: docOf('partial'), isOwn: true, isKept: true, isPartial: true, blobs }]
  world.relay.acknowledge(docOf('partial'))
  const whole = await world.stageOwn('whole', imageOf(600))
  world.relay.acknowledge(docOf('whole'))
  await vi.waitFor(() => expect(world.service.isOnRelay(whole)).toBe(true))
  expect([...world.relay.claims.keys()]).toEqual([docOf('whole')])
  expect(world.service.uploads().waiting).toBe(1)
})

test('while it cannot be told what is referred to, images still load, and nothing goes up', async () => {
  const world = await createBlobWorld()
  const image = imageOf(500)
  world.relay.blobs.set(cidOf(refOf(image).digest), image)
  world.referencesFail = true
  world.relay.acknowledge(docOf('album'))
  world.service.documentsChanged()
  world.storage.failWith('full')
  expect(await world.service.load(refOf(image))).toEqual({ ok: true, value: image })
  expect(await world.service.stage(image, 'image/webp', 'public')).toEqual({
    ok: false,
    error: { type: 'storage-full' },
  })
  expect(await world.service.stats()).toMatchObject({ own: 0, others: 0 })
  expect(world.relay.asked('PUT')).toBe(0)
})

describe('a large image', () => {
  const large = async (parts: number) => {
    const world = await createBlobWorld()
    const image = imageOf(Math.round(partBytes * parts))
    const ref = await world.stageOwn('album', image)
    return { world, image, ref, key: cidOf(ref.digest) }
  }
  const arrived = async (world: BlobWorld, ref: BlobRef, image: Uint8Array) => {
    await allSent(world)
    expect(Buffer.compare(world.relay.blobs.get(cidOf(ref.digest)) ?? Uint8Array.of(), image)).toBe(0)
  }

  test('goes in parts, each from where the one before ended', async () => {
    const { world, image, ref } = await large(2.5)
    world.relay.acknowledge(docOf('album'))
    await arrived(world, ref, image)
    expect(offsets(world)).toEqual([0, partBytes, 2 * partBytes])
    expect(puts(world).map(({ body }) => body?.length)).toEqual([partBytes, partBytes, partBytes / 2])
  })

  test('goes on after a cut and a restart, though the relay never said what it had got', async () => {
    const { world, image, ref } = await large(3)
    let parts = 0
    world.relay.interfere = ({ method, url }) => {
      if (method !== 'PUT' || url.includes('/claims/')) return null
      return ++parts === 2 ? 'cut' : parts > 2 ? err({ type: 'unreachable' }) : null
    }
    world.relay.acknowledge(docOf('album'))
    await vi.waitFor(() =>
      expect(world.log).toContainEqual({ event: 'blob-upload-refused', reason: 'later' }),
    )
    expect(world.service.uploads().waiting).toBe(1)
    world.relay.interfere = () => null
    world.relay.requests.length = 0
    const later = await world.restart()
    later.service.documentsChanged()
    await vi.waitFor(() => expect(later.service.isOnRelay(ref)).toBe(true))
    await arrived(later, ref, image)
    expect(offsets(later)).toEqual([2 * partBytes])
  })

  test('finishes when all had come and only the end was not heard', async () => {
    const { world, image, ref, key } = await large(1.5)
    world.relay.partial.set(key, image)
    world.relay.acknowledge(docOf('album'))
    await arrived(world, ref, image)
    expect(puts(world).map(({ body }) => body?.length)).toEqual([0])
  })

  test('goes back to where the relay says it is', async () => {
    const { world, image, ref, key } = await large(2.5)
    let forgotten = false
    world.relay.interfere = ({ headers }) => {
      if (headers[uploadOffsetHeader] === String(2 * partBytes) && !forgotten) {
        forgotten = true
        world.relay.partial.set(key, image.slice(0, 1_000))
      }
      return null
    }
    world.relay.acknowledge(docOf('album'))
    await arrived(world, ref, image)
    expect(offsets(world)).toEqual([
      0,
      partBytes,
      2 * partBytes,
      1_000,
      1_000 + partBytes,
      1_000 + 2 * partBytes,
    ])
  })

  test('is left for a while with a relay that sends it in circles', async () => {
    const { world } = await large(1.5)
    world.relay.interfere = ({ url }) =>
      url.includes('/claims/') ? null : answerWith(409, undefined, { [uploadOffsetHeader]: '5' })
    world.relay.acknowledge(docOf('album'))
    await vi.waitFor(() =>
      expect(world.log).toContainEqual({ event: 'blob-upload-refused', reason: 'later' }),
    )
    expect(puts(world).length).toBeLessThan(8)
    expect(world.clock.waiting()).toBeGreaterThan(0)
  })
})
