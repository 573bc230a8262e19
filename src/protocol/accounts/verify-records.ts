/**
 * The records of one account (genesis, links, prekeys) from bytes that anybody may have written to values
 * whose signatures hold. Authority is another matter: evaluateChain.
 */
import { bytesToHex, compareBytes, equalBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { VerifySignature } from '../crypto/verify.ts'
import { malformed, type Malformed } from '../errors.ts'
import { type AccountGenesis, type AccountId, parseAccountGenesis } from '../records/account-genesis.ts'
import { type Link, parseLink, popInput } from '../records/link.ts'
import { parsePrekey, type Prekey } from '../records/prekey.ts'
import { recordId, type SignedRecord, signingInput } from '../records/record.ts'

export interface RecordRefused {
  readonly type: 'refused'
  readonly what: 'genesis' | 'link' | 'prekey'
  /**
   * `wrong-account`: of another account. `bad-signature`: not by the key it names. `bad-pop`: the added device
   * did not agree. `unsorted-prev`: a second spelling of one link.
   */
  readonly reason: 'wrong-account' | 'bad-signature' | 'bad-pop' | 'unsorted-prev'
}

export type RecordError = Malformed | RecordRefused

export interface AccountRecords {
  /** Null while it has not come. */
  readonly genesis: AccountGenesis | null
  readonly links: readonly Link[]
  readonly prekeys: readonly Prekey[]
  /** `index` is that in the given records. */
  readonly refused: readonly { readonly index: number; readonly error: RecordError }[]
}

/** Records already found good, so that evaluating a growing document again costs no signatures. */
export interface VerifiedMemo {
  has(key: string): boolean
  add(key: string): void
}

/** Keeps the last `maxRecords`, about 200 bytes each. */
export const createVerifiedMemo = (maxRecords = 4_096): VerifiedMemo => {
  const keys = new Set<string>()
  return {
    has: key => keys.has(key),
    add: key => {
      for (const oldest of keys) {
        if (keys.size < maxRecords) break
        keys.delete(oldest)
      }
      keys.add(key)
    },
  }
}

/** Order and repeats are kept. One bad record harms no other. */
export const verifyAccountRecords = async (
  verify: VerifySignature,
  account: AccountId,
  records: readonly SignedRecord[],
  memo: VerifiedMemo = createVerifiedMemo(),
): Promise<AccountRecords> => {
  const results = await Promise.all(records.map(record => verifyRecord(verify, account, record, memo)))
  const accepted = results.flatMap(result => (result.ok ? [result.value] : []))
  return {
    genesis: accepted.find(value => value.kind === 'genesis')?.value ?? null,
    links: accepted.flatMap(({ kind, value }) => (kind === 'link' ? [value] : [])),
    prekeys: accepted.flatMap(({ kind, value }) => (kind === 'prekey' ? [value] : [])),
    refused: results.flatMap((result, index) => (result.ok ? [] : [{ index, error: result.error }])),
  }
}

type Accepted =
  | { readonly kind: 'genesis'; readonly value: AccountGenesis }
  | { readonly kind: 'link'; readonly value: Link }
  | { readonly kind: 'prekey'; readonly value: Prekey }

const verifyRecord = async (
  verify: VerifySignature,
  account: AccountId,
  record: SignedRecord,
  memo: VerifiedMemo,
): Promise<Result<Accepted, RecordError>> => {
  const parsed = parseAccountRecord(record)
  if (!parsed.ok) return parsed
  const { kind, value } = parsed.value
  if (!equalBytes(value.account, account)) return err(refused(kind, 'wrong-account'))
  if (kind === 'link' && !isSorted(value.prev)) return err(refused(kind, 'unsorted-prev'))
  // The id covers the kind and the whole body: account, signing key and proof of possession included.
  const memoKey = bytesToHex(recordId(record.kind, record.body)) + bytesToHex(record.sig)
  if (memo.has(memoKey)) return parsed
  if (!(await verify(record.sig, signingInput(record.kind, record.body), signerOf(parsed.value)))) {
    return err(refused(kind, 'bad-signature'))
  }
  if (kind === 'link' && !(await isPopGood(verify, value))) return err(refused(kind, 'bad-pop'))
  memo.add(memoKey)
  return parsed
}

const parseAccountRecord = (record: SignedRecord): Result<Accepted, Malformed> => {
  switch (record.kind) {
    case 'genesis': {
      const parsed = parseAccountGenesis(record)
      return parsed.ok ? ok({ kind: 'genesis', value: parsed.value }) : parsed
    }
    case 'link': {
      const parsed = parseLink(record)
      return parsed.ok ? ok({ kind: 'link', value: parsed.value }) : parsed
    }
    case 'prekey': {
      const parsed = parsePrekey(record)
      return parsed.ok ? ok({ kind: 'prekey', value: parsed.value }) : parsed
    }
    default:
      return err(malformed('account record', 'unknown-kind'))
  }
}

const signerOf = ({ kind, value }: Accepted): Uint8Array => {
  switch (kind) {
    case 'genesis':
      return value.rootPub
    case 'link':
      return value.by
    case 'prekey':
      return value.device
  }
}

const isPopGood = async (verify: VerifySignature, link: Link): Promise<boolean> => {
  const { operation } = link
  if (operation.op !== 'add') return true
  return verify(operation.pop, popInput(link.account, link.by, operation.device), operation.device)
}

const isSorted = (prev: readonly Uint8Array[]): boolean =>
  prev.every((rid, index) => {
    const before = prev[index - 1]
    return before === undefined || compareBytes(before, rid) < 0
  })

const refused = (what: RecordRefused['what'], reason: RecordRefused['reason']): RecordRefused => ({
  type: 'refused',
  what,
  reason,
})
