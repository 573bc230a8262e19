/** Ranges of a thread: only what is asked for is read, however long it is. */
import type { ConversationId } from '../../../api.ts'
import type { SealedRows } from '../../../private/private-types.ts'
import { endOf, itemsPrefix } from '../rows/keys.ts'
import { parseTalkItem } from '../rows/talk-item.ts'
import { type IsHidden, isShownHidden } from '../rules/hidden.ts'
import type { KeyedItem } from '../rules/keyed-item.ts'

interface Side {
  /** Oldest first. */
  readonly items: readonly KeyedItem[]
  readonly hasMore: boolean
}

export interface Windows {
  /** Up to `count` items before `key`, or the newest when it is null. */
  before(key: string | null, count: number): Promise<Side>
  /** Up to `count` items from `key` on, it included. */
  from(key: string, count: number): Promise<Side>
}

export const createWindows = (rows: SealedRows, c: ConversationId, isHidden: IsHidden): Windows => {
  const prefix = itemsPrefix(c)
  /** Reads on past what stays hidden. */
  const collect = async (from: string, to: string, count: number, reverse: boolean): Promise<KeyedItem[]> => {
    const items: KeyedItem[] = []
    let [low, high] = [from, to]
    while (items.length < count) {
      const limit = count - items.length
      const found = await rows.range({ from: low, to: high, limit, reverse })
      if (!found.ok) return items
      for (const [key, row] of found.value) {
        const item = parseTalkItem(row)
        if (item !== null && !isShownHidden(item, isHidden))
          items.push({ key: key.slice(prefix.length), item })
      }
      const last = found.value.at(-1)
      if (last === undefined || found.value.length < limit) return items
      if (reverse) high = last[0]
      else low = `${last[0]}0`
    }
    return items
  }
  return {
    async before(key, count) {
      const found = await collect(prefix, key === null ? endOf(prefix) : `${prefix}${key}`, count + 1, true)
      return { items: found.slice(0, count).toReversed(), hasMore: found.length > count }
    },
    async from(key, count) {
      const found = await collect(`${prefix}${key}`, endOf(prefix), count + 1, false)
      return { items: found.slice(0, count), hasMore: found.length > count }
    },
  }
}
