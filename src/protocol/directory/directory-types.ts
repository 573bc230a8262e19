/**
 * Questions about what is public, which a relay answers from the documents it holds (HTTP, under the session's token):
 *
 *   POST /directory/people       enc([text, role, place, after])     → enc([found, [[acct32, changed] …], next])
 *   POST /directory/references   enc([[key16 …], after])             → enc([[[key16, acct32, segment, id16] …], next])
 *
 *   text, place   as typed, each at most 200 characters; `role` an id of the vocabulary; empty: not asked
 *   after, next   null, or 8 to 64 bytes that mean something to the relay alone: where the page before ended
 *   found         of all pages
 *   changed       ms: when the relay last took a change of that profile; 0 when it does not know, because it has made its
 *                 index anew since
 *   key16         a target key or a thread tag: which entries of journals are about it
 *
 * Listed are profiles whose owner says so in the profile itself. An answer says whom to look at and nothing about them:
 * what is shown comes from their own documents, through the gate. Whatever a relay makes up is found out there.
 */
import type { AccountId } from '../records/account-genesis.ts'
import type { EntryId16, TargetKey } from '../journal/journal-types.ts'

export interface PeopleQuestion {
  readonly text: string
  readonly role: string
  readonly place: string
  readonly after: Uint8Array | null
}

export interface PeopleAnswer {
  readonly found: number
  readonly people: readonly { readonly account: AccountId; readonly changedMs: number }[]
  readonly next: Uint8Array | null
}

export interface ReferencesQuestion {
  /** 1 to `directoryLimits.keys`. */
  readonly keys: readonly (TargetKey | Uint8Array)[]
  readonly after: Uint8Array | null
}

export interface Reference {
  /** 16 bytes. */
  readonly key: Uint8Array
  readonly account: AccountId
  readonly segment: number
  readonly id: EntryId16
}

export interface ReferencesAnswer {
  readonly references: readonly Reference[]
  readonly next: Uint8Array | null
}

export const directoryLimits = {
  /** Characters of one field. */
  fieldChars: 200,
  peoplePerPage: 40,
  keys: 64,
  referencesPerPage: 200,
  questionBytes: 4 << 10,
  answerBytes: 64 << 10,
} as const
