import { onCleanup } from 'solid-js'
import type { ConversationId, ThreadItem } from '../../../core/api.ts'
import { useCore } from '../../primitives/core-context.ts'

const pauseMs = 250

/** Tells the core how far somebody has read: only while the page is looked at, and only forwards. */
export const createReading = (
  conversation: ConversationId,
  items: () => readonly ThreadItem[],
  unread: () => number,
) => {
  const core = useCore()
  let told: string | undefined
  let seen: string | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const indexOf = (key: string | undefined): number => items().findIndex(item => item.key === key)
  const tell = (): void => {
    const key = seen
    if (key === undefined || key === told || unread() === 0) return
    told = key
    void mark(key)
  }
  /** Should it fail, the next look tells again; a mark that lags loses nothing. */
  const mark = async (key: string): Promise<void> => {
    const result = await core.run({ type: 'conversation.read', conversation, key })
    if (!result.ok && told === key) told = undefined
  }
  const sawUpTo = (index: number): void => {
    if (document.visibilityState !== 'visible' || unread() === 0 || index <= indexOf(told)) return
    seen = items()[index]?.key
    if (timer !== undefined) return
    tell()
    timer = setTimeout(rest, pauseMs)
  }
  /** At once, and then no more often than this. */
  const rest = (): void => {
    timer = undefined
    tell()
  }
  onCleanup(() => {
    clearTimeout(timer)
    tell()
  })
  return { sawUpTo }
}
