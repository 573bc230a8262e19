/** A window of a conversation. */
import { base64UrlToBytes, bytesToHex } from '../../../../base/bytes.ts'
import type { QueryOf, ThreadItem, ThreadPlace, ThreadRow } from '../../../api.ts'
import { id16Of, isItemKey, itemKey } from '../rows/keys.ts'
import { createRowDraft } from '../rows/row-draft.ts'
import type { Desk } from '../state/desk.ts'
import type { Conversation } from '../state/directory.ts'
import type { Reading } from '../state/reading.ts'
import { createPlacing } from '../taking/placing.ts'
import type { KeyedItem } from '../rules/keyed-item.ts'
import { seenElsewhere } from './missing.ts'
import { type LookDeps, showingDeps } from './showing-deps.ts'
import { type ThreadDeps, threadItems, waitingItem } from './thread-item.ts'
import { createWindows, type Windows } from './window.ts'

export interface ThreadLookDeps extends LookDeps {
  readonly reading: Reading
}

const mostItems = 400

interface Cut {
  readonly items: readonly KeyedItem[]
  readonly hasOlder: boolean
  readonly hasNewer: boolean
}

export const threadRow = async (
  query: QueryOf<'thread'>,
  desk: Desk,
  conversation: Conversation | null,
  deps: ThreadLookDeps,
): Promise<ThreadRow> => {
  const showing = showingDeps(desk.c, conversation, deps)
  const firstUnread = await deps.reading.firstUnread(desk)
  const key = await keyOfPlace(query.place, desk, firstUnread, deps)
  const cut = await cutAt(createWindows(deps.rows, desk.c, showing.isHidden), key, sizes(query))
  const items = await threadItems(cut.items, showing)
  const status = desk.line?.status()
  return {
    items: cut.hasNewer ? items : [...items, ...(await waitingItems(desk, showing))],
    hasOlder: cut.hasOlder,
    hasNewer: cut.hasNewer,
    unreadFrom: items.some(one => one.key === firstUnread) ? firstUnread : null,
    unread: desk.read.unread,
    // Two kinds of evidence of the same; neither is counted twice.
    missing: Math.max(status?.missing ?? 0, await seenElsewhere(desk, deps.rows)),
    fetching: status?.fetching ?? null,
  }
}

const sizes = ({ older, newer }: QueryOf<'thread'>): { readonly older: number; readonly newer: number } => {
  const back = Math.min(Math.max(0, Math.floor(older)), mostItems)
  return { older: back, newer: Math.min(Math.max(0, Math.floor(newer)), mostItems - back) }
}

/** Null: the newest end. */
const keyOfPlace = async (
  place: ThreadPlace,
  desk: Desk,
  firstUnread: string | null,
  { rows }: LookDeps,
): Promise<string | null> => {
  if (place.kind !== 'at') return place.kind === 'unread' ? firstUnread : null
  if (isItemKey(place.key)) return place.key
  const id = base64UrlToBytes(place.key)
  if (id?.length !== 32) return null
  const envelope = await createPlacing(desk.c, createRowDraft(rows)).find(id16Of(id))
  return envelope?.slot === 'm' ? itemKey(envelope.place, bytesToHex(envelope.id)) : null
}

const cutAt = async (
  windows: Windows,
  key: string | null,
  { older, newer }: { readonly older: number; readonly newer: number },
): Promise<Cut> => {
  const back = await windows.before(key, older)
  if (key === null) return { items: back.items, hasOlder: back.hasMore, hasNewer: false }
  const forth = await windows.from(key, newer)
  return { items: [...back.items, ...forth.items], hasOlder: back.hasMore, hasNewer: forth.hasMore }
}

const waitingItems = async (desk: Desk, deps: ThreadDeps): Promise<readonly ThreadItem[]> => {
  const items = await Promise.all([...desk.outbox.values()].map(entry => waitingItem(entry, deps)))
  return items.flatMap(item => item ?? [])
}
