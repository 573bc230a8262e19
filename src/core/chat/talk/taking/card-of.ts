/** What the list of conversations shows of the newest item. */
import type { ConversationId } from '../../../api.ts'
import { endOf, itemsPrefix } from '../rows/keys.ts'
import type { RowDraft } from '../rows/row-draft.ts'
import type { StoredCard } from '../rows/small-rows.ts'
import { parseTalkItem, type SaidItem, type TalkItem } from '../rows/talk-item.ts'
import { type IsHidden, isShownHidden } from '../rules/hidden.ts'
import { itemTime, type KeyedItem } from '../rules/keyed-item.ts'
import { cutText, wordsOf } from '../rules/words-of.ts'

/** How far back a message is looked for behind what merely happened. */
const reach = 50
const previewChars = 160

export const newestCard = async (
  c: ConversationId,
  draft: RowDraft,
  isHidden: IsHidden,
): Promise<StoredCard | null> => {
  const prefix = itemsPrefix(c)
  const rows = await draft.range(prefix, endOf(prefix), reach, true)
  const items = rows
    .flatMap(([key, row]) => keyed(key.slice(prefix.length), parseTalkItem(row)))
    .filter(({ item }) => !isShownHidden(item, isHidden))
  const newest = items.find(({ item }) => isMessage(item)) ?? items[0]
  return newest === undefined ? null : cardOf(newest)
}

const isMessage = (item: TalkItem): item is SaidItem =>
  item.kind === 'said' &&
  (item.content.kind !== 'said' || ['text', 'image', 'work'].includes(item.content.body.type))

const keyed = (key: string, item: TalkItem | null): readonly KeyedItem[] =>
  item === null ? [] : [{ key, item }]

const cardOf = (one: KeyedItem): StoredCard => {
  const { item } = one
  const atMs = itemTime(one)
  if (!isMessage(item)) return { kind: 'notice', atMs, by: null, text: '', at: null }
  const { content, author, chain, n } = item
  const kind = content.kind === 'said' ? previewKind(content.body.type) : content.kind
  return { kind, atMs, by: author, text: cutText(wordsOf(item), previewChars), at: { chain, n } }
}

const previewKind = (type: string): 'text' | 'image' | 'work' =>
  type === 'image' || type === 'work' ? type : 'text'
