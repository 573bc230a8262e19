/** Reads a segment while it is open, tells what is new, and remembers it once it was heard. */
import { bytesToHex, hexToBytes } from '../../../base/bytes.ts'
import type { EntryId16 } from '../../../protocol/journal/journal-types.ts'
import {
  createEntryKeys,
  createSerial,
  type EntryKey,
  readSegment,
  type Replica,
} from '../../documents/index.ts'
import type { RowChange } from '../../ports.ts'
import type { JournalNews, ReadEntry } from '../journal-types.ts'
import { type Comparison, compareSegment, type PlacedEntry } from './compare.ts'
import { type Journal, type Journals, newestRead } from './journals.ts'
import type { LineDeps } from './line-deps.ts'
import { openJournalEntry, type OpenedEntry, type Wanted } from './open-entry.ts'
import {
  type IdText,
  loadIdsElsewhere,
  loadRemembered,
  type Remembered,
  type Standing,
} from './remembered.ts'
import type { Tags } from './tags.ts'
import { noteWanted } from './waiting.ts'

export interface OpenSegment {
  readonly journal: Journal
  readonly number: number
  readonly replica: Replica
  readonly keyOf: (entry: Uint8Array) => EntryKey
  readonly remembered: Remembered
  /** Once it was needed. */
  idsElsewhere: ReadonlySet<IdText> | null
  /** Nothing is there before it has come; after that, or once a device was revoked, it was taken out. */
  hadContent: boolean
}

export interface Reader {
  open(journal: Journal, number: number, replica: Replica): Promise<OpenSegment>
  /** In turn; answers when everything was heard and remembered. */
  read(segment: OpenSegment): Promise<void>
  /** Between two readings, so that what they leave behind is whole. */
  between<T>(task: () => Promise<T>): Promise<T>
}

export interface ReaderDeps extends Pick<
  LineDeps,
  'self' | 'audiences' | 'secrets' | 'book' | 'rows' | 'ports'
> {
  readonly journals: Journals
  readonly tags: Tags
  /** Answers once the news were heard; false when nobody could. */
  readonly tell: (news: JournalNews) => Promise<boolean>
  readonly onRead: (journal: Journal) => void
  /** Entries with these tags can be read now, which they could not before. */
  readonly onTags: (tags: readonly Uint8Array[]) => void
}

/** Told at once: what is opened and not remembered stays few. */
const entriesAtOnce = 256

type Change = 'added' | 'rewritten' | 'unread'
interface Step {
  readonly change: Change
  readonly placed: PlacedEntry
}

export const createReader = (deps: ReaderDeps): Reader => {
  const inTurn = createSerial()
  return {
    async open(journal, number, replica) {
      const remembered = await loadRemembered(journal.account, number, deps.rows)
      const wasRevoked = journal.revoked !== revokedIn(deps.book, journal)
      return {
        journal,
        number,
        replica,
        keyOf: createEntryKeys(),
        remembered,
        idsElsewhere: null,
        hadContent: replica.heads().length > 0 || (wasRevoked && remembered.told().size > 0),
      }
    },
    read: segment => inTurn(() => readWhole(segment, deps)),
    between: inTurn,
  }
}

const readWhole = async (segment: OpenSegment, deps: ReaderDeps): Promise<void> => {
  const { journal, number, replica, remembered } = segment
  segment.hadContent ||= replica.heads().length > 0
  const { entries, isNewer } = readSegment(replica.doc())
  if (isNewer || !segment.hadContent) return
  const comparison = await compare(segment, entries, deps)
  const wanted: Wanted[] = []
  for (const batch of batchesOf(comparison)) {
    const heard = await tellBatch(segment, batch.steps, batch.gone, deps)
    if (heard === null) return
    wanted.push(...heard)
  }
  const rows = noteWanted({ account: journal.account, segment: number }, wanted, remembered, deps.rows)
  await remember(segment, [...rows, ...noteRead(segment, entries.length, deps)], deps)
  deps.onRead(journal)
}

const compare = async (
  segment: OpenSegment,
  entries: readonly Uint8Array[],
  deps: ReaderDeps,
): Promise<Comparison> => {
  const { journal, number, keyOf, remembered } = segment
  const hasOthers = [...journal.read].some(other => other !== number)
  if (hasOthers) segment.idsElsewhere ??= await loadIdsElsewhere(journal.account, number, deps.rows)
  const elsewhere = segment.idsElsewhere
  const comparison = compareSegment(entries, remembered.told(), keyOf, id => elsewhere?.has(id) === true)
  const { strange } = comparison
  if (strange > 0)
    deps.ports.log({ event: 'strange-journal-entries', document: segment.replica.id, entries: strange })
  return comparison
}

