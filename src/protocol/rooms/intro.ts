/** intro: asks the relay to tell the addressee's devices of a letter (first-contact-types.ts). */
import { err, ok, type Result } from '../../base/result.ts'
import { bytesOf, parseItem, tuple } from '../codec/shape.ts'
import { malformed, type Malformed } from '../errors.ts'
import type { AccountId } from '../records/account-genesis.ts'
import { signRecord, type SignedRecord, type SignMessage } from '../records/record.ts'
import type { Intro } from './first-contact-types.ts'
import { time } from './shapes.ts'

const introShape = tuple<[Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array, number]>(
  bytesOf(32),
  bytesOf(32),
  bytesOf(32),
  bytesOf(32),
  bytesOf(16),
  time,
)

export const signIntro = (sign: SignMessage, intro: Omit<Intro, 'record'>): Promise<SignedRecord> =>
  signRecord(sign, 'intro', [intro.to, intro.from, intro.fromDevice, intro.tag, intro.nonce, intro.atMs])

/** Shape only; the signature is `fromDevice`'s, which must be a device of `from`. */
export const parseIntro = (record: SignedRecord): Result<Intro, Malformed> => {
  if (record.kind !== 'intro') return err(malformed('intro', 'unknown-kind'))
  const parsed = parseItem(introShape, record.body, 'intro')
  if (!parsed.ok) return parsed
  const [to, from, fromDevice, tag, nonce, atMs] = parsed.value
  return ok({ to: to as AccountId, from: from as AccountId, fromDevice, tag, nonce, atMs, record })
}
