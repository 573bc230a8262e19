/** People who write journals, what is said about their entries, and them as contacts. */
import { bytesToHex } from '../../../../../src/base/bytes.ts'
import { accountIdToText } from '../../../../../src/core/account/account-id.ts'
import type { Target } from '../../../../../src/core/api.ts'
import type { Contact } from '../../../../../src/core/connections/connection-types.ts'
import type { ReadEntry } from '../../../../../src/core/journal/journal-types.ts'
import { targetToPage } from '../../../../../src/core/journal/talk/rows/targets.ts'
import type {
  EntryId16,
  JournalPlain,
  JournalTarget,
} from '../../../../../src/protocol/journal/journal-types.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'
import { accountNamed, bytes16, bytes32, startMs } from './entries.ts'

/** Somebody who writes a journal, wherever it is read. */
export interface Author {
  readonly name: string
  readonly account: AccountId
  readonly hex: string
  readonly entries: ReadEntry[]
  /** The next entry of the journal; what is not said follows from it. */
  write(plain: JournalPlain, change?: Partial<ReadEntry>): ReadEntry
}

export const createAuthor = (name: string): Author => {
  const account = accountNamed(name)
  const entries: ReadEntry[] = []
  return {
    name,
    account,
    hex: bytesToHex(account),
    entries,
    write(plain, change = {}) {
      const segment = change.segment ?? entries.at(-1)?.segment ?? 0
      const entry: ReadEntry = {
        account,
        id: bytes16('entry', name, entries.length) as EntryId16,
        segment,
        index: entries.filter(one => one.segment === segment).length,
        audience: 'public',
        tag: null,
        plain,
        problem: null,
        threadTag: null,
        ...change,
      }
      entries.push(entry)
      return entry
    },
  }
}

/** As something is said about it. */
export const entryTarget = (
  kind: 'post' | 'comment',
  { account, id, segment }: ReadEntry,
): JournalTarget => ({
  kind,
  account,
  id,
  segment,
})
export const postPage = (entry: ReadEntry): Target => targetToPage(entryTarget('post', entry))
export const commentPage = (entry: ReadEntry): Target => targetToPage(entryTarget('comment', entry))

export const contactWith = ({ account, name }: Author, change: Partial<Contact> = {}): Contact => ({
  account,
  state: 'connected',
  sinceMs: startMs - 1_000_000,
  name,
  verified: 'no',
  confirmed: true,
  room: bytes32('room', name) as NonNullable<Contact['room']>,
  ...change,
})

export const textOf = (author: Author): string => accountIdToText(author.account)