const batchesOf = ({ added, rewritten, unread, gone }: Comparison) => {
  const steps: Step[] = [
    ...added.map(placed => ({ change: 'added' as const, placed })),
    ...rewritten.map(placed => ({ change: 'rewritten' as const, placed })),
    ...unread.map(placed => ({ change: 'unread' as const, placed })),
  ].toSorted((a, b) => a.placed.index - b.placed.index)
  const count = Math.max(gone.length > 0 ? 1 : 0, Math.ceil(steps.length / entriesAtOnce))
  return Array.from({ length: count }, (_, batch) => ({
    steps: steps.slice(batch * entriesAtOnce, (batch + 1) * entriesAtOnce),
    gone: batch === 0 ? gone : [],
  }))
}

/** What the entries of the batch still want; null when nobody heard of them, so that nothing is remembered. */
const tellBatch = async (
  segment: OpenSegment,
  steps: readonly Step[],
  gone: readonly IdText[],
  deps: ReaderDeps,
): Promise<readonly Wanted[] | null> => {
  const { journal, number, remembered } = segment
  const place = { account: journal.account, segment: number, doc32: segment.replica.genesis.doc32 }
  const opened: (Step & OpenedEntry)[] = []
  for (const step of steps) opened.push({ ...step, ...(await openJournalEntry(step.placed, place, deps)) })
  const fresh = opened.filter(one => isFresh(one, remembered))
  const news: JournalNews = {
    account: journal.account,
    segment: number,
    added: fresh.filter(({ change }) => change === 'added').map(({ entry }) => entry),
    changed: fresh.filter(({ change }) => change !== 'added').map(({ entry }) => entry),
    gone: gone.flatMap(id => (hexToBytes(id) as EntryId16 | null) ?? []),
  }
  const isNews = fresh.length > 0 || gone.length > 0
  if (isNews && !(await deps.tell(news))) return null
  for (const { placed, entry } of fresh)
    remembered.set(bytesToHex(placed.id), { digest: placed.digest, standing: standingOf(entry) })
  for (const id of gone) remembered.drop(id)
  const tagged = fresh.filter(({ entry }) => entry.threadTag !== null)
  if (isNews)
    await remember(
      segment,
      tagged.flatMap(one => tagRow(one, deps)),
      deps,
    )
  if (tagged.length > 0) deps.onTags(tagged.flatMap(({ entry }) => entry.threadTag ?? []))
  return opened.flatMap(({ wanted }) => wanted ?? [])
}

const standingOf = ({ problem }: ReadEntry): Standing => problem ?? 'read'

/** What could not be read before and still cannot, for the same reason, is nothing new. */
const isFresh = ({ change, placed, entry }: Step & OpenedEntry, remembered: Remembered): boolean =>
  change !== 'unread' || remembered.told().get(bytesToHex(placed.id))?.standing !== standingOf(entry)

const tagRow = ({ entry }: OpenedEntry, { tags }: ReaderDeps): RowChange[] =>
  entry.threadTag === null ? [] : [tags.note(entry.threadTag, { account: entry.account, id: entry.id })]

/** How far the journal was read, when that has changed. */
const noteRead = (
  { journal, number }: OpenSegment,
  entries: number,
  { book, journals }: ReaderDeps,
): readonly RowChange[] => {
  const newest = newestRead(journal)
  const isNewest = newest === null || number >= newest
  const revoked = revokedIn(book, journal)
  const isKnown =
    journal.read.has(number) &&
    journal.segments > number &&
    journal.revoked === revoked &&
    (!isNewest || journal.newestEntries === entries)
  if (isKnown) return []
  journal.read.add(number)
  journal.segments = Math.max(journal.segments, number + 1)
  journal.revoked = revoked
  if (isNewest) journal.newestEntries = entries
  return [journals.row(journal)]
}

export const revokedIn = (book: LineDeps['book'], { account }: Pick<Journal, 'account'>): number =>
  [...(book.entryOf(account)?.state.devices.values() ?? [])].filter(({ status }) => status !== 'active')
    .length

const remember = async (
  { remembered, replica }: OpenSegment,
  more: readonly RowChange[],
  { rows, ports }: ReaderDeps,
): Promise<void> => {
  const changes = [...remembered.changes(), ...more]
  if (changes.length === 0) return
  const written = await rows.write(changes)
  // Told again at the next start, which harms nobody.
  if (written.ok) remembered.written()
  else ports.log({ event: 'journal-not-remembered', document: replica.id, reason: written.error.type })
}
