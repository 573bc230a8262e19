import type { JournalBody } from '../../../../protocol/journal/journal-types.ts'
import { bodyOf } from '../rules/folding.ts'
import type { StoredEntry } from './entry-row.ts'

/** What a post or comment says now; null of what says nothing, or cannot be read. */
export const bodyIn = ({ plain, edit }: StoredEntry): JournalBody | null =>
  plain === null ? null : bodyOf(plain, edit?.plain ?? null)

export const textIn = (entry: StoredEntry | null): string =>
  entry === null ? '' : (bodyIn(entry)?.text ?? '')
