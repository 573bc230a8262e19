import { createEffect, createMemo, createSignal, onCleanup } from 'solid-js'
import type { NoticesRow } from '../../core/api.ts'
import { createCommand } from '../primitives/index.ts'
import { markedNew, shownUpTo } from './notice-rules.ts'

/** Marks as read what is on the screen, and answers whether an item was new when it came there. */
export const createMarking = (row: () => NoticesRow | undefined): ((key: string) => boolean) => {
  const read = createCommand('notices.read')
  const isSeen = createInSight()
  const marked = createMemo<ReadonlySet<string>>(before => {
    const now = row()
    return now === undefined ? before : markedNew(before, now)
  }, new Set())
  createEffect(() => {
    const now = row()
    const key = now === undefined || !isSeen() ? null : shownUpTo(now)
    // Not saved, on a full disk or a device that was removed, they are new once more at the next visit.
    if (key !== null) void read.run({ key })
  })
  return key => marked().has(key)
}

const createInSight = (): (() => boolean) => {
  const isVisible = (): boolean => document.visibilityState === 'visible'
  const [seen, setSeen] = createSignal(isVisible())
  const follow = (): void => void setSeen(isVisible())
  document.addEventListener('visibilitychange', follow)
  onCleanup(() => document.removeEventListener('visibilitychange', follow))
  return seen
}
