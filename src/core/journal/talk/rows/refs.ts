/** Entries and accounts by the names that rows, pages and entries have for them. */
import { bytesToHex, hexToBytes } from '../../../../base/bytes.ts'
import type { EntryId16 } from '../../../../protocol/journal/journal-types.ts'
import { entryIdToText, parseEntryIdText } from '../../../../protocol/journal/target.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import { accountIdToText, parseAccountIdText } from '../../../account/account-id.ts'
import type { AccountIdText, EntryId } from '../../../api.ts'
import type { EntryRef } from './keys.ts'

/** Of hex that a key of our own rows spelled. */
export const accountOf = (hex: string): AccountId => bytesIn(hex, 32) as AccountId
export const entryIdOf = (hex: string): EntryId16 => bytesIn(hex, 16) as EntryId16

export const refOf = (account: AccountId, id: EntryId16): EntryRef => ({
  account: bytesToHex(account),
  id: bytesToHex(id),
})

/** Null for what names no entry. */
export const parseRef = (account: AccountIdText, id: EntryId): EntryRef | null => {
  const account32 = parseAccountIdText(account)
  const id16 = parseEntryIdText(id)
  return account32 === null || id16 === null ? null : refOf(account32, id16)
}

export const refTexts = (ref: EntryRef): { readonly account: AccountIdText; readonly id: EntryId } => ({
  account: accountIdToText(accountOf(ref.account)),
  id: entryIdToText(entryIdOf(ref.id)),
})

const bytesIn = (hex: string, length: number): Uint8Array => {
  const bytes = hexToBytes(hex)
  if (bytes?.length !== length) throw new Error(`journal rows: ${length} bytes in hex were expected`)
  return bytes
}
