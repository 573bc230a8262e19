/** Codes that two people show each other face to face (first-contact-types.ts). */
import { base64UrlToBytes, bytesToBase64Url, equalBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { dec } from '../codec/cbor.ts'
import { bytesOf, literal, nullable, parseItem, text, tuple, uint } from '../codec/shape.ts'
import { limits } from '../limits.ts'
import type { AccountId } from '../records/account-genesis.ts'
import {
  encodeRecord,
  parseRecord,
  signRecord,
  type SignedRecord,
  type SignMessage,
} from '../records/record.ts'
import { codeClockSlackMs, codeLifetimeMs, type ContactCode, nameBytes } from './first-contact-types.ts'
import { bytesSet, sortedBytes, time } from './shapes.ts'

/** What the text alone can tell; a bad signature shows only to who verifies it. */
export interface CodeError {
  readonly type: 'code'
  readonly problem: 'not-a-code' | 'other-version' | 'too-old' | 'from-the-future' | 'own'
}

const version = 1
const prefixOfAnyVersion = /^gesso\d{1,4}:/
const currentPrefix = `gesso${version}:`
const maxTextChars = currentPrefix.length + Math.ceil((limits.codeBytes * 4) / 3)

const codeShape = tuple<
  [
    1,
    Uint8Array,
    Uint8Array,
    readonly Uint8Array[],
    number,
    Uint8Array,
    string,
    Uint8Array,
    number,
    Uint8Array | null,
  ]
>(
  literal(version),
  bytesOf(32),
  bytesOf(32),
  bytesSet(32, limits.quotedHeads, 1),
  uint(),
  bytesOf(32),
  text(nameBytes),
  bytesOf(16),
  time,
  nullable(bytesOf(16)),
)

/** `nonce`: 16 random bytes. */
export const signCode = (sign: SignMessage, code: Omit<ContactCode, 'record'>): Promise<SignedRecord> =>
  signRecord(sign, 'code', [
    version,
    code.account,
    code.device,
    sortedBytes(code.heads),
    code.key.generation,
    code.key.akX,
    code.name,
    code.nonce,
    code.atMs,
    code.answers,
  ])

export const codeToText = (record: SignedRecord): string =>
  currentPrefix + bytesToBase64Url(encodeRecord(record))

/** Shape and time only: the signature is `device`'s (verifyRecord), and whose device it is, the chain says. */
export const readCode = (
  codeText: string,
  at: { readonly nowMs: number; readonly self: AccountId },
): Result<ContactCode, CodeError> => {
  const trimmed = codeText.trim()
  if (!trimmed.startsWith(currentPrefix)) {
    return codeError(prefixOfAnyVersion.test(trimmed) ? 'other-version' : 'not-a-code')
  }
  const code = parseCodeText(trimmed)
  if (!code.ok) return code
  const problem = whyNotNow(code.value, at)
  return problem === null ? code : codeError(problem)
}

const parseCodeText = (codeText: string): Result<ContactCode, CodeError> => {
  if (codeText.length > maxTextChars) return codeError('not-a-code')
  const bytes = base64UrlToBytes(codeText.slice(currentPrefix.length))
  const decoded = bytes === null ? null : dec(bytes, 'code', limits.codeBytes)
  const record = decoded?.ok === true ? parseRecord(decoded.value) : null
  if (record?.ok !== true || record.value.kind !== 'code') return codeError('not-a-code')
  const said = record.value.body[0]
  if (typeof said === 'number' && said !== version) return codeError('other-version')
  return parseCode(record.value)
}

const parseCode = (record: SignedRecord): Result<ContactCode, CodeError> => {
  const parsed = parseItem(codeShape, record.body, 'code')
  if (!parsed.ok) return codeError('not-a-code')
  const [, account, device, heads, generation, akX, name, nonce, atMs, answers] = parsed.value
  const key = { generation, akX }
  return ok({ account: account as AccountId, device, heads, key, name, nonce, atMs, answers, record })
}

const whyNotNow = (
  code: ContactCode,
  { nowMs, self }: { readonly nowMs: number; readonly self: AccountId },
): CodeError['problem'] | null => {
  if (equalBytes(code.account, self)) return 'own'
  if (code.atMs > nowMs + codeClockSlackMs) return 'from-the-future'
  return nowMs - code.atMs > codeLifetimeMs ? 'too-old' : null
}

const codeError = (problem: CodeError['problem']): Result<never, CodeError> => err({ type: 'code', problem })
