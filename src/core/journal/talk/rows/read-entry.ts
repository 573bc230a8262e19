import type { ReadEntry } from '../../journal-types.ts'
import type { StoredEntry } from './entry-row.ts'
import type { EntryRef } from './keys.ts'
import { accountOf, entryIdOf } from './refs.ts'

/** An entry as the line told of it, from its row. */
export const toReadEntry = (ref: EntryRef, entry: StoredEntry): ReadEntry => ({
  account: accountOf(ref.account),
  id: entryIdOf(ref.id),
  segment: entry.segment,
  index: entry.index,
  audience: entry.audience,
  tag: entry.tag,
  plain: entry.plain,
  problem: entry.problem,
  threadTag: entry.threadTag,
})
