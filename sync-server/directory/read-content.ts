/** A document's changes, read as what they say. What Automerge makes of hostile ones is for the caller to survive. */
import { applyChanges, free, getConflicts, init, isImmutableString } from '@automerge/automerge/slim'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import type { PublicContent } from './content.ts'
import { readJournal } from './read-journal.ts'
import { readListedProfile, type Root } from './read-profile.ts'

export type ReadKind = 'profile' | 'journal'

export interface ReadJob {
  readonly kind: ReadKind
  readonly owner: AccountId
  /** Parents first. */
  readonly changes: readonly Uint8Array[]
}

/** Throws, or never ends, or takes the thread along, at changes that Automerge cannot bear. */
export const readContent = ({ kind, owner, changes }: ReadJob): PublicContent => {
  const [doc] = applyChanges(init<Record<string, unknown>>(), [...changes])
  try {
    return kind === 'profile' ? readProfile(doc) : readSegment(doc, owner)
  } finally {
    free(doc)
  }
}

const readProfile = (doc: Root): PublicContent => {
  const profile = readListedProfile(doc, value => (isImmutableString(value) ? value.toString() : null))
  return profile === null ? { kind: 'nothing' } : { kind: 'profile', profile }
}

const segmentVersion = 1

/** Lists that devices started at the same time, not knowing of each other, all count. */
const readSegment = (doc: Record<string, unknown>, owner: AccountId): PublicContent => {
  const version: unknown = doc['v']
  if (typeof version === 'number' && version > segmentVersion) return { kind: 'nothing' }
  const lists = Object.values(getConflicts(doc, 'e') ?? { shown: doc['e'] }).filter(Array.isArray)
  const entries = lists.flat().filter(isBytes)
  return entries.length === 0 ? { kind: 'nothing' } : readJournal(owner, entries)
}

const isBytes = (value: unknown): value is Uint8Array => value instanceof Uint8Array
