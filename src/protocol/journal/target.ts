/** What entries are about, and how that is named: [kind, acct32, id16, segment | album32] (journal-types.ts). */
import { base64UrlToBytes, bytesToBase64Url } from '../../base/bytes.ts'
import { err, ok } from '../../base/result.ts'
import { enc, type Item } from '../codec/cbor.ts'
import { bytesOf, oneOf, type Parsed, type Shape, tuple, uint } from '../codec/shape.ts'
import { hashWithLabel } from '../crypto/hash.ts'
import type { AccountId } from '../records/account-genesis.ts'
import type { EntryId16, JournalTarget, TargetKey } from './journal-types.ts'

const entryIdBytes = 16
const entryIdChars = 22
const keyBytes = 16

export const accountId: Shape<AccountId> = (item, at) => bytesOf(32)(item, at) as Parsed<AccountId>

export const entryId: Shape<EntryId16> = (item, at) => bytesOf(entryIdBytes)(item, at) as Parsed<EntryId16>

const entryTarget = tuple<['post' | 'comment', AccountId, EntryId16, number]>(
  oneOf('post', 'comment'),
  accountId,
  entryId,
  uint(),
)
const workTarget = tuple<['work', AccountId, Uint8Array, Uint8Array]>(
  oneOf('work'),
  accountId,
  bytesOf(16),
  bytesOf(32),
)

export const journalTarget: Shape<JournalTarget> = (item, at) => {
  if (Array.isArray(item) && item[0] === 'work') {
    const parsed = workTarget(item, at)
    if (!parsed.ok) return parsed
    const [kind, account, id, album] = parsed.value
    return ok({ kind, account, id, album })
  }
  const parsed = entryTarget(item, at)
  if (!parsed.ok) return err(parsed.error)
  const [kind, account, id, segment] = parsed.value
  return ok({ kind, account, id, segment })
}

export const journalTargetToItem = (target: JournalTarget): Item => [
  target.kind,
  target.account,
  target.id,
  target.kind === 'work' ? target.album : target.segment,
]

/** 16 bytes: the same wherever it stands and whoever names it. */
export const targetKeyOf = ({ kind, account, id }: JournalTarget): TargetKey => keyOf([kind, account, id])

/** 16 bytes: for what names an account, as following and mentions do. */
export const personKeyOf = (account: AccountId): TargetKey => keyOf(['person', account])

const keyOf = (item: Item): TargetKey => hashWithLabel('target', enc(item)).slice(0, keyBytes) as TargetKey

/** 22 characters of base64url. */
export const entryIdToText = (id: EntryId16): string => bytesToBase64Url(id)

/** Null for anything but the one spelling of 16 bytes. */
export const parseEntryIdText = (text: string): EntryId16 | null =>
  text.length === entryIdChars ? (base64UrlToBytes(text) as EntryId16 | null) : null
