/** What there is to upload, and in which order. Pure but for the hash of a claim. */
import { bytesToHex, compareBytes, concatBytes } from '../../base/bytes.ts'
import { type BlobDigest, type Cid, cidOf } from '../../protocol/blobs/cid.ts'
import { maxClaims } from '../../protocol/blobs/http.ts'
import type { ImageSize } from '../api.ts'
import { digestOf } from '../crypto/digest.ts'
import type { DocumentBlobs, ReferredBlob } from './blob-types.ts'

export interface Claim {
  readonly document: DocumentBlobs
  readonly digests: readonly BlobDigest[]
  /** SHA-256 over the digests, sorted: tells a set that changed. */
  readonly claimed: Uint8Array
}

const orderOfSizes: Readonly<Record<ImageSize, number>> = { thumb: 0, card: 1, full: 2, original: 3 }

/** Small ones first, so that a wall can be seen long before its last original is up. */
export const bySize = (a: ReferredBlob, b: ReferredBlob): number =>
  orderOfSizes[a.size] - orderOfSizes[b.size] || a.bytes - b.bytes

/** Each blob once, by its name. */
export const blobsByCid = (documents: readonly DocumentBlobs[]): ReadonlyMap<Cid, ReferredBlob> =>
  new Map(documents.flatMap(({ blobs }) => blobs.map(blob => [cidOf(blob.digest), blob] as const)))

export const claimOf = async (document: DocumentBlobs): Promise<Claim> => {
  const once = new Map(document.blobs.map(({ digest }) => [bytesToHex(digest), digest]))
  const digests = [...once.values()].toSorted(compareBytes).slice(0, maxClaims)
  return { document, digests, claimed: await digestOf(concatBytes(...digests)) }
}
