/** One segment of a journal, as far as it says something about others (src/protocol/journal/journal-types.ts). */
import { bytesToHex, equalBytes } from '../../src/base/bytes.ts'
import { decodeJournalEntry, journalEntryId } from '../../src/protocol/journal/entry.ts'
import type { JournalEntry, JournalPlain } from '../../src/protocol/journal/journal-types.ts'
import { personKeyOf, targetKeyOf } from '../../src/protocol/journal/target.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import { contentLimits } from './content-limits.ts'
import type { JournalMark, PublicContent } from './content.ts'

/** Entries in the order of the list. Those that cannot be read say nothing. */
export const readJournal = (owner: AccountId, list: readonly Uint8Array[]): PublicContent => {
  const entries = firstOfEachId(list.slice(0, contentLimits.entries))
  const takenBack = entries.flatMap(entry => takenBackBy(entry) ?? [])
  const gone = new Set(takenBack.map(bytesToHex))
  const marks: JournalMark[] = []
  const room = createRoom()
  for (const entry of entries.toReversed()) {
    if (gone.has(bytesToHex(entry.id))) continue
    const keys = distinct(keysOf(entry, owner)).filter(room.take)
    if (keys.length > 0)
      marks.push({ id: entry.id, atMs: entry.form === 'open' ? entry.plain.atMs : 0, keys })
  }
  return { kind: 'journal', marks, takenBack }
}

/** An entry that only a newer version can read keeps its id all the same. */
const firstOfEachId = (list: readonly Uint8Array[]): readonly JournalEntry[] => {
  const seen = new Set<string>()
  return list.flatMap(bytes => {
    const id = journalEntryId(bytes)
    const name = id === null ? null : bytesToHex(id)
    if (name === null || seen.has(name)) return []
    seen.add(name)
    const entry = decodeJournalEntry(bytes)
    return entry.ok ? [entry.value] : []
  })
}

const takenBackBy = (entry: JournalEntry): Uint8Array | null =>
  entry.form === 'open' && entry.plain.kind === 'delete' ? entry.plain.of : null

const keysOf = (entry: JournalEntry, owner: AccountId): readonly Uint8Array[] => {
  switch (entry.form) {
    case 'open':
      return keysOfPlain(entry.plain, owner)
    case 'thread':
      return [entry.tag]
    case 'audience':
    case 'own':
      return []
  }
}

/** What one says of one's own is not told to oneself. An edit is found through what it edits. */
const keysOfPlain = (plain: JournalPlain, owner: AccountId): readonly Uint8Array[] => {
  const people = (accounts: readonly AccountId[]): readonly Uint8Array[] =>
    accounts.filter(account => !equalBytes(account, owner)).map(personKeyOf)
  switch (plain.kind) {
    case 'post':
      return people(plain.body.mentions.map(({ account }) => account))
    case 'comment': {
      const answered = plain.replyTo === null ? [] : [plain.replyTo.account]
      const mentioned = plain.mentions.map(({ account }) => account)
      return [targetKeyOf(plain.target), ...people([plain.target.account, ...answered, ...mentioned])]
    }
    case 'appreciate':
      return [targetKeyOf(plain.target), ...people([plain.target.account])]
    case 'follow':
      return people([plain.account])
    case 'edit':
    case 'delete':
    case 'hide':
      return []
  }
}

const distinct = (keys: readonly Uint8Array[]): readonly Uint8Array[] =>
  keys.filter((key, at) => keys.findIndex(other => equalBytes(other, key)) === at)

/** So that one who says the same ten thousand times takes no more room than who says it a few times. */
const createRoom = () => {
  const taken = new Map<string, number>()
  let left: number = contentLimits.keysInAll
  return {
    take(this: void, key: Uint8Array): boolean {
      const name = bytesToHex(key)
      const before = taken.get(name) ?? 0
      if (left === 0 || before === contentLimits.entriesPerKey) return false
      left--
      taken.set(name, before + 1)
      return true
    },
  }
}
