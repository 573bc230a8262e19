/**
 * Blobs over HTTP, beside the WebSocket of the same relay (docs/design/protocol.md has the whole exchange).
 *
 *   GET  /blobs/:cid              anybody; ranges, immutable for ever
 *   HEAD /blobs/:cid              with a token: `Upload-Offset` says how much of an upload has come
 *   PUT  /blobs/:cid              with a token: a part of at most `partBytes`, from `Upload-Offset`, of
 *                                 `Upload-Length`. 202 a part is kept · 201 the whole is kept and hashes to its
 *                                 name · 200 it was there · 409 go on from the `Upload-Offset` answered
 *   PUT  /blobs/claims/:docId     with a token: enc([digest32 …]), all that this document of one's own refers
 *                                 to, in place of what was claimed for it before. 200: enc([digest32 …]), which
 *                                 of them the relay lacks
 *
 * A token is asked for over the WebSocket, where the device has signed in (relay/frames.ts), and sent as
 * `Authorization: Bearer <base64url of 32 bytes>`. What no document claims is swept after a while, and so is
 * an upload that stops half-way. Any refusal has the body {"error": <one of blobRefusals>}.
 */
import type { Result } from '../../base/result.ts'
import { enc } from '../codec/cbor.ts'
import { bytesOf, decAs, list } from '../codec/shape.ts'
import type { Malformed } from '../errors.ts'
import type { BlobDigest } from './cid.ts'

/** Of one PUT. Small enough that a cut line costs little, and that a relay may hold a few in memory. */
export const partBytes = 1 << 20

/** Blobs that one document may claim: what fits one `enc`. */
export const maxClaims = 30_000

export const uploadOffsetHeader = 'upload-offset'
export const uploadLengthHeader = 'upload-length'

export const blobRefusals = [
  /** 401: no token, an unknown or an old one. Ask for another. */
  'token-needed',
  /** 403: the device has been revoked, or the relay does not admit the account. */
  'not-admitted',
  /** 403: a claim for a document that is not this account's, or that the relay does not hold. */
  'not-yours',
  /** 400 */
  'malformed',
  /** 404 */
  'unknown',
  /** 409, with `Upload-Offset` */
  'wrong-offset',
  /** 413: longer than this relay takes, or a part over `partBytes`. */
  'too-large',
  /** 422: the whole does not hash to its name; nothing of it is kept. */
  'wrong-hash',
  /** 429 */
  'too-many-requests',
  /** 507: this account's share is used up. */
  'over-quota',
  /** 507: the relay's disk is. */
  'relay-full',
] as const
export type BlobRefusal = (typeof blobRefusals)[number]

const digestsShape = list(bytesOf(32), maxClaims)

export const encodeDigests = (digests: readonly BlobDigest[]): Uint8Array => enc([...digests])

export const decodeDigests = (bytes: Uint8Array): Result<readonly BlobDigest[], Malformed> =>
  decAs(digestsShape, bytes, 'digests') as Result<readonly BlobDigest[], Malformed>
