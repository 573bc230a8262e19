/** Account ids as people copy and link them: base64url of 32 bytes, 43 characters. */
import { base64UrlToBytes, bytesToBase64Url } from '../../base/bytes.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'

export const accountIdToText = (account: AccountId): string => bytesToBase64Url(account)

/** Null for anything but the one spelling of 32 bytes. */
export const parseAccountIdText = (text: string): AccountId | null => {
  if (text.length !== 43) return null
  const bytes = base64UrlToBytes(text)
  return bytes?.length === 32 ? (bytes as AccountId) : null
}
