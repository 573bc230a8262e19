import { createEffect, on, onCleanup } from 'solid-js'
import type { ConversationsRow, PrivacyRow } from '../../../core/api.ts'
import { createRow } from '../../primitives/index.ts'
import { countInTab } from '../../primitives/document-title.ts'
import { localNoticeWords } from '../../strings/chat-rooms.ts'
import { conversationPath } from '../paths.ts'
import { countsOf, newNotices, type LocalNotice, type UnreadCounts } from './notice-rules.ts'

/**
 * Everywhere in the app: the number of unread messages in the tab and on the app's icon, and a notice for what comes in
 * while no window of Gesso is in sight. A notice says who wrote, never what: other programs can read it.
 */
export const createLocalNotices = (goTo: (path: string) => void): (() => number) => {
  const conversations = createRow(() => ({ type: 'conversations' }))
  const privacy = createRow(() => ({ type: 'privacy' }))
  const unread = (): number => conversations()?.unread ?? 0
  createEffect(on(unread, count => showCount(count)))
  onCleanup(() => showCount(0))
  holdSightLock()
  createNotices(conversations, privacy, goTo)
  return unread
}

const createNotices = (
  conversations: () => ConversationsRow | undefined,
  privacy: () => PrivacyRow | undefined,
  goTo: (path: string) => void,
): void => {
  let before: UnreadCounts | undefined
  const shown = new Map<string, Notification>()
  createEffect(() => {
    const cards = conversations()?.conversations
    if (cards === undefined) return
    const fresh = newNotices(before, cards)
    before = countsOf(cards)
    if (privacy()?.notices === true) for (const notice of fresh) void show(notice, shown, goTo)
    for (const card of cards) if (card.unread === 0) shown.get(card.id)?.close()
  })
  onCleanup(() => {
    for (const notice of shown.values()) notice.close()
  })
}

const show = async (
  notice: LocalNotice,
  shown: Map<string, Notification>,
  goTo: (path: string) => void,
): Promise<void> => {
  if (!('Notification' in window) || Notification.permission !== 'granted' || (await isInSight())) return
  const title = localNoticeWords.title(notice.title)
  const options = {
    body: localNoticeWords.body(notice.unread),
    tag: notice.conversation,
    icon: '/icon-192.png',
    data: { path: conversationPath(notice.conversation) },
  }
  try {
    const made = new Notification(title, options)
    made.addEventListener('click', () => {
      window.focus()
      goTo(conversationPath(notice.conversation))
      made.close()
    })
    shown.set(notice.conversation, made)
  } catch {
    // Phones take notices from the service worker only.
    const registration = await navigator.serviceWorker?.getRegistration()
    // Where neither may show one, the count in the tab says it.
    await registration?.showNotification(title, options).catch(() => undefined)
  }
}

const lockName = 'gesso-in-sight'

/** Held by every window that is in sight, so that one in the background stays silent meanwhile. */
const holdSightLock = (): void => {
  let release: () => void = () => undefined
  const follow = (): void => {
    release()
    if (document.visibilityState !== 'visible' || !('locks' in navigator)) return
    const held = new Promise<void>(resolve => (release = resolve))
    // A lock that is refused makes a notice too many, and nothing else.
    navigator.locks.request(lockName, { mode: 'shared' }, () => held).catch(() => undefined)
  }
  follow()
  document.addEventListener('visibilitychange', follow)
  onCleanup(() => {
    document.removeEventListener('visibilitychange', follow)
    release()
  })
}

const isInSight = async (): Promise<boolean> => {
  if (document.visibilityState === 'visible') return true
  if (!('locks' in navigator)) return false
  const { held } = await navigator.locks.query()
  return held?.some(lock => lock.name === lockName) ?? false
}

const showCount = (count: number): void => {
  countInTab(count)
  // Where there is no icon to put it on, the tab has it.
  const told = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.()
  told?.catch(() => undefined)
}
