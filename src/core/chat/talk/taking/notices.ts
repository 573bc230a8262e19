/** What this device notices by itself, as items of the thread: at its end, unless they are how a room began. */
import { bytesToHex } from '../../../../base/bytes.ts'
import type { DeviceNews, HeldRoom, RoomStep } from '../../chat-types.ts'
import type { ConversationId } from '../../../api.ts'
import { endOf, itemKey, itemsPrefix, placeOfItemKey, stepsPrefix } from '../rows/keys.ts'
import type { RowDraft } from '../rows/row-draft.ts'
import { itemToRow, type NoticeItem, type NoticeKind } from '../rows/talk-item.ts'
import { cutText } from '../rules/words-of.ts'
import type { TakingDeps } from './taking-deps.ts'

const deviceNameChars = 64

export const putDeviceNews = async (
  c: ConversationId,
  draft: RowDraft,
  news: readonly DeviceNews[],
  deps: Pick<TakingDeps, 'random' | 'nowMs'>,
): Promise<void> => {
  for (const { account, kind, device } of news) {
    const place = await placeAtEnd(c, draft, deps.nowMs())
    const id = bytesToHex(deps.random.bytes(32))
    const text = cutText(device, deviceNameChars)
    putNotice(c, draft, { place, id }, { ...noticeOf(kind, deps.nowMs()), who: account, text })
  }
}

/** Each step once. Those that were there before this device looked stand before everything, after the beginning. */
export const putSteps = async (
  c: ConversationId,
  draft: RowDraft,
  { room, steps }: Pick<HeldRoom, 'room' | 'steps'>,
  nowMs: number,
): Promise<void> => {
  const prefix = stepsPrefix(c)
  const noticed = new Set((await draft.within(prefix)).map(([key]) => key.slice(prefix.length)))
  const isFirstLook = noticed.size === 0
  if (isFirstLook) {
    draft.put(`${prefix}${beginning}`, 1)
    const created: NoticeItem = { ...noticeOf('created', nowMs), who: room.creator }
    putNotice(c, draft, { place: 0, id: beginning }, created)
  }
  for (const [index, step] of steps.entries()) {
    const id = bytesToHex(step.id)
    if (noticed.has(id)) continue
    const place = isFirstLook ? index + 1 : await placeAtEnd(c, draft, nowMs)
    draft.put(`${prefix}${id}`, 1)
    putNotice(c, draft, { place, id }, noticeOfStep(step, nowMs))
  }
}

export const isBeforeAll = (place: number): boolean => place < firstYearMs

/** No clock that ever ran says so little. */
const firstYearMs = 365 * 24 * 60 * 60 * 1_000

const stepNotices: Readonly<Record<RoomStep['operation'], NoticeKind>> = {
  add: 'added',
  remove: 'removed',
  admin: 'made-admin',
  leave: 'left',
}

const noticeOfStep = ({ operation, author, account }: RoomStep, atMs: number): NoticeItem => ({
  ...noticeOf(stepNotices[operation], atMs),
  who: account,
  by: author,
})

const noticeOf = (notice: NoticeKind, atMs: number): NoticeItem => ({
  kind: 'notice',
  atMs,
  notice,
  who: null,
  by: null,
  text: '',
})

const beginning = '0'.repeat(64)

const putNotice = (
  c: ConversationId,
  draft: RowDraft,
  { place, id }: { readonly place: number; readonly id: string },
  notice: NoticeItem,
): void => draft.put(`${itemsPrefix(c)}${itemKey(place, id)}`, itemToRow(notice))

const placeAtEnd = async (c: ConversationId, draft: RowDraft, nowMs: number): Promise<number> => {
  const prefix = itemsPrefix(c)
  const [last] = await draft.range(prefix, endOf(prefix), 1, true)
  return last === undefined ? nowMs : Math.max(nowMs, placeOfItemKey(last[0].slice(prefix.length)) + 1)
}
