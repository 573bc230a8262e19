import { describe, expect, test, vi } from 'vitest'
import { ok } from '../../../../src/base/result.ts'
import { cidOf } from '../../../../src/protocol/blobs/cid.ts'
import { sha256 } from '../../../../src/protocol/crypto/hash.ts'
import { answerWith } from './small-relay.ts'
import { createBlobWorld, graceMs, imageOf, refOf } from './blob-world.ts'

const offline = { ok: false, error: { type: 'offline' } }
const altered = { ok: false, error: { type: 'altered' } }

describe('staging', () => {
  test('stores a public image under the hash it has, and gives it back', async () => {
    const { service, storage } = await createBlobWorld()
    const image = imageOf(5_000)
    const staged = await service.stage(image, 'image/jpeg', 'public')
    expect(staged).toEqual({ ok: true, value: { ...refOf(image), mime: 'image/jpeg' } })
    if (!staged.ok) return
    expect(await storage.get(cidOf(staged.value.digest))).toEqual(ok(image))
    expect(await service.load(staged.value)).toEqual(ok(image))
  })

  test('stores only ciphertext of what is only mine, named and measured as such', async () => {
    const { service, storage } = await createBlobWorld()
    const image = imageOf(5_000)
    const staged = await service.stage(image, 'image/webp', 'only-me')
    if (!staged.ok) throw new Error(staged.error.type)
    const { digest, bytes, lock } = staged.value
    const stored = await storage.get(cidOf(digest))
    if (!stored.ok || stored.value === null) throw new Error('nothing was stored')
    expect(bytes).toBe(image.length + 16)
    expect(stored.value.length).toBe(bytes)
    expect(Buffer.from(stored.value).includes(Buffer.from(image.subarray(0, 16)))).toBe(false)
    expect(lock?.plainDigest).toEqual(sha256(image))
    expect(await service.load(staged.value)).toEqual(ok(image))
    const wrongKey = { ...staged.value, lock: { key: new Uint8Array(32), plainDigest: sha256(image) } }
    expect(await service.load(wrongKey)).toEqual({ ok: false, error: { type: 'unreadable' } })
  })

  test('says so when the disk gives back other bytes than it took', async () => {
    const { service, storage } = await createBlobWorld()
    const put = storage.put.bind(storage)
    vi.spyOn(storage, 'put').mockImplementation((name, bytes, atMs) =>
      put(name, bytes.with(3, (bytes[3] ?? 0) ^ 1), atMs),
    )
    expect(await service.stage(imageOf(100), 'image/webp', 'public')).toEqual({
      ok: false,
      error: { type: 'storage-altered' },
    })
  })

  test('stores the same image once, and renews its grace', async () => {
    const { service, storage, clock } = await createBlobWorld()
    const image = imageOf(1_000)
    const put = vi.spyOn(storage, 'put')
    await service.stage(image, 'image/webp', 'public')
    clock.advance(graceMs + 1)
    await service.stage(image, 'image/webp', 'public')
    expect(put).toHaveBeenCalledTimes(1)
    expect(await service.sweep()).toEqual({ removed: 0, removedBytes: 0 })
  })

  test('stores it again when what was stored is damaged', async () => {
    const { service, storage, clock } = await createBlobWorld()
    const image = imageOf(1_000)
    await storage.put(cidOf(refOf(image).digest), image.with(0, (image[0] ?? 0) ^ 1), clock.nowMs())
    const staged = await service.stage(image, 'image/webp', 'public')
    expect(staged.ok && (await service.load(staged.value))).toEqual(ok(image))
  })

  test("makes room for one's own by letting others' images go, and only then says the disk is full", async () => {
    const world = await createBlobWorld()
    const { service, storage, clock } = world
    const theirs = imageOf(2_000)
    await storage.put(cidOf(refOf(theirs).digest), theirs, clock.nowMs())
    world.relay.setUp(false)
    world.refer('theirs', [refOf(theirs)], { isOwn: false })
    storage.failWith('full')
    const remove = storage.remove.bind(storage)
    const removed = vi.spyOn(storage, 'remove').mockImplementation(names => {
      storage.failWith(null)
      return remove(names)
    })
    expect(await service.stage(imageOf(1_500), 'image/webp', 'public')).toMatchObject({ ok: true })
    expect(removed).toHaveBeenCalledTimes(1)
    expect(await world.isHere(refOf(theirs))).toBe(false)
    storage.failWith('full')
    expect(await service.stage(imageOf(1_500), 'image/webp', 'public')).toEqual({
      ok: false,
      error: { type: 'storage-full' },
    })
  })
})

