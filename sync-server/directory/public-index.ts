/** All that the directory knows, in memory: what it was told of each document, and how it is asked. */
import { bytesToHex, hexToBytes } from '../../src/base/bytes.ts'
import { err, ok, type Result } from '../../src/base/result.ts'
import {
  directoryLimits,
  type PeopleAnswer,
  type PeopleQuestion,
  type Reference,
  type ReferencesAnswer,
  type ReferencesQuestion,
} from '../../src/protocol/directory/directory-types.ts'
import type { EntryId16 } from '../../src/protocol/journal/journal-types.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import type { DocId } from '../../src/protocol/relay/frames.ts'
import { createPeopleIndex } from '../../src/search/people-index.ts'
import { decodeContent, type PublicContent } from './content.ts'
import { decodePeopleCursor, decodePlace, encodePeopleCursor, encodePlace } from './cursors.ts'
import type { KeptRow } from './kept-row.ts'
import { createReferenceIndex, type Posting, toByteText } from './references.ts'

export interface PublicIndexLimits {
  readonly segmentsPerAccount: number
  /** Of all accounts; what is more is left out. */
  readonly maxReferences: number
}

export interface PublicIndex {
  /** What is known of that document from now on. */
  set(row: KeptRow): void
  get(doc: DocId): KeptRow | undefined
  rows(): Iterable<KeptRow>
  ownedBy(owner: AccountId): readonly DocId[]
  clear(): void
  /** The error: a cursor that is none. */
  people(question: PeopleQuestion): Result<PeopleAnswer, 'malformed'>
  references(question: ReferencesQuestion): Result<ReferencesAnswer, 'malformed'>
  size(): { readonly people: number; readonly references: number }
}

const nothing: PublicContent = { kind: 'nothing' }

export const createPublicIndex = (limits: PublicIndexLimits): PublicIndex => {
  let rows = new Map<DocId, KeptRow>()
  let byOwner = new Map<string, Set<DocId>>()
  let people = createPeopleIndex()
  let changedMs = new Map<string, number>()
  let references = createReferenceIndex(limits)

  const setProfile = (account: string, content: PublicContent, atMs: number): void => {
    changedMs.set(account, atMs)
    if (content.kind === 'profile') people.set({ id: account, ...content.profile })
    else people.remove(account)
  }
  const setSegment = (owner: AccountId, segment: number, content: PublicContent): void => {
    const account = toByteText(owner)
    references.set(account, segment, null)
    if (content.kind === 'journal' && references.size() < limits.maxReferences) {
      references.set(account, segment, content)
    }
  }

  return {
    set(row) {
      const account = bytesToHex(row.owner)
      rows.set(row.doc, row)
      byOwner.set(account, (byOwner.get(account) ?? new Set<DocId>()).add(row.doc))
      const decoded = decodeContent(row.content)
      const content = decoded.ok ? decoded.value : nothing
      if (row.segment === null) setProfile(account, content, row.changedMs)
      else setSegment(row.owner, row.segment, content)
    },
    get: doc => rows.get(doc),
    rows: () => rows.values(),
    ownedBy: owner => [...(byOwner.get(bytesToHex(owner)) ?? [])],
    clear() {
      rows = new Map()
      byOwner = new Map()
      people = createPeopleIndex()
      changedMs = new Map()
      references = createReferenceIndex(limits)
    },
    people({ after, ...asked }) {
      const cursor = after === null ? null : decodePeopleCursor(after)
      if (after !== null && cursor === null) return err('malformed')
      const { ids, found } = people.search(asked, people.size())
      const last = cursor === null ? -1 : ids.indexOf(cursor.account)
      // Where somebody is found no more, whoever took that place was not shown yet.
      const from = cursor === null ? 0 : last === -1 ? cursor.index : last + 1
      const page = ids.slice(from, from + directoryLimits.peoplePerPage)
      const index = from + page.length - 1
      const account = page.at(-1)
      return ok({
        found,
        people: page.map(id => ({ account: toBytes(id) as AccountId, changedMs: changedMs.get(id) ?? 0 })),
        next: account !== undefined && index + 1 < ids.length ? encodePeopleCursor({ index, account }) : null,
      })
    },
    references({ keys, after }) {
      const place = after === null ? null : decodePlace(after)
      if (after !== null && place === null) return err('malformed')
      const most = directoryLimits.referencesPerPage
      const found = references.find(keys.map(toByteText), place, most + 1)
      const page = found.slice(0, most)
      const last = page.at(-1)
      return ok({
        references: page.map(toReference),
        next: last !== undefined && found.length > most ? encodePlace(last) : null,
      })
    },
    size: () => ({ people: people.size(), references: references.size() }),
  }
}

const toBytes = (hex: string): Uint8Array => hexToBytes(hex) ?? new Uint8Array()

const toReference = ({ key, account, segment, id }: Posting): Reference => ({
  key: new Uint8Array(Buffer.from(key, 'latin1')),
  account: new Uint8Array(Buffer.from(account, 'latin1')) as AccountId,
  segment,
  id: new Uint8Array(Buffer.from(id, 'latin1')) as EntryId16,
})
