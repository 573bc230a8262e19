/** Where things go when they are moved in an ordered list. Pure; ids are those of the list. */

/** What is asked of a list: put these before that one, or last. */
export interface Placing<Id extends string> {
  /** In their order in the list. */
  readonly moved: readonly Id[]
  readonly before: Id | null
}

export type Step = 'first' | 'earlier' | 'later' | 'last'

/** The list after a placing; members that do not exist are passed over. */
export const placed = <Id extends string>(
  ids: readonly Id[],
  { moved, before }: Placing<Id>,
): readonly Id[] => {
  const moving = new Set(moved)
  const block = ids.filter(id => moving.has(id))
  const rest = ids.filter(id => !moving.has(id))
  const at = before === null ? -1 : rest.indexOf(before)
  return at === -1 ? [...rest, ...block] : [...rest.slice(0, at), ...block, ...rest.slice(at)]
}

/**
 * A block moved by one step. Scattered members gather around the first (`first`, `earlier`) or the last
 * (`later`, `last`) of them. Null when nothing would change.
 */
export const placingOf = <Id extends string>(
  ids: readonly Id[],
  moved: ReadonlySet<Id>,
  step: Step,
): Placing<Id> | null => {
  const block = ids.filter(id => moved.has(id))
  if (block.length === 0) return null
  const placing: Placing<Id> = { moved: block, before: beforeOf(ids, moved, step) }
  return sameOrder(placed(ids, placing), ids) ? null : placing
}

const beforeOf = <Id extends string>(ids: readonly Id[], moved: ReadonlySet<Id>, step: Step): Id | null => {
  const rest = ids.filter(id => !moved.has(id))
  const restBefore = (index: number): number => ids.slice(0, index).filter(id => !moved.has(id)).length
  switch (step) {
    case 'first':
      return rest[0] ?? null
    case 'earlier':
      return rest[Math.max(0, restBefore(ids.findIndex(id => moved.has(id))) - 1)] ?? null
    case 'later':
      return rest[restBefore(ids.findLastIndex(id => moved.has(id))) + 1] ?? null
    case 'last':
      return null
  }
}

/** A drop into the gap before the item at `gap` (the list's length: after the last). Null when nothing changes. */
export const placingAtGap = <Id extends string>(
  ids: readonly Id[],
  moved: ReadonlySet<Id>,
  gap: number,
): Placing<Id> | null => {
  const block = ids.filter(id => moved.has(id))
  if (block.length === 0) return null
  const before = ids.slice(Math.max(0, gap)).find(id => !moved.has(id)) ?? null
  const placing: Placing<Id> = { moved: block, before }
  return sameOrder(placed(ids, placing), ids) ? null : placing
}

export const sameOrder = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, i) => id === b[i])

/** The same members, whatever their order: whether an order made here still fits a newer row. */
export const sameMembers = (a: readonly string[], b: readonly string[]): boolean => {
  const members = new Set(a)
  return a.length === b.length && b.every(id => members.has(id))
}
