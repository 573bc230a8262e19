/**
 * What the list `e` of a feed document holds, one after the other:
 *
 *   in a segment     enc(record), the record an `epoch` or `env`
 *   in control       enc([nonce24, box]), box = secretbox(pad(enc(ctl record)), nonce, controlKey(room))
 */
import { err, ok, type Result } from '../../base/result.ts'
import { dec, enc } from '../codec/cbor.ts'
import { bytesBetween, bytesOf, decAs, tuple } from '../codec/shape.ts'
import { malformed, type Malformed } from '../errors.ts'
import { limits } from '../limits.ts'
import { encodeRecord, parseRecord, type SignedRecord } from '../records/record.ts'
import { parseControl } from './control.ts'
import { parseEnvelope } from './envelope.ts'
import { parseEpoch } from './epoch.ts'
import { isPaddedBox } from './padding.ts'
import type { Control, Envelope, Epoch } from './room-types.ts'

export type FeedEntry =
  | { readonly type: 'epoch'; readonly epoch: Epoch }
  | { readonly type: 'envelope'; readonly envelope: Envelope }

/** Of an `epoch` or `env` record. The caller keeps within limits.entryBytes: larger ones nobody reads. */
export const encodeFeedEntry = (record: SignedRecord): Uint8Array => encodeRecord(record)

/** Shapes only. `unknown-kind`: of another program version, or no record of a segment. */
export const decodeFeedEntry = (bytes: Uint8Array): Result<FeedEntry, Malformed> => {
  const decoded = dec(bytes, 'feed entry', limits.entryBytes)
  if (!decoded.ok) return decoded
  const record = parseRecord(decoded.value)
  if (!record.ok) return record
  switch (record.value.kind) {
    case 'epoch': {
      const epoch = parseEpoch(record.value)
      return epoch.ok ? ok({ type: 'epoch', epoch: epoch.value }) : epoch
    }
    case 'env': {
      const envelope = parseEnvelope(record.value)
      return envelope.ok ? ok({ type: 'envelope', envelope: envelope.value }) : envelope
    }
    default:
      return err(malformed('feed entry', 'unknown-kind'))
  }
}

export interface SealedControl {
  /** 24 bytes. */
  readonly nonce: Uint8Array
  readonly box: Uint8Array
}

const sealedControlShape = tuple<[Uint8Array, Uint8Array]>(bytesOf(24), bytesBetween(0, limits.entryBytes))

export const encodeSealedControl = ({ nonce, box }: SealedControl): Uint8Array => enc([nonce, box])

export const decodeSealedControl = (bytes: Uint8Array): Result<SealedControl, Malformed> => {
  const parsed = decAs(sealedControlShape, bytes, 'sealed control', limits.entryBytes)
  if (!parsed.ok) return parsed
  const [nonce, box] = parsed.value
  return isPaddedBox(box.length) ? ok({ nonce, box }) : err(malformed('sealed control', 'wrong-shape', '[1]'))
}

/** What was in the box, without its padding. */
export const decodeControl = (bytes: Uint8Array): Result<Control, Malformed> => {
  const decoded = dec(bytes, 'control', limits.entryBytes)
  if (!decoded.ok) return decoded
  const record = parseRecord(decoded.value)
  return record.ok ? parseControl(record.value) : record
}
