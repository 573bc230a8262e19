/**
 * The work on the queue: prepares a few images at once and lets their albums refer to them in the order in
 * which they were taken. What is ready too early waits, staged, so that only its references are held.
 */
import type { Serial } from '../documents/serial.ts'
import type { Ports } from '../ports.ts'
import { type AddDeps, addRun, finish, setBack } from './add-run.ts'
import { type PrepareDeps, prepareItem, type PrepareOutcome, type ReadyImage } from './prepare-item.ts'
import { failed, type Setback } from './problems.ts'
import type { QueueItem } from './queue-format.ts'
import { nextRun, type Run } from './ready-run.ts'

export type WorkshopDeps = PrepareDeps & AddDeps & { readonly ports: Pick<Ports, 'images' | 'clock' | 'log'> }

export interface Workshop {
  isPreparing(id: string): boolean
  /** Begins what may begin now. */
  pump(): void
  /** Lets go of everything under way and begins nothing more; what was not added waits again. */
  halt(): void
  goOn(): void
}

/** Images being prepared at once, whatever the platform could do. */
const maxPreparing = 2
/** Images begun and not yet in their album: bounds what waits for a slow one before it. */
const maxUnderway = 4

interface Underway {
  readonly abort: AbortController
  ready: ReadyImage | null
}

export const createWorkshop = (deps: WorkshopDeps, serial: Serial, onChange: () => void): Workshop => {
  const { ports, queue } = deps
  const underway = new Map<string, Underway>()
  let isHalted = false

  const preparing = (): number => [...underway.values()].filter(({ ready }) => ready === null).length

  const pump = (): void => {
    const slots = isHalted || queue.isPaused() ? 0 : Math.min(maxPreparing, ports.images.capacity())
    for (const item of queue.items()) {
      if (preparing() >= slots || underway.size >= maxUnderway) break
      if (item.state === 'waiting' && !underway.has(item.id)) void work(item)
    }
    onChange()
  }

  /** Every change of the queue is made in turn, and never for what was let go of meanwhile. */
  const work = async (waiting: QueueItem): Promise<void> => {
    const mine: Underway = { abort: new AbortController(), ready: null }
    const item = { ...waiting, begun: waiting.begun + 1 }
    underway.set(item.id, mine)
    await serial(() => queue.change([item]))
    const outcome = await orFailed(() => prepareItem(item, deps, mine.abort.signal), deps)
    await serial(async () => {
      if (underway.get(item.id) !== mine) return notBegun(waiting)
      if (outcome.type === 'ready') mine.ready = outcome.ready
      else {
        await putAway(item, outcome, deps)
        underway.delete(item.id)
      }
      await addReady()
    })
    pump()
  }

  /** Let go of in good order, which says nothing against the image. */
  const notBegun = async ({ id, begun }: QueueItem): Promise<void> => {
    const now = queue.items().find(item => item.id === id)
    if (now?.state === 'waiting' && now.referring === null) await queue.change([{ ...now, begun }])
  }

  const addReady = async (): Promise<void> => {
    for (;;) {
      const run = await nextRun(readyFirst(queue.items(), underway), deps.galleries, ports.clock.nowMs())
      if (run === null || isHalted) return
      const canGoOn = await takeRun(run, deps)
      for (const { item } of run.images) underway.delete(item.id)
      onChange()
      if (!canGoOn) return
    }
  }

  return {
    isPreparing: id => underway.has(id),
    pump,
    halt() {
      isHalted = true
      for (const { abort } of underway.values()) abort.abort()
      underway.clear()
      onChange()
    },
    goOn() {
      isHalted = false
      pump()
    },
  }
}

/** Those ready with nothing unfinished before them. */
const readyFirst = (
  items: readonly QueueItem[],
  underway: ReadonlyMap<string, Pick<Underway, 'ready'>>,
): readonly ReadyImage[] => {
  const ready: ReadyImage[] = []
  for (const item of items) {
    if (item.state !== 'waiting') continue
    const next = underway.get(item.id)?.ready
    if (next === null || next === undefined) break
    ready.push(next)
  }
  return ready
}

const takeRun = async ({ type, images }: Run, deps: AddDeps): Promise<boolean> => {
  const items = images.map(({ item }) => item)
  switch (type) {
    case 'add': {
      const outcome = await orFailed(() => addRun(images, deps), deps)
      return typeof outcome === 'boolean' ? outcome : setBack(items, outcome, deps.queue)
    }
    case 'duplicate':
      return setBack(items, failed('duplicate'), deps.queue)
    case 'again':
      return true
  }
}

/** A throw is our own bug: the image stays behind with its source, and the rest of the queue goes on. */
const orFailed = async <T>(
  task: () => Promise<T>,
  { ports }: Pick<AddDeps, 'ports'>,
): Promise<T | Setback> => {
  try {
    return await task()
  } catch (error) {
    ports.log({ event: 'intake-failed', detail: error instanceof Error ? error.message : 'unknown' })
    return failed('failed')
  }
}

const putAway = async (
  item: QueueItem,
  outcome: Exclude<PrepareOutcome, { readonly type: 'ready' }>,
  deps: WorkshopDeps,
): Promise<void> => {
  switch (outcome.type) {
    case 'added':
      await finish(
        [{ item, added: { atMs: deps.ports.clock.nowMs(), notes: [], work: null, tile: null } }],
        deps,
      )
      break
    case 'lost':
      deps.ports.log({ event: 'intake-source-missing' })
      await deps.queue.remove([item.id])
      break
    case 'failed':
    case 'halted':
      await setBack([item], outcome, deps.queue)
      break
    case 'stopped':
      break
  }
}
