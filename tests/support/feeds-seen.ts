/** What anybody who carries them can read of feeds and letters, closed as they are. */
import * as Automerge from '@automerge/automerge'
import { decodeFeedEntry, type FeedEntry } from '../../src/protocol/rooms/feed-entries.ts'
import { decodeLetter, type SealedLetter } from '../../src/protocol/rooms/letter.ts'
import type { Envelope, Epoch } from '../../src/protocol/rooms/room-types.ts'

interface Carried {
  /** Parents first. */
  changes(): readonly Uint8Array[]
}

const contentOf = ({ changes }: Carried): Readonly<Record<string, unknown>> =>
  Automerge.applyChanges(Automerge.init<Record<string, unknown>>(), [...changes()])[0]

/** Of segments and of control documents, in the order written. */
export const entryBytesIn = (feed: Carried): readonly Uint8Array[] => {
  const entries: unknown = contentOf(feed)['e']
  if (!Array.isArray(entries)) return []
  return entries.filter((entry: unknown) => entry instanceof Uint8Array)
}

const entriesIn = (feed: Carried): readonly FeedEntry[] =>
  entryBytesIn(feed).flatMap(bytes => {
    const decoded = decodeFeedEntry(bytes)
    return decoded.ok ? [decoded.value] : []
  })

export const epochsIn = (feed: Carried): readonly Epoch[] =>
  entriesIn(feed).flatMap(entry => (entry.type === 'epoch' ? [entry.epoch] : []))

export const envelopesIn = (feed: Carried): readonly Envelope[] =>
  entriesIn(feed).flatMap(entry => (entry.type === 'envelope' ? [entry.envelope] : []))

/** As it is now: none once it was withdrawn. */
export const lettersIn = (letter: Carried): readonly SealedLetter[] => {
  const bytes: unknown = contentOf(letter)['b']
  const decoded = bytes instanceof Uint8Array && bytes.length > 0 ? decodeLetter(bytes) : null
  return decoded?.ok === true ? [decoded.value] : []
}
