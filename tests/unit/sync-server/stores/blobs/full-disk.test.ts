import { describe, expect, it } from 'vitest'
import { nodeBlobFileSystem } from '../../../../../sync-server/stores/blobs/file-system.ts'
import { systemError } from '../log-support.ts'
import {
  album,
  alice,
  bob,
  bytesOf,
  createWorld,
  digestOf,
  isHeld,
  put,
  type Step,
  steppedFileSystem,
} from './blob-store-support.ts'

const full = { ok: false, error: { type: 'relay-full' } }
const bytes = bytesOf(3_000)

describe('a full disk', () => {
  it.each<Step>(['create', 'write', 'datasync', 'makeDirectory', 'rename', 'syncDirectory'])(
    'met at %s is said, harms nothing that is there, and the upload goes on once there is room',
    async step => {
      const world = await createWorld()
      let isFull = false
      const store = world.open(
        steppedFileSystem(async at => {
          if (isFull && at === step) throw systemError('ENOSPC')
        }),
      )
      const held = bytesOf(500, 9)
      await put(store, bob, held)
      await put(store, alice, bytes, 0, 1_000)
      isFull = true
      expect([await put(store, alice, bytes, 1_000), await put(store, bob, bytesOf(700, 8))]).toContainEqual(
        full,
      )
      expect(await isHeld(store, held)).toBe(true)
      isFull = false
      expect(await put(store, alice, bytes, await store.uploadOffset(alice, digestOf(bytes)))).toMatchObject({
        ok: true,
      })
      expect(await isHeld(store, bytes)).toBe(true)
      expect(await store.usedBytes(alice)).toBe(3_000)
      await store.close()
    },
  )

  it('gives back what a part took before it was refused', async () => {
    const world = await createWorld()
    let isFull = false
    const store = world.open(
      steppedFileSystem(async at => {
        if (isFull && at === 'write') throw systemError('ENOSPC')
      }),
    )
    await put(store, alice, bytes, 0, 1_000)
    isFull = true
    expect(await put(store, alice, bytes, 1_000)).toEqual(full)
    const [upload = ''] = await world.files()
    expect((await nodeBlobFileSystem.stat(upload))?.bytes).toBe(1_000)
    expect(await store.usedBytes(alice)).toBe(1_000)
    await store.close()
  })

  it('is reached for images before it is full', async () => {
    const world = await createWorld({ freeBytes: 10_000 })
    let freeBytes = 13_000
    const store = world.open({ ...nodeBlobFileSystem, freeBytes: async () => freeBytes })
    expect(await put(store, alice, bytes)).toMatchObject({ ok: true })
    freeBytes = 12_999
    expect(await put(store, alice, bytesOf(3_000, 2))).toEqual(full)
    expect(await store.usedBytes(alice)).toBe(3_000)
    expect(await put(store, alice, bytesOf(2_999, 2))).toMatchObject({ ok: true })
    await store.close()
  })

  it('refuses a claim and keeps the one before', async () => {
    const world = await createWorld()
    let isFull = false
    const store = world.open(
      steppedFileSystem(async (at, path) => {
        if (isFull && at === 'create' && path.endsWith('.new')) throw systemError('EDQUOT')
      }),
    )
    await put(store, alice, bytes)
    await store.claim(alice, album, [digestOf(bytes)])
    isFull = true
    expect(await store.claim(alice, album, [digestOf(bytesOf(1))])).toEqual(full)
    expect(await store.usedBytes(alice)).toBe(3_000)
    const again = world.open()
    expect(await again.usedBytes(alice)).toBe(3_000)
    await Promise.all([store.close(), again.close()])
  })
})
