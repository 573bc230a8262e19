/** Letters: a request to connect, readable by its addressee alone (first-contact-types.ts). */
import { err, ok, type Result } from '../../base/result.ts'
import { dec, enc, type Item } from '../codec/cbor.ts'
import {
  bytesBetween,
  bytesOf,
  decAs,
  literal,
  nullable,
  parseItem,
  text,
  tuple,
  uint,
} from '../codec/shape.ts'
import { deriveKey } from '../crypto/hash.ts'
import { malformed, type Malformed } from '../errors.ts'
import { limits } from '../limits.ts'
import type { AccountId } from '../records/account-genesis.ts'
import type { Doc32 } from '../records/document-genesis.ts'
import { type LetterRequest, nameBytes, noteBytes } from './first-contact-types.ts'
import { isPaddedBox } from './padding.ts'
import { bytesSet, sortedBytes, time } from './shapes.ts'

/** `b` of a letter that was not withdrawn. */
export interface SealedLetter {
  /** Of the addressee's akX that it is wrapped to. */
  readonly generation: number
  /** 80 bytes. */
  readonly wrap: Uint8Array
  /** 24 bytes. */
  readonly nonce: Uint8Array
  /** secretbox(padPlain(encodeRequest(…)), nonce, letterKey(…)) */
  readonly box: Uint8Array
}

const letterShape = tuple<[number, Uint8Array, Uint8Array, Uint8Array]>(
  uint(),
  bytesOf(80),
  bytesOf(24),
  bytesBetween(0, limits.letterBytes),
)

export const encodeLetter = ({ generation, wrap, nonce, box }: SealedLetter): Uint8Array =>
  enc([generation, wrap, nonce, box])

export const decodeLetter = (bytes: Uint8Array): Result<SealedLetter, Malformed> => {
  const parsed = decAs(letterShape, bytes, 'letter', limits.letterBytes)
  if (!parsed.ok) return parsed
  const [generation, wrap, nonce, box] = parsed.value
  return isPaddedBox(box.length)
    ? ok({ generation, wrap, nonce, box })
    : err(malformed('letter', 'wrong-shape', '[3]'))
}

const requestShape = tuple<
  ['request', number, string, string, number, Uint8Array, readonly Uint8Array[], Uint8Array | null]
>(
  literal('request'),
  time,
  text(nameBytes),
  text(noteBytes),
  uint(),
  bytesOf(32),
  bytesSet(32, limits.quotedHeads, 1),
  nullable(bytesOf(16)),
)

/** Without padding. */
export const encodeRequest = (request: LetterRequest): Uint8Array =>
  enc([
    'request',
    request.atMs,
    request.name,
    request.note,
    request.key.generation,
    request.key.akX,
    sortedBytes(request.heads),
    request.codeNonce,
  ])

/** `unknown-kind`: a letter that says something else, of a newer version. */
export const decodeRequest = (bytes: Uint8Array): Result<LetterRequest, Malformed> => {
  const decoded = dec(bytes, 'request', limits.letterBytes)
  if (!decoded.ok) return decoded
  const kind: Item | undefined = Array.isArray(decoded.value)
    ? (decoded.value as readonly Item[])[0]
    : undefined
  if (typeof kind === 'string' && kind !== 'request') return err(malformed('request', 'unknown-kind'))
  const parsed = parseItem(requestShape, decoded.value, 'request')
  if (!parsed.ok) return parsed
  const [, atMs, name, note, generation, akX, heads, codeNonce] = parsed.value
  return ok({ atMs, name, note, key: { generation, akX }, heads, codeNonce })
}

/** `generation`: that of the addressee's akX. */
export const letterWrapContext = (doc32: Doc32, to: AccountId, generation: number): Item => [
  'letter',
  doc32,
  to,
  generation,
]

/** 32 bytes, from the wrapped secret of 32 bytes. */
export const letterKey = (secret: Uint8Array, doc32: Doc32, from: AccountId, to: AccountId): Uint8Array =>
  deriveKey(secret, doc32, 'letter', [from, to])
