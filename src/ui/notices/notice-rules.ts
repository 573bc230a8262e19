/** Where a notification leads, and which of them count as new. Pure. */
import type { NoticeItem, NoticesRow, Target } from '../../core/api.ts'
import { requestsPath } from '../chat/paths.ts'
import { connectionsPath } from '../connections/paths.ts'
import { targetPath } from '../network/paths.ts'
import { followersPath } from '../network-people/paths.ts'
import { personPath } from '../profiles/person-address.ts'

export const noticesPath = '/notifications'

/** To what it is about: one person to their page, several to their list, words to where they stand. */
export const noticeHref = (item: NoticeItem): string => {
  const [first] = item.by
  if (item.kind === 'request') return requestsPath
  const place = [item.about, item.target].find(isPlace)
  if (place !== undefined) return targetPath(place)
  if (first !== undefined && item.people <= 1) return personPath(first.account)
  return item.kind === 'follow' ? followersPath : connectionsPath
}

type Place = Exclude<Target, { readonly kind: 'comment' }>

/** A comment is read under what it is about. */
const isPlace = (target: Target | null): target is Place => target !== null && target.kind !== 'comment'

/** What was new at any moment of this visit stays marked until one leaves, although it is read by being shown. */
export const markedNew = (before: ReadonlySet<string>, row: NoticesRow): ReadonlySet<string> => {
  const fresh = row.items.filter(item => item.unread && !before.has(item.key))
  return fresh.length === 0 ? before : new Set([...before, ...fresh.map(item => item.key)])
}

/** The newest one, when anything on the screen is unread: everything up to it was shown. */
export const shownUpTo = (row: NoticesRow): string | null =>
  row.items.some(item => item.unread) ? (row.items[0]?.key ?? null) : null
