/** Reads what is new in a segment: learns its epochs, opens its envelopes, and keeps what has to wait. */
import { decodeFeedEntry } from '../../../protocol/rooms/feed-entries.ts'
import { type EntryKey, readSegment } from '../../documents/index.ts'
import type { Feed } from './feed.ts'
import { readEnvelope } from './read-envelope.ts'
import { readEpoch } from './read-epoch.ts'
import { createContext, type ReaderDeps, type Reading, type ReadingContext } from './reading.ts'
import type { Segment } from './segment.ts'
import { strangeEntry, strangeSegment } from './strange-entries.ts'

/** Entries that were taken before are passed over, but for those in `again`, which waited. */
export const readNew = async (
  feed: Feed,
  segment: Segment,
  again: ReadonlySet<EntryKey>,
  deps: ReaderDeps,
): Promise<Reading> => {
  const { entries, isNewer } = readSegment(segment.replica.doc())
  const context = createContext(feed, segment)
  if (isNewer) takeNewerSegment(context)
  const present = new Set<EntryKey>()
  for (const [index, bytes] of entries.entries()) {
    const key = segment.keyOf(bytes)
    const isNew = !present.has(key) && segment.idOf(key) === undefined
    present.add(key)
    if (isNew || (again.has(key) && segment.waits().has(key)))
      await readEntry(bytes, { key, index, isNew }, context, deps)
  }
  if (!isNewer && present.size < segment.takenCount()) takeOut(present, context)
  const { arrivals, gone, news, learnt, wanted } = context
  return { arrivals, gone, news, learnt, wanted, entries: entries.length }
}

interface EntryPlace {
  readonly key: EntryKey
  readonly index: number
  /** It has not been looked at before. */
  readonly isNew: boolean
}

const readEntry = async (
  bytes: Uint8Array,
  { key, index, isNew }: EntryPlace,
  context: ReadingContext,
  deps: ReaderDeps,
): Promise<void> => {
  const entry = decodeFeedEntry(bytes)
  if (!entry.ok) {
    const arrival = strangeEntry(bytes, context.place, entry.error)
    context.segment.take(key, arrival.id)
    context.arrivals.push(arrival)
  } else if (entry.value.type === 'epoch') await readEpoch(entry.value.epoch, key, index, context, deps)
  else await readEnvelope(entry.value.envelope, key, isNew, context, deps)
}

const takeNewerSegment = ({ segment, place, arrivals }: ReadingContext): void => {
  const key = segment.keyOf(place.doc32)
  if (segment.idOf(key) !== undefined) return
  const arrival = strangeSegment(place)
  segment.take(key, arrival.id)
  arrivals.push(arrival)
}

/** Entries that went with their seals, after a device was revoked. */
const takeOut = (present: ReadonlySet<EntryKey>, { segment, gone }: ReadingContext): void => {
  const missing = new Set([...segment.takenKeys()].filter(key => !present.has(key)))
  for (const key of missing) {
    const id = segment.idOf(key) ?? null
    if (id !== null) gone.push(id)
  }
  segment.drop(missing)
}
