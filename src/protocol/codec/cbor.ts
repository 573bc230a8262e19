/**
 * enc and dec (PROTOCOL §1): CBOR (RFC 8949) restricted to arrays, byte strings, text, null, booleans
 * and integers 0 … 2^53−1, with exactly one spelling for each value.
 */
import { decode, encode, Token, Tokenizer, Type } from 'cborg'
import { equalBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { malformed, type Malformed } from '../errors.ts'
import { limits } from '../limits.ts'

export type Item = null | boolean | number | string | Uint8Array | readonly Item[]

const strictDecoding = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
  allowBigInt: false,
  rejectDuplicateMapKeys: true,
  useMaps: true,
  retainStringBytes: true,
} as const

/** Throws on anything outside the subset: that is our bug, never a peer's. */
export const enc = (item: Item): Uint8Array => {
  const problem = whyNotItem(item, 0)
  if (problem !== null) throw new Error(`enc: ${problem}`)
  const bytes = toPlainBytes(encode(item))
  if (bytes.length > limits.encodedBytes) throw new Error('enc: larger than 1 MiB')
  return bytes
}

/** `what` names the format in the error. Accepts only bytes that `enc` itself would write. */
export const dec = (
  bytes: Uint8Array,
  what: string,
  maxBytes: number = limits.encodedBytes,
): Result<Item, Malformed> => {
  if (bytes.length > maxBytes) return err(malformed(what, 'too-large'))
  let decoded: unknown
  try {
    decoded = decode(bytes, { ...strictDecoding, tokenizer: createTokenizer(toPlainBytes(bytes)) })
  } catch {
    return err(malformed(what, 'not-cbor'))
  }
  const problem = whyNotItem(decoded, 0)
  if (problem !== null) return err(malformed(what, problem))
  const item = decoded as Item
  return equalBytes(encode(item), bytes) ? ok(item) : err(malformed(what, 'not-canonical'))
}

/** A Buffer of Node would come out as Buffers, whose slices share its memory. */
const toPlainBytes = (bytes: Uint8Array): Uint8Array =>
  bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes)

/** cborg drops a byte order mark from the start of a text, and what was written could not be read again. */
const createTokenizer = (bytes: Uint8Array): Pick<Tokenizer, 'done' | 'next' | 'pos'> => {
  const plain = new Tokenizer(bytes, strictDecoding)
  return { done: () => plain.done(), pos: () => plain.pos(), next: () => withMark(plain.next()) }
}

const withMark = (token: Token): Token => {
  const [first, second, third] = token.byteValue ?? []
  const isMarked = first === 0xef && second === 0xbb && third === 0xbf
  return isMarked ? new Token(Type.string, `\ufeff${token.value}`, token.encodedLength) : token
}

const loneSurrogate = /\p{Surrogate}/u

const whyNotItem = (value: unknown, depth: number): 'too-deep' | 'wrong-shape' | null => {
  if (value === null || typeof value === 'boolean') return null
  if (typeof value === 'string') return loneSurrogate.test(value) ? 'wrong-shape' : null
  if (value instanceof Uint8Array) return null
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0) ? null : 'wrong-shape'
  if (!Array.isArray(value)) return 'wrong-shape'
  if (depth === limits.encodedDepth) return 'too-deep'
  for (const element of value) {
    const problem = whyNotItem(element, depth + 1)
    if (problem !== null) return problem
  }
  return null
}
