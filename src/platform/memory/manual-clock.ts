import type { Clock } from '../../base/clock.ts'

/** Time that moves only when told to. */
export interface ManualClock extends Clock {
  /** Moves on by `ms`, running what falls due in order of its time, then of its being asked for. */
  advance(ms: number): void
  /** Tasks not yet run or cancelled. */
  waiting(): number
}

interface Task {
  readonly atMs: number
  readonly order: number
  readonly run: () => void
}

export const createManualClock = (startMs = Date.UTC(2025, 0, 1)): ManualClock => {
  const tasks = new Set<Task>()
  let nowMs = startMs
  let asked = 0

  const nextUntil = (endMs: number): Task | undefined =>
    [...tasks].filter(task => task.atMs <= endMs).sort(byTimeThenOrder)[0]

  return {
    nowMs: () => nowMs,
    after: (delayMs, run) => {
      const task: Task = { atMs: nowMs + Math.max(0, delayMs), order: asked++, run }
      tasks.add(task)
      return () => {
        tasks.delete(task)
      }
    },
    advance: ms => {
      const endMs = nowMs + ms
      for (let task = nextUntil(endMs); task; task = nextUntil(endMs)) {
        tasks.delete(task)
        nowMs = Math.max(nowMs, task.atMs)
        task.run()
      }
      nowMs = endMs
    },
    waiting: () => tasks.size,
  }
}

const byTimeThenOrder = (a: Task, b: Task): number => a.atMs - b.atMs || a.order - b.order
