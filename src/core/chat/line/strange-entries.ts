/** Placeholders for what stands in a feed and is no envelope that this version can name. */
import { sha256 } from '../../../protocol/crypto/hash.ts'
import type { Malformed } from '../../../protocol/errors.ts'
import type { Doc32 } from '../../../protocol/records/document-genesis.ts'
import type { EnvelopeHeader, EnvelopeId, EpochId } from '../../../protocol/rooms/room-types.ts'
import type { UnreadableReason } from '../../api.ts'
import type { Arrival } from '../chat-types.ts'
import type { FeedPlace } from './judge-epoch.ts'

const zeros = new Uint8Array(32)

const strangeReason = ({ reason }: Malformed): UnreadableReason => {
  switch (reason) {
    case 'too-large':
      return 'too-large'
    case 'unknown-kind':
    case 'unknown-version':
      return 'newer-version'
    default:
      return 'broken'
  }
}

export const strangeEntry = (bytes: Uint8Array, place: FeedPlace, problem: Malformed): Arrival =>
  placeholder(sha256(bytes), place, strangeReason(problem))

/** For a whole segment in a format of a newer version. */
export const strangeSegment = (place: FeedPlace): Arrival =>
  placeholder(sha256(place.doc32), place, 'newer-version')

const placeholder = (hash: Uint8Array, { doc32, owner }: FeedPlace, reason: UnreadableReason): Arrival => ({
  id: hash as EnvelopeId,
  author: owner,
  header: headerOf(hash, doc32),
  content: { ok: false, reason },
})

/** A chain of its own, so that nothing is counted by it. */
const headerOf = (hash: Uint8Array, feed: Doc32): EnvelopeHeader => ({
  feed,
  epoch: zeros as EpochId,
  device: zeros,
  chain: hash.subarray(0, 16),
  n: 0,
  prev: null,
  seen: [],
})
