/** Which works of a list are selected, and where a range begins. Pure. */

export interface Selection {
  readonly ids: ReadonlySet<string>
  /** Where a range begins: the last one chosen by itself. */
  readonly anchor: string | null
}

export const nothingSelected: Selection = { ids: new Set(), anchor: null }

export const toggled = ({ ids }: Selection, id: string): Selection => {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return { ids: next, anchor: id }
}

/** Adds everything between the anchor and this one, both included. */
export const extended = (selection: Selection, order: readonly string[], id: string): Selection => {
  const to = order.indexOf(id)
  const from = selection.anchor === null ? to : order.indexOf(selection.anchor)
  if (to === -1) return selection
  if (from === -1) return { ids: new Set([...selection.ids, id]), anchor: id }
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1)
  return { ids: new Set([...selection.ids, ...range]), anchor: selection.anchor ?? id }
}

export const onlySelected = (id: string): Selection => ({ ids: new Set([id]), anchor: id })

export const allSelected = (order: readonly string[]): Selection => ({
  ids: new Set(order),
  anchor: order[0] ?? null,
})

/** Without what is no longer in the list; the same object when nothing went. */
export const withoutGone = (selection: Selection, order: readonly string[]): Selection => {
  const here = new Set(order)
  const ids = [...selection.ids].filter(id => here.has(id))
  if (ids.length === selection.ids.size) return selection
  return {
    ids: new Set(ids),
    anchor: selection.anchor !== null && here.has(selection.anchor) ? selection.anchor : null,
  }
}

/** What is dragged: everything selected, if what the finger is on is one of them. */
export const draggedWith = (selection: Selection, id: string): ReadonlySet<string> =>
  selection.ids.has(id) ? selection.ids : new Set([id])
