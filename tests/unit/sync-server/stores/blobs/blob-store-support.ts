import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createManualClock, type ManualClock } from '../../../../../src/platform/memory/manual-clock.ts'
import type { BlobDigest } from '../../../../../src/protocol/blobs/cid.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'
import { type BlobLimits, defaultBlobLimits } from '../../../../../sync-server/limits.ts'
import type { BlobStore } from '../../../../../sync-server/stores/blob-store.ts'
import {
  type BlobFileSystem,
  nodeBlobFileSystem,
} from '../../../../../sync-server/stores/blobs/file-system.ts'
import { createFileBlobStore } from '../../../../../sync-server/stores/file-blob-store.ts'
import { temporaryDirectory, unwatched } from '../log-support.ts'

const accountOf = (number: number): AccountId => new Uint8Array(32).fill(number) as AccountId
export const alice = accountOf(0xa1)
export const bob = accountOf(0xb0)
export const album = 'a'.repeat(32)

export const bytesOf = (length: number, seed = 1): Uint8Array =>
  new Uint8Array(length).map((_, at) => (at * 31 + seed * 7) % 251)
export const digestOf = (bytes: Uint8Array): BlobDigest =>
  new Uint8Array(createHash('sha256').update(bytes).digest()) as BlobDigest

export const dayMs = 86_400_000
export const limits: BlobLimits = {
  ...defaultBlobLimits,
  freeBytes: 1,
  graceMs: 30 * dayMs,
  uploadGraceMs: 2 * dayMs,
}

export const put = (
  store: BlobStore,
  account: AccountId,
  bytes: Uint8Array,
  offset = 0,
  end = bytes.length,
) =>
  store.put({
    account,
    digest: digestOf(bytes),
    offset,
    length: bytes.length,
    part: bytes.slice(offset, end),
  })

export const isHeld = async (store: BlobStore, bytes: Uint8Array): Promise<boolean> => {
  const blob = await store.find(digestOf(bytes))
  await blob?.close()
  return blob !== null
}

export interface World {
  readonly directory: string
  readonly clock: ManualClock
  open(files?: BlobFileSystem): BlobStore
  /** Every file that is left, by its path. */
  files(): Promise<readonly string[]>
}

/** A folder and a clock that outlive the stores opened on them, as after a crash. */
export const createWorld = async (chosen: Partial<BlobLimits> = {}, existing?: string): Promise<World> => {
  const directory = existing ?? join(await temporaryDirectory(), 'blobs')
  const clock = createManualClock()
  return {
    directory,
    clock,
    open: (files = nodeBlobFileSystem) =>
      createFileBlobStore({ directory, clock, files, limits: { ...limits, ...chosen } }),
    files: async () => {
      const isThere = await stat(directory).catch(() => null)
      const entries =
        isThere === null ? [] : await readdir(directory, { recursive: true, withFileTypes: true })
      return entries.filter(entry => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
    },
  }
}

export type Step =
  | 'create'
  | 'open'
  | 'write'
  | 'datasync'
  | 'makeDirectory'
  | 'rename'
  | 'remove'
  | 'syncDirectory'
  | 'touch'
  | 'stat'

/** The real file system; `before` each step, which may wait or throw. A write that throws leaves half of itself. */
export const steppedFileSystem = (before: (step: Step, path: string) => Promise<void>): BlobFileSystem => ({
  ...nodeBlobFileSystem,
  open: async (path, mode) => {
    await before(mode === 'create' ? 'create' : 'open', path)
    const file = await nodeBlobFileSystem.open(path, mode)
    return {
      ...unwatched(file),
      write: async (from, offset, length, position) => {
        try {
          await before('write', path)
        } catch (error) {
          await file.write(from, offset, Math.ceil(length / 2), position)
          throw error
        }
        return file.write(from, offset, length, position)
      },
      datasync: async () => {
        await before('datasync', path)
        await file.datasync()
      },
    }
  },
  makeDirectory: async path => {
    await before('makeDirectory', path)
    await nodeBlobFileSystem.makeDirectory(path)
  },
  rename: async (from, to) => {
    await before('rename', to)
    await nodeBlobFileSystem.rename(from, to)
  },
  remove: async path => {
    await before('remove', path)
    await nodeBlobFileSystem.remove(path)
  },
  syncDirectory: async path => {
    await before('syncDirectory', path)
    await nodeBlobFileSystem.syncDirectory(path)
  },
  touch: async (path, atMs) => {
    await before('touch', path)
    return nodeBlobFileSystem.touch(path, atMs)
  },
  stat: async path => {
    await before('stat', path)
    return nodeBlobFileSystem.stat(path)
  },
})
