/** What edits and deletions make of an entry. They come in any order, also before what they name. */
import { compareBytes } from '../../../../base/bytes.ts'
import type { JournalBody, JournalPlain } from '../../../../protocol/journal/journal-types.ts'
import { isAfter, type Position } from './placing.ts'

export type EditPlain = Extract<JournalPlain, { readonly kind: 'edit' }>

/** What an entry does to another of the same journal. */
export interface Effect extends Position {
  /** 16 bytes. */
  readonly id: Uint8Array
  readonly place: number
  /** Null: it takes the other back. */
  readonly edit: EditPlain | null
}

export interface Folded {
  readonly isDeleted: boolean
  /** Oldest first. */
  readonly edits: readonly Effect[]
}

export const foldEffects = (effects: readonly Effect[]): Folded => ({
  isDeleted: effects.some(({ edit }) => edit === null),
  edits: effects.filter(({ edit }) => edit !== null).toSorted(inJournalOrder),
})

const inJournalOrder = (a: Effect, b: Effect): number => {
  if (isAfter(a, b)) return 1
  return isAfter(b, a) ? -1 : compareBytes(a.id, b.id)
}

/** What a post or comment says now; null for what says nothing. Of a comment: without images and works. */
export const bodyOf = (plain: JournalPlain, edit: EditPlain | null): JournalBody | null => {
  if (plain.kind === 'post') return edit?.body ?? plain.body
  if (plain.kind !== 'comment') return null
  const { text, mentions } = edit?.body ?? plain
  return { text, mentions, images: [], works: [] }
}

/**
 * An id belongs to the first entry of its journal that has it. Within one segment the line tells them apart, so there it
 * is the same entry again.
 */
export const keepsItsId = (known: Position, entry: Position): boolean => entry.segment <= known.segment
