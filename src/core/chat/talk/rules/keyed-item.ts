import { placeOfItemKey } from '../rows/keys.ts'
import type { TalkItem } from '../rows/talk-item.ts'
import { shownTime } from './shown-time.ts'

/** An item with what a page calls it by, which says where it stands. */
export interface KeyedItem<T extends TalkItem = TalkItem> {
  readonly key: string
  readonly item: T
}

export const itemTime = ({ key, item }: KeyedItem): number =>
  item.kind === 'notice' ? item.atMs : shownTime(item, placeOfItemKey(key))
