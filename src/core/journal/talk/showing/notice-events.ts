/** Everything that is news for oneself, from rows and from how one stands with people; newest first. */
import { bytesToHex } from '../../../../base/bytes.ts'
import type { NoticeKind } from '../../../api.ts'
import type { Contact } from '../../../connections/connection-types.ts'
import { clockSlackMs } from '../rules/placing.ts'
import { isUnread } from '../rules/unread.ts'
import { endOf, type EntryRef, noticesPrefix, type Placed, placedOf, placeText } from '../rows/keys.ts'
import { parseNotice } from '../rows/small-rows.ts'
import type { Accepted } from '../state/accepted.ts'
import type { ReadMarks } from '../state/read-marks.ts'
import type { JournalDeps } from '../journal-deps.ts'
import type { Circle } from '../state/circle.ts'

export interface NoticeEvent {
  readonly key: string
  readonly kind: NoticeKind
  readonly place: number
  /** Whose doing it is, in hex. */
  readonly by: string
  /** What it is about, for what stands together. */
  readonly about: string
  readonly unread: boolean
  /** Null of requests and connections. */
  readonly entry: EntryRef | null
}

export interface NoticeEvents {
  readonly events: readonly NoticeEvent[]
  /** There are older ones. */
  readonly hasMore: boolean
}

export interface NoticeEventDeps extends Pick<JournalDeps, 'rows' | 'people' | 'ports'> {
  readonly circle: Circle
  readonly marks: ReadMarks
  readonly accepted: Accepted
}

/** What is older than so many is not looked at any more. */
const mostEvents = 1_000
const dayMs = 24 * 60 * 60 * 1_000

const entryKinds: ReadonlyMap<string, NoticeKind> = new Map(
  (['comment', 'reply', 'appreciation', 'mention', 'follow'] as const).map(kind => [kind, kind]),
)

export const noticeEvents = async (deps: NoticeEventDeps): Promise<NoticeEvents> => {
  const { rows, circle } = deps
  const found = await rows.range({
    from: noticesPrefix,
    to: endOf(noticesPrefix),
    limit: mostEvents + 1,
    reverse: true,
  })
  const stored = found.ok ? found.value : []
  const entries = stored.slice(0, mostEvents).flatMap(([key, row]) => entryEvent(key, row, deps) ?? [])
  const people = deps.people.contacts().flatMap(contact => contactEvent(contact, deps) ?? [])
  return {
    events: [...entries, ...people].filter(({ by }) => circle.isShown(by)).toSorted(newestFirst),
    hasMore: stored.length > mostEvents,
  }
}

const newestFirst = (a: NoticeEvent, b: NoticeEvent): number => b.place - a.place || (a.key < b.key ? 1 : -1)

/** What is about nothing but oneself stands together when it is of one day. */
const dayOf = (place: number): string => String(Math.floor(place / dayMs))

const entryEvent = (
  key: string,
  row: Parameters<typeof parseNotice>[0],
  { marks }: NoticeEventDeps,
): NoticeEvent | null => {
  const placed = noticePlaceOf(key.slice(noticesPrefix.length))
  const notice = parseNotice(row)
  if (placed === null || notice === null) return null
  const { kind, place, account, id } = placed
  return {
    key: key.slice(noticesPrefix.length),
    kind,
    place,
    by: account,
    about: notice.about === '' ? dayOf(place) : notice.about,
    unread: isUnread({ place, lateAtMs: notice.lateAtMs }, marks.shared()),
    entry: { account, id },
  }
}

const noticeForm = /^([0-9a-f]{14})\/([a-z]+)\/(.+)$/

const noticePlaceOf = (key: string): (Placed & { readonly kind: NoticeKind }) | null => {
  const [, place = '', code = '', entry = ''] = noticeForm.exec(key) ?? []
  const kind = entryKinds.get(code)
  const placed = placedOf(`${place}/${entry}`)
  return kind === undefined || placed === null ? null : { ...placed, kind }
}

const contactEvent = (contact: Contact, { marks, accepted, ports }: NoticeEventDeps): NoticeEvent | null => {
  const { state, sinceMs, room, account } = contact
  const isNews = state === 'received' || (state === 'connected' && room !== null && !accepted.has(contact))
  if (!isNews) return null
  const kind = state === 'received' ? 'request' : 'connected'
  const place = Math.min(sinceMs, ports.clock.nowMs() + clockSlackMs)
  const by = bytesToHex(account)
  const unread = isUnread({ place, lateAtMs: null }, marks.shared())
  return {
    key: `${placeText(place)}/${kind}/${by}`,
    kind,
    place,
    by,
    about: dayOf(place),
    unread,
    entry: null,
  }
}

/** How far a notice's key is; null for what is none. */
export const placeOfNotice = (key: string): number | null => {
  const [, place] = /^([0-9a-f]{14})\//.exec(key) ?? []
  return place === undefined ? null : Number.parseInt(place, 16)
}
