import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cidOf } from '../../../../../src/protocol/blobs/cid.ts'
import type { BlobStore } from '../../../../../sync-server/stores/blob-store.ts'
import { systemError } from '../log-support.ts'
import {
  album,
  alice,
  bytesOf,
  createWorld,
  dayMs,
  digestOf,
  isHeld,
  limits,
  put,
  steppedFileSystem,
  type World,
} from './blob-store-support.ts'

/** From here on nothing reaches the disk any more, as when the power is cut. */
const dyingAfter = (steps: number) => {
  let left = steps
  const files = steppedFileSystem(async step => {
    if (step === 'stat' || step === 'open') return
    if (left <= 0) throw systemError('EIO')
    left--
  })
  return { files, hasDied: () => left <= 0 }
}

const [first, second, third] = [bytesOf(4_000, 1), bytesOf(5_000, 2), bytesOf(600, 3)]

interface Answered {
  readonly complete: Set<Uint8Array>
  claimed: readonly Uint8Array[]
  /** May have taken effect without an answer. */
  attempted: readonly Uint8Array[]
}

const nothingYet = (): Answered => ({ complete: new Set(), claimed: [], attempted: [] })

/** Two uploads, of which one in parts, a claim, another claim that drops one of them, and a third upload. */
const story = async (store: BlobStore, answered: Answered): Promise<void> => {
  const bring = async (bytes: Uint8Array, offset = 0, end = bytes.length) => {
    const answer = await put(store, alice, bytes, offset, end)
    if (answer.ok && answer.value.type === 'complete') answered.complete.add(bytes)
  }
  const claim = async (...blobs: readonly Uint8Array[]) => {
    answered.attempted = blobs
    const answer = await store.claim(alice, album, blobs.map(digestOf))
    if (answer.ok) answered.claimed = blobs
  }
  await bring(first, 0, 1_500)
  await bring(first, 1_500)
  await claim(first, second)
  await bring(second)
  await claim(second, third)
  await bring(third)
}

const whole = async (world: World): Promise<void> => {
  for (const path of await world.files()) {
    if (path.includes('/held/')) expect(cidOf(digestOf(await readFile(path)))).toBe(basename(path))
  }
}

const finish = async (store: BlobStore, bytes: Uint8Array): Promise<void> => {
  const answer = await put(store, alice, bytes, await store.uploadOffset(alice, digestOf(bytes)))
  expect(answer.ok || answer.error.type === 'wrong-hash').toBe(true)
  if (!answer.ok) expect(await put(store, alice, bytes)).toMatchObject({ ok: true })
}

describe('a relay that dies at any step', () => {
  it('has all that it answered for, serves nothing broken, and takes the rest', async () => {
    for (let steps = 0; ; steps++) {
      const world = await createWorld()
      const { files, hasDied } = dyingAfter(steps)
      const answered = nothingYet()
      await story(world.open(files), answered).catch(() => undefined)
      await whole(world)

      const store = world.open()
      for (const bytes of answered.complete) expect(await isHeld(store, bytes)).toBe(true)
      for (const bytes of [first, second, third]) await finish(store, bytes)
      world.clock.advance(limits.graceMs + dayMs)
      await store.sweep()
      const kept = answered.claimed.filter(bytes => answered.attempted.includes(bytes))
      for (const bytes of kept) expect(await isHeld(store, bytes)).toBe(true)
      await store.close()
      if (!hasDied()) return
    }
  })

  it('leaves nothing for ever: what was not claimed is gone after its grace', async () => {
    for (let steps = 0; ; steps++) {
      const world = await createWorld()
      const { files, hasDied } = dyingAfter(steps)
      await story(world.open(files), nothingYet()).catch(() => undefined)

      const store = world.open()
      await store.claim(alice, album, [])
      // A file that the crash left undated has the date of the disk, which may be ahead of our clock.
      await store.sweep()
      world.clock.advance(limits.graceMs + dayMs)
      await store.sweep()
      expect(await world.files()).toEqual([])
      expect(await store.usedBytes(alice)).toBe(0)
      await store.close()
      if (!hasDied()) return
    }
  })
})
