/** What the rest of the core knows of blobs. */
import type { Result } from '../../base/result.ts'
import type { BlobDigest } from '../../protocol/blobs/cid.ts'
import type { DocId } from '../../protocol/relay/frames.ts'
import type { Audience, ImageMime, ImageSize } from '../api.ts'
import type { StorageError } from '../ports.ts'

/** How a document refers to a blob. */
export interface BlobRef {
  /** SHA-256 of the bytes as they are stored and carried, which are ciphertext for `only-me`. */
  readonly digest: BlobDigest
  /** Length of the same. */
  readonly bytes: number
  readonly mime: ImageMime
  /** For ciphertext: its key (32 bytes, used once) and SHA-256 of what is inside. Null for everyone's. */
  readonly lock: { readonly key: Uint8Array; readonly plainDigest: Uint8Array } | null
}

/** What it is for says what goes up first, and what is fetched before anybody asks. */
export interface ReferredBlob extends BlobRef {
  readonly size: ImageSize
}

/** All that one document refers to. */
export interface DocumentBlobs {
  readonly doc: DocId
  readonly isOwn: boolean
  /** Kept whatever the budget says. One's own always are. */
  readonly isKept: boolean
  /**
   * Something in it cannot be read by this version, so that this is not all. Then nothing of one's own passes for
   * unwanted, here or on the relay.
   */
  readonly isPartial?: boolean
  readonly blobs: readonly ReferredBlob[]
}

export type StageError = StorageError | { readonly type: 'storage-altered' }

export type BlobLoadError =
  | StorageError
  | { readonly type: 'offline' | 'not-on-relay' | 'altered' | 'unreadable' }

export interface BlobUploads {
  readonly waiting: number
  readonly bytesWaiting: number
  /** Since nothing last waited. */
  readonly sent: number
  readonly problem: 'over-quota' | 'relay-full' | 'not-admitted' | null
}

export interface BlobService {
  /**
   * Stores bytes under the hash they have, encrypted first for `only-me`, and reads them back to see that
   * the hash is still theirs. Nothing refers to them yet: what nobody refers to is swept after a grace period.
   */
  stage(bytes: Uint8Array, mime: ImageMime, audience: Audience): Promise<Result<BlobRef, StageError>>
  /** What is inside, from this device, else from the relay; checked against the reference either way. */
  load(ref: BlobRef): Promise<Result<Uint8Array, BlobLoadError>>
  isOnRelay(ref: BlobRef): boolean
  uploads(): BlobUploads
  /** A document came, changed, or went: uploads and downloads follow soon. */
  documentsChanged(): void
  /** Removes what nothing refers to and is past its grace, then what the budget has no room for. */
  sweep(): Promise<{ readonly removed: number; readonly removedBytes: number }>
  stats(): Promise<{
    readonly own: number
    readonly ownBytes: number
    readonly others: number
    readonly othersBytes: number
  }>
  onStatus(listener: () => void): () => void
  close(): void
}
