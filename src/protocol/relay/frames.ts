/**
 * Frames after the handshake, in both directions:
 *
 *   01 · doc16 · sync message       Automerge's sync protocol, version 1 (sync/message.ts)
 *   02 · doc16                      relay → client: nobody has brought this document yet
 *   03 · doc16 · enc([reason])      relay → client: something about this document was refused
 *   04 / 05                         ping / pong, to notice a connection that died quietly
 *
 * Seventeen bytes around a message, where automerge-repo's CBOR map of names costs about 150. The relay
 * speaks either: a first byte from a0 to bf is automerge-repo's map.
 */
import type { Result } from '../../base/result.ts'
import { err, ok } from '../../base/result.ts'
import { bytesToHex, concatBytes, hexToBytes } from '../../base/bytes.ts'
import { enc } from '../codec/cbor.ts'
import { decAs, oneOf, tuple } from '../codec/shape.ts'
import { malformed, type Malformed } from '../errors.ts'
import { limits } from '../limits.ts'

/** 32 lower-case hex digits: doc32[0..16], the Automerge document id. */
export type DocId = string

export const documentRefusals = [
  'malformed',
  'wrong-genesis',
  'forged',
  'owner-unknown',
  'not-admitted',
  'over-quota',
  'relay-full',
  'too-large',
] as const
export type DocumentRefusal = (typeof documentRefusals)[number]

export type Frame =
  | { readonly type: 'sync'; readonly doc: DocId; readonly message: Uint8Array }
  | { readonly type: 'unavailable'; readonly doc: DocId }
  | { readonly type: 'refused'; readonly doc: DocId; readonly reason: DocumentRefusal }
  | { readonly type: 'ping' }
  | { readonly type: 'pong' }

const codes = { sync: 1, unavailable: 2, refused: 3, ping: 4, pong: 5 } as const
const refusedShape = tuple<[DocumentRefusal]>(oneOf(...documentRefusals))

const docBytes = (doc: DocId): Uint8Array => hexToBytes(doc) ?? new Uint8Array(16)

export const encodeFrame = (frame: Frame): Uint8Array => {
  const code = Uint8Array.of(codes[frame.type])
  switch (frame.type) {
    case 'sync':
      return concatBytes(code, docBytes(frame.doc), frame.message)
    case 'unavailable':
      return concatBytes(code, docBytes(frame.doc))
    case 'refused':
      return concatBytes(code, docBytes(frame.doc), enc([frame.reason]))
    case 'ping':
    case 'pong':
      return code
  }
}

export const decodeFrame = (bytes: Uint8Array): Result<Frame, Malformed> => {
  if (bytes.length > limits.frameBytes) return err(malformed('frame', 'too-large'))
  const code = bytes[0]
  if (code === codes.ping || code === codes.pong) {
    return bytes.length === 1 ? ok({ type: code === codes.ping ? 'ping' : 'pong' }) : err(malformed('frame', 'wrong-shape'))
  }
  if (code !== codes.sync && code !== codes.unavailable && code !== codes.refused) {
    return err(malformed('frame', 'unknown-kind'))
  }
  if (bytes.length < 17) return err(malformed('frame', 'wrong-shape'))
  const doc = bytesToHex(bytes.subarray(1, 17))
  const rest = bytes.subarray(17)
  if (code === codes.sync) return ok({ type: 'sync', doc, message: rest })
  if (code === codes.unavailable) {
    return rest.length === 0 ? ok({ type: 'unavailable', doc }) : err(malformed('frame', 'wrong-shape'))
  }
  const parsed = decAs(refusedShape, rest, 'frame', 64)
  return parsed.ok ? ok({ type: 'refused', doc, reason: parsed.value[0] }) : parsed
}
