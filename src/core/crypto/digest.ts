/** SHA-256 by WebCrypto, which hashes ten times what JavaScript does: for images, which are large. */
import type { BlobDigest } from '../../protocol/blobs/cid.ts'

export const digestOf = async (bytes: Uint8Array): Promise<BlobDigest> => {
  const hashed = await crypto.subtle.digest('SHA-256', plainView(bytes))
  return new Uint8Array(hashed) as Uint8Array as BlobDigest
}

/** The same bytes, copied only where WebCrypto would not take them (shared memory). */
export const plainView = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes)
