/** Whose entry a tag belongs to: of every entry that this device can read and that is not for everyone. */
import { bytesToHex } from '../../../base/bytes.ts'
import { bytesOf, parseItem, tuple } from '../../../protocol/codec/shape.ts'
import type { EntryId16 } from '../../../protocol/journal/journal-types.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { RowChange } from '../../ports.ts'
import type { SealedRows } from '../../private/private-types.ts'
import { rowKeys } from './row-keys.ts'

export interface TaggedEntry {
  readonly account: AccountId
  readonly id: EntryId16
}

export interface Tags {
  find(tag: Uint8Array): Promise<TaggedEntry | null>
  /** Known from now on; the row is for whoever writes the rest. */
  note(tag: Uint8Array, entry: TaggedEntry): RowChange
}

/** Tags of a few screens of posts. */
const mostRemembered = 4_096
const shape = tuple<[Uint8Array, Uint8Array]>(bytesOf(32), bytesOf(16))

export const createTags = (rows: SealedRows): Tags => {
  const remembered = new Map<string, TaggedEntry>()
  const remember = (tag: string, entry: TaggedEntry): void => {
    remembered.set(tag, entry)
    const [oldest] = remembered.keys()
    if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest)
  }
  return {
    async find(tag) {
      const known = remembered.get(bytesToHex(tag))
      if (known !== undefined) return known
      const stored = await rows.get(rowKeys.tag(tag))
      const parsed = stored.ok && stored.value !== null ? parseItem(shape, stored.value, 'tag row') : null
      if (parsed?.ok !== true) return null
      const [account, id] = parsed.value
      const entry = { account: account as AccountId, id: id as EntryId16 }
      remember(bytesToHex(tag), entry)
      return entry
    },
    note(tag, entry) {
      remember(bytesToHex(tag), entry)
      return rows.seal(rowKeys.tag(tag), [entry.account, entry.id])
    },
  }
}
