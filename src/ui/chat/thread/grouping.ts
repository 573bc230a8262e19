/** What stands between and beside the messages of a window. Pure; each question is about neighbours only. */
import type { MessageRow, ThreadItem } from '../../../core/api.ts'
import { daysBetween } from '../times.ts'

/** Messages of one author closer than this read as one. */
const closeMs = 5 * 60_000

export const atMsOf = (item: ThreadItem): number =>
  item.kind === 'message' ? item.message.sentAtMs : item.atMs

export const messageOf = (item: ThreadItem | undefined): MessageRow | undefined =>
  item?.kind === 'message' ? item.message : undefined

/** `before`: the item above, if the window has it. `hasOlder`: there is one above that the window has not. */
export const startsDay = (before: ThreadItem | undefined, item: ThreadItem, hasOlder: boolean): boolean =>
  before === undefined ? !hasOlder : daysBetween(atMsOf(before), atMsOf(item)) !== 0

const isOfOneAuthor = (one: MessageRow, next: MessageRow): boolean =>
  one.author.account === next.author.account &&
  Math.abs(next.sentAtMs - one.sentAtMs) < closeMs &&
  daysBetween(one.sentAtMs, next.sentAtMs) === 0

/** Whether the item says who wrote it: the first of what one author wrote in a row. */
export const startsGroup = (
  before: ThreadItem | undefined,
  item: ThreadItem,
  unreadFrom: string | null,
): boolean => {
  const message = messageOf(item)
  const above = messageOf(before)
  if (message === undefined || above === undefined || item.key === unreadFrom) return true
  return !isOfOneAuthor(above, message)
}

/** Whether the item says when it was written: the last of its group. */
export const endsGroup = (
  item: ThreadItem,
  after: ThreadItem | undefined,
  unreadFrom: string | null,
): boolean => after === undefined || startsGroup(item, after, unreadFrom)

/** The state of one's own message is said where it differs from what the next one of the group says. */
export const saysDelivery = (
  item: ThreadItem,
  after: ThreadItem | undefined,
  unreadFrom: string | null,
): boolean => {
  const message = messageOf(item)
  const delivery = message?.delivery ?? null
  if (delivery === null || message?.body.kind === 'deleted') return false
  return endsGroup(item, after, unreadFrom) || messageOf(after)?.delivery !== delivery
}
