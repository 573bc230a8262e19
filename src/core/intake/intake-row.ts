/** The queue as people see it. */
import type { IntakeItem, IntakeRow } from '../api.ts'
import type { QueueItem } from './queue-format.ts'

export interface QueueView {
  readonly items: readonly QueueItem[]
  readonly isPaused: boolean
  readonly isPreparing: (id: string) => boolean
  readonly capacity: number
}

const dayMs = 24 * 60 * 60_000

/** What was done stays for the summary, for a day. */
export const isPast = ({ added }: QueueItem, nowMs: number): boolean =>
  added !== null && nowMs - added.atMs >= dayMs

export const rowOf = ({ items, isPaused, isPreparing, capacity }: QueueView): IntakeRow => {
  const rows = items.map(item => itemRow(item, isPreparing(item.id)))
  const open = rows.filter(({ state }) => state === 'waiting' || state === 'preparing')
  return {
    state: stateOf(open, isPaused, capacity),
    items: rows,
    total: rows.length,
    done: rows.filter(({ state }) => state === 'done').length,
    failed: rows.filter(({ state }) => state === 'failed').length,
    locationsRemoved: rows.filter(({ notes }) => notes.includes('location-removed')).length,
  }
}

const stateOf = (open: readonly IntakeItem[], isPaused: boolean, capacity: number): IntakeRow['state'] => {
  if (open.length === 0) return 'idle'
  if (isPaused) return 'paused'
  return capacity === 0 && open.every(({ state }) => state === 'waiting') ? 'asleep' : 'working'
}

const itemRow = (item: QueueItem, isPreparing: boolean): IntakeItem => ({
  id: item.id,
  name: item.name,
  album: item.album,
  bytes: item.bytes,
  state: item.state === 'waiting' && isPreparing ? 'preparing' : item.state,
  problem: item.problem,
  notes: item.added?.notes ?? [],
  work: item.added?.work ?? null,
  image: item.added?.tile ?? null,
})
