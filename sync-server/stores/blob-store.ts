/**
 * Where a relay keeps blobs: immutable bytes under the hash they have, uploads that are under way, and which
 * blobs each document claims. `tests/contracts/relay-blob-store.contract.ts` holds the suite that every
 * adapter passes. Methods reject when the device fails for any reason but want of room.
 */
import type { Readable } from 'node:stream'
import type { Result } from '../../src/base/result.ts'
import type { BlobDigest } from '../../src/protocol/blobs/cid.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import type { DocumentId } from './store.ts'

export interface HeldBlob {
  readonly bytes: number
  /** From `start` up to and without `end`. Once; the blob is closed when the stream ends or is destroyed. */
  stream(start: number, end: number): Readable
  /** For who does not stream. */
  close(): Promise<void>
}

/** One part of an upload. Each account has an upload of its own of one blob, so none can spoil another's. */
export interface BlobPart {
  readonly account: AccountId
  readonly digest: BlobDigest
  /** Bytes before this part. */
  readonly offset: number
  /** Of the whole, at least 1. The part does not go past it. */
  readonly length: number
  /** Empty only where it is known that all has come: then the whole is checked again. */
  readonly part: Uint8Array
}

/** `kept`: more is to come. `complete`: all of it is durable and has its hash. `here`: it was there already. */
export type PartAnswer =
  | { readonly type: 'kept'; readonly offset: number }
  | { readonly type: 'complete' }
  | { readonly type: 'here' }

/**
 * `wrong-offset`: go on from the one given. `wrong-hash`: nothing of the upload is kept. `too-many-requests`:
 * too many uploads of this account have begun. `relay-full`: the disk has no more to give.
 */
export type PartRefusal =
  | { readonly type: 'wrong-offset'; readonly offset: number }
  | { readonly type: 'wrong-hash' | 'too-large' | 'over-quota' | 'too-many-requests' | 'relay-full' }

export interface ClaimRefusal {
  readonly type: 'over-quota' | 'relay-full'
}

export interface Swept {
  /** Blobs that stay, and their bytes. */
  readonly held: number
  readonly heldBytes: number
  readonly removed: number
  readonly removedBytes: number
  readonly uploadsGivenUp: number
}

export interface BlobStore {
  find(digest: BlobDigest): Promise<HeldBlob | null>
  /** How much of this account's upload has come; 0 where there is none. */
  uploadOffset(account: AccountId, digest: BlobDigest): Promise<number>
  /** What answers `kept` or `complete` is durable. */
  put(part: BlobPart): Promise<Result<PartAnswer, PartRefusal>>
  /**
   * In place of all that the document claimed before; durable when it answers with those that are lacking,
   * each once. Until it is claimed no more, and a grace beyond that, a blob is never swept.
   */
  claim(
    account: AccountId,
    document: DocumentId,
    digests: readonly BlobDigest[],
  ): Promise<Result<readonly BlobDigest[], ClaimRefusal>>
  /** Held blobs that the account claims or has uploaded and not claimed yet, and its uploads under way. */
  usedBytes(account: AccountId): Promise<number>
  /**
   * Takes what no document has claimed for longer than the grace, and uploads that rest for longer than
   * theirs. A claim that comes meanwhile wins. Rejects, taking nothing more, where claims cannot be read.
   */
  sweep(): Promise<Swept>
  /** Finishes what was called before, then rejects everything. Safe to call twice. */
  close(): Promise<void>
}
