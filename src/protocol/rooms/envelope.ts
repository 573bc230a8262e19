/** env: one sealed message of a feed (room-types.ts). */
import { err, ok, type Result } from '../../base/result.ts'
import type { Item } from '../codec/cbor.ts'
import { bytesBetween, bytesOf, nullable, parseItem, tuple, uint } from '../codec/shape.ts'
import { deriveKey } from '../crypto/hash.ts'
import { malformed, type Malformed } from '../errors.ts'
import { limits } from '../limits.ts'
import type { Doc32 } from '../records/document-genesis.ts'
import { recordId, signRecord, type SignedRecord, type SignMessage } from '../records/record.ts'
import { isPaddedBox } from './padding.ts'
import type { Envelope, EnvelopeHeader, EnvelopeId, EpochId, RoomId } from './room-types.ts'
import { bytesSet, sortedBytes } from './shapes.ts'

export { maxPlainBytes, padPlain, unpadPlain } from './padding.ts'

const envelopeShape = tuple<
  [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    number,
    Uint8Array | null,
    readonly Uint8Array[],
    Uint8Array,
    Uint8Array,
  ]
>(
  bytesOf(32),
  bytesOf(32),
  bytesOf(32),
  bytesOf(16),
  uint(),
  nullable(bytesOf(32)),
  bytesSet(16, limits.seenFeeds),
  bytesOf(24),
  bytesBetween(0, limits.envelopeBytes),
)

const headerFields = (header: EnvelopeHeader): readonly Item[] => [
  header.feed,
  header.epoch,
  header.device,
  header.chain,
  header.n,
  header.prev,
  sortedBytes(header.seen),
]

/** hdr: the first seven fields, `seen` in order. */
export const headerItem = (header: EnvelopeHeader): Item => headerFields(header)

/** mk, 32 bytes, for this one envelope: from the epoch's secret, whatever the header says, and the room. */
export const messageKey = (
  secret: Uint8Array,
  epoch: EpochId,
  room: RoomId,
  header: EnvelopeHeader,
): Uint8Array => deriveKey(secret, epoch, 'msg', [room, headerItem(header)])

/** `nonce`: 24 random bytes. `ciphertext`: secretbox(padPlain(plain), nonce, messageKey(…)). */
export const signEnvelope = (
  sign: SignMessage,
  header: EnvelopeHeader,
  nonce: Uint8Array,
  ciphertext: Uint8Array,
): Promise<SignedRecord> => signRecord(sign, 'env', [...headerFields(header), nonce, ciphertext])

/** Shape only; the signature is `header.device`'s. */
export const parseEnvelope = (record: SignedRecord): Result<Envelope, Malformed> => {
  if (record.kind !== 'env') return err(malformed('envelope', 'unknown-kind'))
  const parsed = parseItem(envelopeShape, record.body, 'envelope')
  if (!parsed.ok) return parsed
  const [feed, epoch, device, chain, n, prev, seen, nonce, ciphertext] = parsed.value
  if (!isPaddedBox(ciphertext.length)) return err(malformed('envelope', 'wrong-shape', '[8]'))
  return ok({
    id: recordId(record.kind, record.body) as EnvelopeId,
    header: {
      feed: feed as Doc32,
      epoch: epoch as EpochId,
      device,
      chain,
      n,
      prev: prev as EnvelopeId | null,
      seen,
    },
    nonce,
    ciphertext,
    record,
  })
}
