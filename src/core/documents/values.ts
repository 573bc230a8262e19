/**
 * What features may put into documents and read from them. Text that people edit together is Automerge
 * text; everything else is fixed: an ImmutableString costs one operation, a plain string one a character.
 */
import { getConflicts, ImmutableString, isImmutableString, updateText } from './automerge.ts'
import type { RootDoc } from './history.ts'

/** A document's root while it is being edited. Only ever touched inside `edit`. */
export type Draft = Record<string, unknown>

export const fixedText = (text: string): unknown => new ImmutableString(text)

/** The text of a fixed value, or null when it is something else. */
export const readFixedText = (value: unknown): string | null =>
  isImmutableString(value) ? value.toString() : null

export const readBytes = (value: unknown): Uint8Array | null => (value instanceof Uint8Array ? value : null)

/** Makes shared text say `value`, as the smallest edit. */
export const editSharedText = (draft: Draft, field: string, value: string): void => {
  if (typeof draft[field] === 'string') updateText(draft, [field], value)
  else draft[field] = value
}

/** The fixed texts that devices wrote to one field at the same time; empty when there was one. */
export const rivalsOf = (doc: RootDoc, field: string): readonly string[] => {
  const conflicts = getConflicts(doc, field)
  // Among conflicts, Automerge shows a fixed text as a plain string.
  const texts = Object.values(conflicts ?? {}).filter(value => typeof value === 'string')
  return texts.length < 2 ? [] : texts
}

/** The byte strings that devices wrote to one field at the same time; empty when there was one. */
export const rivalBytesOf = (doc: RootDoc, field: string): readonly Uint8Array[] => {
  const values = Object.values(getConflicts(doc, field) ?? {}).filter(value => value instanceof Uint8Array)
  return values.length < 2 ? [] : values
}

/** The numbers that devices wrote to one field at the same time; empty when there was one. */
export const rivalNumbersOf = (doc: RootDoc, field: string): readonly number[] => {
  const values = Object.values(getConflicts(doc, field) ?? {}).filter(value => typeof value === 'number')
  return values.length < 2 ? [] : values
}

/**
 * The lists that devices started in one field at the same time, each in its own order; the one that is shown is not
 * marked. Empty when there was one.
 */
export const rivalListsOf = (doc: RootDoc, field: string): readonly (readonly unknown[])[] => {
  const lists = Object.values(getConflicts(doc, field) ?? {}).filter(value => Array.isArray(value))
  return lists.length < 2 ? [] : lists
}
