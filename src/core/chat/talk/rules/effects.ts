/** What edits, deletes, reactions and questions make of a message, whatever order they came in. */
import { bytesToHex, equalBytes } from '../../../../base/bytes.ts'
import type { PlainBody } from '../../../../protocol/rooms/plain-types.ts'
import { shownTime } from './shown-time.ts'
import type { Effect } from '../rows/placed-envelope.ts'
import type { Content, SaidItem, StoredEdit, StoredReaction } from '../rows/talk-item.ts'

/** `id`: of the envelope that it came in, in hex; settles two of one place. */
export interface KeyedEffect {
  readonly id: string
  readonly effect: Effect
}

/** Only its author may edit or delete a message; others who try are not heard. */
export const isHeard = (item: SaidItem, { kind, author }: Effect): boolean =>
  (kind !== 'edit' && kind !== 'delete') || equalBytes(author, item.author)

/** Effects are all that are known of this item. */
export const withEffects = (item: SaidItem, effects: readonly KeyedEffect[]): SaidItem => {
  const heard = effects.filter(({ effect }) => isHeard(item, effect)).toSorted(oldestFirst)
  if (heard.some(({ effect }) => effect.kind === 'delete')) return asDeleted(item)
  return {
    ...item,
    edit: canEdit(item.content) ? newestEdit(heard) : null,
    reactions: reactionsOf(heard),
    askedBy: askedBy(item, heard),
  }
}

const asDeleted = (item: SaidItem): SaidItem => ({
  ...item,
  content: { kind: 'deleted' },
  edit: null,
  reactions: [],
  askedBy: [],
})

export const canEdit = (content: Content): boolean => content.kind === 'said' && isEditable(content.body)

/** What people write, besides what merely happens. */
export const isEditable = (
  body: PlainBody,
): body is Extract<PlainBody, { readonly type: 'text' | 'image' | 'work' }> =>
  body.type === 'text' || body.type === 'image' || body.type === 'work'

const oldestFirst = (a: KeyedEffect, b: KeyedEffect): number =>
  a.effect.place - b.effect.place || (a.id < b.id ? -1 : 1)

const newestEdit = (heard: readonly KeyedEffect[]): StoredEdit | null => {
  const edit = heard.findLast(({ effect }) => effect.kind === 'edit')?.effect
  return edit === undefined || edit.text === null
    ? null
    : { text: edit.text, atMs: shownTime(edit, edit.place), chain: edit.chain, n: edit.n }
}

/** One for each person: the newest, unless it was taken back. In the order of who reacted first. */
const reactionsOf = (heard: readonly KeyedEffect[]): readonly StoredReaction[] => {
  const newest = new Map<string, Effect>()
  for (const { effect } of heard) if (effect.kind === 'react') newest.set(bytesToHex(effect.author), effect)
  return [...newest.values()].flatMap(({ author, text, chain, n }) =>
    text === null ? [] : [{ account: author, emoji: text, chain, n }],
  )
}

const askedBy = (item: SaidItem, heard: readonly KeyedEffect[]): SaidItem['askedBy'] => {
  const asking = new Map(
    heard.flatMap(({ effect }) =>
      effect.kind === 'ask' && !equalBytes(effect.author, item.author)
        ? [[bytesToHex(effect.author), effect.author] as const]
        : [],
    ),
  )
  return [...asking.values()]
}
