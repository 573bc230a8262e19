/** One blob to the relay, in parts, from wherever the last attempt ended. */
import { err, ok, type Result } from '../../base/result.ts'
import type { BlobDigest } from '../../protocol/blobs/cid.ts'
import { partBytes } from '../../protocol/blobs/http.ts'
import type { BlobRelay, RelayProblem } from './blob-relay.ts'
import { type RelayAccess, withAccess } from './relay-access.ts'

/** A relay that asks for the same part again and again is left alone for a while. */
const maxDetours = 3

/** Answers when the relay has said that it keeps the whole. */
export const uploadBlob = async (
  relay: Pick<RelayAccess, 'httpAccess' | 'dropToken'>,
  remote: BlobRelay,
  digest: BlobDigest,
  bytes: Uint8Array,
  isClosed: () => boolean,
): Promise<Result<null, RelayProblem | 'offline'>> => {
  // A small one is sent whole sooner than asked about.
  const begun =
    bytes.length <= partBytes ? ok(0) : await withAccess(relay, access => remote.offsetOf(access, digest))
  if (!begun.ok) return begun
  let offset = Math.min(begun.value, bytes.length)
  let detours = 0
  while (!isClosed()) {
    const from = offset
    const part = bytes.subarray(from, from + partBytes)
    const answer = await withAccess(relay, access => remote.putPart(access, digest, from, bytes.length, part))
    if (!answer.ok) return answer
    if (answer.value.type === 'kept') return ok(null)
    if (answer.value.offset !== from + part.length && ++detours > maxDetours) return err('later')
    offset = answer.value.offset
  }
  return err('offline')
}
