/** Sealing messages under an epoch, one after the other in this session's chain. */
import { compareBytes } from '../../../base/bytes.ts'
import type { Random } from '../../../base/random.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import { maxPlainBytes, messageKey, padPlain, signEnvelope } from '../../../protocol/rooms/envelope.ts'
import { decodePlain, encodePlain } from '../../../protocol/rooms/plain.ts'
import type { PlainBody } from '../../../protocol/rooms/plain-types.ts'
import type { Doc32 } from '../../../protocol/records/document-genesis.ts'
import { recordId, type SignedRecord, type SignMessage } from '../../../protocol/records/record.ts'
import { limits } from '../../../protocol/limits.ts'
import type { EnvelopeHeader, EnvelopeId, EpochId, RoomId } from '../../../protocol/rooms/room-types.ts'
import { sealBox } from '../../crypto/secretbox.ts'
import { wipe } from '../../crypto/wipe.ts'
import type { Feed } from './feed.ts'

export interface SealingKey {
  readonly room: RoomId
  readonly epoch: EpochId
  readonly secret: Uint8Array
}

/** Where the first of them stands; `n` and `prev` go on from there. */
export type FirstHeader = Pick<EnvelopeHeader, 'device' | 'chain' | 'n' | 'prev' | 'seen'> & {
  readonly feed: Doc32
}

/** Without padding. `too-large` also when some part of one is longer than readers take. */
export const encodeBodies = (
  bodies: readonly PlainBody[],
  sentAtMs: number,
  ownHeads: readonly Uint8Array[],
): Result<readonly Uint8Array[], { readonly type: 'too-large' }> => {
  if (bodies.some(isHuge)) return err({ type: 'too-large' })
  const plains = bodies.map(body => encodePlain({ sentAtMs, ownHeads, body }))
  return plains.every(isReadable) ? ok(plains) : err({ type: 'too-large' })
}

/** More than can be encoded at all. */
const isHuge = (body: PlainBody): boolean =>
  Object.values(body).some(value => typeof value === 'string' && value.length > maxPlainBytes)

const isReadable = (plain: Uint8Array): boolean => plain.length <= maxPlainBytes && decodePlain(plain).ok

export const makeEnvelopes = async (
  plains: readonly Uint8Array[],
  first: FirstHeader,
  { room, epoch, secret }: SealingKey,
  sign: SignMessage,
  random: Random,
): Promise<readonly SignedRecord[]> => {
  const records: SignedRecord[] = []
  let prev = first.prev
  for (const [index, plain] of plains.entries()) {
    const header: EnvelopeHeader = { ...first, epoch, n: first.n + index, prev }
    const key = messageKey(secret, epoch, room, header)
    const { nonce, box } = sealBox(padPlain(plain), key, random)
    wipe(key)
    const record = await signEnvelope(sign, header, nonce, box)
    records.push(record)
    prev = recordId(record.kind, record.body) as EnvelopeId
  }
  return records
}

/** First 16 bytes of the last envelope shown of each feed; of more feeds than a header names, the liveliest. */
export const seenOf = (others: readonly Feed[]): readonly Uint8Array[] =>
  others
    .toSorted((a, b) => b.lastTurn() - a.lastTurn())
    .flatMap(feed => feed.last()?.subarray(0, 16) ?? [])
    .slice(0, limits.seenFeeds)
    .toSorted(compareBytes)
