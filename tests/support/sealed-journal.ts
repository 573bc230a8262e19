/** Journals without a program behind them, which say whatever the test wants. */
import { randomBytes } from 'node:crypto'
import { encodeJournalEntry } from '../../src/protocol/journal/entry.ts'
import { journalGenesis } from '../../src/protocol/journal/journal-genesis.ts'
import type { EntryId16, JournalPlain } from '../../src/protocol/journal/journal-types.ts'
import { edit, newOwnedDoc, type SealedDoc, type TestAccount } from './sealed-doc.ts'

export const newEntryId = (): EntryId16 => new Uint8Array(randomBytes(16)) as EntryId16

/** A segment of their journal, with this in it for everyone. */
export const writeEntries = async (
  { account, first }: TestAccount,
  segment: number,
  plains: readonly JournalPlain[],
): Promise<SealedDoc> => {
  const journal = newOwnedDoc(account, 'journal', journalGenesis(account, segment).tag)
  const entries = plains.map(plain => encodeJournalEntry({ form: 'open', id: newEntryId(), plain }))
  await edit(first, journal, draft => void Object.assign(draft, { v: 1, e: entries }))
  return journal
}
