/** What the contract of blob stores is tried on: the accounts, documents and limits, and what is done most. */
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect } from 'vitest'
import { createManualClock, type ManualClock } from '../../src/platform/memory/manual-clock.ts'
import type { BlobDigest } from '../../src/protocol/blobs/cid.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import { type BlobLimits, defaultBlobLimits } from '../../sync-server/limits.ts'
import type { BlobStore } from '../../sync-server/stores/blob-store.ts'

export interface BlobStoreUnderTest {
  readonly store: BlobStore
  /** Closes the store and opens the same data again; null for adapters that keep nothing. */
  readonly reopen: (() => Promise<BlobStore>) | null
  cleanUp(): Promise<void>
}

export type CreateBlobStore = (clock: ManualClock, limits: BlobLimits) => Promise<BlobStoreUnderTest>

export const accountOf = (number: number): AccountId => new Uint8Array(32).fill(number) as AccountId
export const alice = accountOf(0xa1)
export const bob = accountOf(0xb0)
export const [album, journal] = ['a'.repeat(32), 'b'.repeat(32)]

export const bytesOf = (length: number, seed = 1): Uint8Array =>
  new Uint8Array(length).map((_, at) => (at * 31 + seed * 7) % 251)
export const digestOf = (bytes: Uint8Array): BlobDigest =>
  new Uint8Array(createHash('sha256').update(bytes).digest()) as BlobDigest

const dayMs = 86_400_000
export const limits: BlobLimits = {
  ...defaultBlobLimits,
  blobBytes: 5_000,
  accountBytes: 10_000,
  accountBlobs: 40,
  uploadsPerAccount: 3,
  freeBytes: 1,
  graceMs: 30 * dayMs,
  uploadGraceMs: 2 * dayMs,
}

/** A store made for each test, and closed with it; call it in a `describe`. */
export const holdBlobStore = (create: CreateBlobStore) => {
  let subject: BlobStoreUnderTest
  let store: BlobStore
  let clock: ManualClock
  beforeEach(async () => {
    clock = createManualClock()
    subject = await create(clock, limits)
    store = subject.store
  })
  afterEach(async () => {
    await store.close()
    await subject.cleanUp()
  })

  const put = (
    account: AccountId,
    bytes: Uint8Array,
    offset = 0,
    end = bytes.length,
    length = bytes.length,
  ) => store.put({ account, digest: digestOf(bytes), offset, length, part: bytes.slice(offset, end) })
  const bring = async (account: AccountId, ...blobs: readonly Uint8Array[]): Promise<void> => {
    for (const bytes of blobs)
      expect(await put(account, bytes)).toEqual({ ok: true, value: { type: 'complete' } })
  }
  const read = async (bytes: Uint8Array, start = 0, end = bytes.length): Promise<Uint8Array | null> => {
    const blob = await store.find(digestOf(bytes))
    if (blob === null) return null
    const chunks: Buffer[] = []
    for await (const chunk of blob.stream(start, end) as AsyncIterable<Buffer>) chunks.push(chunk)
    return new Uint8Array(Buffer.concat(chunks))
  }
  const isHeld = async (bytes: Uint8Array): Promise<boolean> => {
    const blob = await store.find(digestOf(bytes))
    await blob?.close()
    return blob !== null
  }
  const claim = (account: AccountId, document: string, ...blobs: readonly Uint8Array[]) =>
    store.claim(account, document, blobs.map(digestOf))
  const offsetOf = (account: AccountId, bytes: Uint8Array) => store.uploadOffset(account, digestOf(bytes))

  /** As a client does: from the offset it is told, until it hears that the blob is there. */
  const uploadAll = async (account: AccountId, bytes: Uint8Array, step: number): Promise<string> => {
    for (let offset = 0; ;) {
      const answer = await put(account, bytes, offset, Math.min(bytes.length, offset + step))
      const told = answer.ok ? answer.value : answer.error
      if (told.type !== 'kept' && told.type !== 'wrong-offset') return told.type
      offset = told.offset
    }
  }

  return {
    store: () => store,
    clock: () => clock,
    canReopen: () => subject.reopen !== null,
    reopen: async (): Promise<void> => {
      if (subject.reopen !== null) store = await subject.reopen()
    },
    put,
    bring,
    read,
    isHeld,
    claim,
    offsetOf,
    uploadAll,
    past: (ms: number) => clock.advance(ms + 1_000),
    /** How many blobs it removed. */
    sweep: async () => (await store.sweep()).removed,
  }
}

export type HeldBlobStore = ReturnType<typeof holdBlobStore>
