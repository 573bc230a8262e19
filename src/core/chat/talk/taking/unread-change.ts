import { itemsPrefix } from '../rows/keys.ts'
import type { RowDraft } from '../rows/row-draft.ts'
import { parseTalkItem } from '../rows/talk-item.ts'
import { isShownHidden } from '../rules/hidden.ts'
import { countsAsUnread } from '../rules/unread.ts'
import type { Taking } from './taking-deps.ts'

/** By how much the changes of a draft change the number of unread ones after `readKey`. */
export const unreadChange = async (
  { c, draft, deps, isHidden }: Taking,
  readKey: string,
): Promise<number> => {
  const prefix = itemsPrefix(c)
  const touched = draft.changed().filter(key => key.startsWith(prefix) && key.slice(prefix.length) > readKey)
  let change = 0
  for (const key of touched) {
    change += (await counts(draft.get, key)) - (await counts(draft.before, key))
  }
  return change

  async function counts(look: RowDraft['get'], key: string): Promise<number> {
    const row = await look(key)
    const item = row === null ? null : parseTalkItem(row)
    return item !== null && countsAsUnread(item, deps.self) && !isShownHidden(item, isHidden) ? 1 : 0
  }
}
