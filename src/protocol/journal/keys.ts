/** What entries that are not for everyone are sealed with (journal-types.ts). `secret`: 32 bytes, of one audience. */
import { deriveKey } from '../crypto/hash.ts'
import type { AccountId } from '../records/account-genesis.ts'
import type { EntryId16 } from './journal-types.ts'

/** 32 bytes, for the one entry `id` of `account`, whose audience `secret` is. */
export const postKey = (secret: Uint8Array, account: AccountId, id: EntryId16): Uint8Array =>
  deriveKey(secret, account, 'post', [id])

/**
 * 32 bytes, for the one entry `id` of `writer`: copied into another journal it does not open. `secret`, `account`: of the
 * author of what it is about.
 */
export const threadKey = (
  secret: Uint8Array,
  account: AccountId,
  writer: AccountId,
  id: EntryId16,
): Uint8Array => deriveKey(secret, account, 'thread', [writer, id])

const tagBytes = 16

/** 16 bytes. `id`: the entry that it is about, of `account`; `secret`: the one that this entry is sealed under. */
export const threadTag = (secret: Uint8Array, account: AccountId, id: EntryId16): Uint8Array =>
  deriveKey(secret, account, 'thread-tag', [id]).slice(0, tagBytes)
