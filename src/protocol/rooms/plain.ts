/** What is inside an envelope, to bytes and back, without padding (plain-types.ts). */
import { err, ok, type Result } from '../../base/result.ts'
import { enc, type Item } from '../codec/cbor.ts'
import { anyItem, decAs, text, tuple } from '../codec/shape.ts'
import { malformed, type Malformed } from '../errors.ts'
import { limits } from '../limits.ts'
import { maxPlainBytes } from './padding.ts'
import { bodyToItem, parseBody } from './plain-bodies.ts'
import { type Plain, type PlainType, plainTypes } from './plain-types.ts'
import { bytesSet, sortedBytes, time } from './shapes.ts'

const maxTypeBytes = 32
const plainShape = tuple<[string, number, readonly Uint8Array[], Item]>(
  text(maxTypeBytes),
  time,
  bytesSet(32, limits.quotedHeads),
  anyItem,
)

/** More than `maxPlainBytes` no envelope takes. Puts what is a set into the order of the format. */
export const encodePlain = ({ sentAtMs, ownHeads, body }: Plain): Uint8Array =>
  enc([body.type, sentAtMs, sortedBytes(ownHeads), bodyToItem(body)])

/** `unknown-kind`: well formed, of a type that only a newer version knows. */
export const decodePlain = (bytes: Uint8Array): Result<Plain, Malformed> => {
  const parsed = decAs(plainShape, bytes, 'message', maxPlainBytes)
  if (!parsed.ok) return parsed
  const [said, sentAtMs, ownHeads, item] = parsed.value
  const type = plainTypes.find((candidate): candidate is PlainType => candidate === said)
  if (type === undefined) return err(malformed('message', 'unknown-kind'))
  const body = parseBody(type, item)
  return body.ok ? ok({ sentAtMs, ownHeads, body: body.value }) : body
}