describe('loading', () => {
  const withTheirs = async (bytes = 3_000) => {
    const world = await createBlobWorld()
    const image = imageOf(bytes)
    const ref = refOf(image)
    world.relay.blobs.set(cidOf(ref.digest), image)
    return { ...world, image, ref, key: cidOf(ref.digest) }
  }

  test('fetches what is not here once, and keeps it', async () => {
    const { service, relay, image, ref } = await withTheirs()
    expect(await service.load(ref)).toEqual(ok(image))
    relay.setUp(false)
    expect(await service.load(ref)).toEqual(ok(image))
    expect(relay.asked('GET')).toBe(1)
  })

  test('asks once for all who want the same at the same time', async () => {
    const { service, relay, image, ref } = await withTheirs()
    const loads = await Promise.all([service.load(ref), service.load(ref), service.load(ref)])
    expect(loads).toEqual([ok(image), ok(image), ok(image)])
    expect(relay.asked('GET')).toBe(1)
  })

  test('refuses other bytes, fewer, and more, keeps none of them, and does not ask in a loop', async () => {
    for (const lie of [
      (image: Uint8Array) => image.with(9, (image[9] ?? 0) ^ 1),
      (image: Uint8Array) => image.subarray(1),
      (image: Uint8Array) => Uint8Array.from([...image, 0]),
    ]) {
      const world = await withTheirs()
      const { service, relay, image, ref, clock } = world
      relay.blobs.set(world.key, lie(image))
      expect(await service.load(ref)).toEqual(altered)
      expect(await service.load(ref)).toEqual(altered)
      expect(relay.asked('GET')).toBe(1)
      expect(await world.isHere(ref)).toBe(false)
      relay.blobs.set(world.key, image)
      clock.advance(10 * 60_000)
      expect(await service.load(ref)).toEqual(ok(image))
    }
  })

  test('a reference with a wrong length spoils nothing for a right one', async () => {
    const { service, ref, image } = await withTheirs()
    expect(await service.load({ ...ref, bytes: ref.bytes + 1 })).toEqual(altered)
    expect(await service.load(ref)).toEqual(ok(image))
  })

  test('damaged bytes on this device are never shown: they are fetched again', async () => {
    const { service, storage, relay, image, ref, key } = await withTheirs()
    await storage.put(key, image.with(5, (image[5] ?? 0) ^ 1), 0)
    expect(await service.load(ref)).toEqual(ok(image))
    expect(await storage.get(key)).toEqual(ok(image))
    await storage.put(key, image.subarray(2), 0)
    relay.setUp(false)
    expect(await service.load(ref)).toEqual(offline)
  })

  test('says which it is: offline, not on the relay, busy, or no image at all', async () => {
    const { service, relay, ref } = await withTheirs()
    relay.setUp(false)
    expect(await service.load(ref)).toEqual(offline)
    relay.setUp(true)
    relay.interfere = () => answerWith(503)
    expect(await service.load(ref)).toEqual(offline)
    relay.interfere = () => null
    relay.blobs.clear()
    expect(await service.load(ref)).toEqual({ ok: false, error: { type: 'not-on-relay' } })
    expect(await service.load({ ...ref, bytes: 2 ** 40 })).toEqual({
      ok: false,
      error: { type: 'unreadable' },
    })
  })

  test('shows an image for which there is no room to keep', async () => {
    const { service, storage, image, ref } = await withTheirs()
    storage.failWith('full')
    expect(await service.load(ref)).toEqual(ok(image))
  })

  test('asks for six at once, and next for what was wanted last', async () => {
    const { service, relay } = await createBlobWorld()
    const images = Array.from({ length: 20 }, () => imageOf(200))
    for (const image of images) relay.blobs.set(cidOf(refOf(image).digest), image)
    relay.gate.close()
    const loads = images.map(image => service.load(refOf(image)))
    const again = images[7] ?? imageOf(1)
    await vi.waitFor(() => expect(relay.gate.waiting()).toBe(6))
    const wantedAgain = service.load(refOf(again))
    await vi.waitFor(() => expect(relay.requests).toHaveLength(6))
    relay.gate.open()
    expect(await Promise.all(loads)).toEqual(images.map(ok))
    expect(await wantedAgain).toEqual(ok(again))
    const order = relay.requests.map(({ url }) =>
      images.findIndex(image => url.endsWith(cidOf(refOf(image).digest))),
    )
    expect(new Set(order.slice(0, 6))).toEqual(new Set([0, 1, 2, 3, 4, 5]))
    expect(order.slice(6)).toEqual([7, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 6])
  })

  test('closing answers whoever waits, and nothing is stored afterwards', async () => {
    const world = await withTheirs()
    world.relay.gate.close()
    const load = world.service.load(world.ref)
    await vi.waitFor(() => expect(world.relay.gate.waiting()).toBe(1))
    world.service.close()
    expect(await load).toEqual(offline)
    const put = vi.spyOn(world.storage, 'put')
    world.relay.gate.open()
    expect(await world.service.load(world.ref)).toEqual(offline)
    expect(put).not.toHaveBeenCalled()
    expect(world.clock.waiting()).toBe(0)
  })
})
