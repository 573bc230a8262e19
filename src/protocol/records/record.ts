/**
 * Record = [kind, body, sig] (PROTOCOL §1): a signed statement that stands on its own.
 *
 *   kind   text, one of `recordKinds`
 *   body   array, shaped by the kind
 *   sig    64 bytes, Ed25519 over "gesso/1/" ‖ kind ‖ 00 ‖ enc(body)
 *   rid    H("id", enc([kind, body])), 32 bytes; never includes sig
 */
import { concatBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { dec, enc, type Item } from '../codec/cbor.ts'
import { bytesOf, oneOf, parseItem, type Shape, tuple } from '../codec/shape.ts'
import { contextBytes, hashWithLabel } from '../crypto/hash.ts'
import { malformed, type Malformed } from '../errors.ts'

export const recordKinds = [
  'genesis',
  'link',
  'pop',
  'prekey',
  'seal',
  'auth',
  'room',
  'ctl',
  'epoch',
  'env',
  'intro',
  'code',
] as const
export type RecordKind = (typeof recordKinds)[number]

export interface SignedRecord {
  readonly kind: RecordKind
  readonly body: readonly Item[]
  readonly sig: Uint8Array
}

/** Signs with one key: `message` in, 64 bytes out. Private keys stay behind this function. */
export type SignMessage = (message: Uint8Array) => Promise<Uint8Array>

export const signingInput = (kind: RecordKind, body: readonly Item[]): Uint8Array =>
  concatBytes(contextBytes(kind), enc(body))

export const recordId = (kind: RecordKind, body: readonly Item[]): Uint8Array =>
  hashWithLabel('id', enc([kind, body]))

export const signRecord = async (
  sign: SignMessage,
  kind: RecordKind,
  body: readonly Item[],
): Promise<SignedRecord> => ({
  kind,
  body,
  sig: await sign(signingInput(kind, body)),
})

export const recordToItem = (record: SignedRecord): Item => [record.kind, record.body, record.sig]

export const encodeRecord = (record: SignedRecord): Uint8Array => enc(recordToItem(record))

const bodyShape: Shape<readonly Item[]> = (item, at) =>
  Array.isArray(item) ? ok(item as readonly Item[]) : err(at)

const recordShape = tuple(oneOf(...recordKinds), bodyShape, bytesOf(64))

export const parseRecord = (item: Item): Result<SignedRecord, Malformed> => {
  if (
    Array.isArray(item) &&
    typeof item[0] === 'string' &&
    !(recordKinds as readonly string[]).includes(item[0])
  ) {
    return err(malformed('record', 'unknown-kind'))
  }
  const parsed = parseItem(recordShape, item, 'record')
  if (!parsed.ok) return parsed
  const [kind, body, sig] = parsed.value
  return ok({ kind, body, sig })
}

export const decodeRecord = (bytes: Uint8Array): Result<SignedRecord, Malformed> => {
  const decoded = dec(bytes, 'record')
  return decoded.ok ? parseRecord(decoded.value) : decoded
}
