/** Adding images: a queue on disk and the work on it. Commands take effect in the order they came. */
import { err, ok, type Result } from '../../base/result.ts'
import type { CoreError, IntakeRow } from '../api.ts'
import type { BlobService } from '../blobs/blob-types.ts'
import { createSerial } from '../documents/serial.ts'
import type { GalleryService } from '../galleries/gallery-types.ts'
import type { Ports, StorageError } from '../ports.ts'
import { storageFailure } from '../storage-failure.ts'
import { cleanUp } from './clean-up.ts'
import { isPast, rowOf } from './intake-row.ts'
import type { IntakeService } from './intake-types.ts'
import { dismissItems, resumeItems, retryItems, saved, stopItems } from './queue-commands.ts'
import { loadQueue, type QueueStore } from './queue-store.ts'
import { takeSource } from './take-source.ts'
import { createWorkshop, type Workshop } from './workshop.ts'

export interface IntakeDeps {
  readonly ports: Pick<Ports, 'sources' | 'values' | 'images' | 'clock' | 'random' | 'log'>
  readonly galleries: Pick<GalleryService, 'audienceOf' | 'hasImage' | 'addWorks' | 'addVersion'>
  readonly blobs: Pick<BlobService, 'stage'>
  /** Whether `original` renditions are made. */
  readonly keepOriginals: () => boolean
}

interface Running {
  readonly queue: QueueStore
  readonly workshop: Workshop
}

type Use<T> = (running: Running) => Promise<Result<T, CoreError>>

const empty: IntakeRow = { state: 'idle', items: [], total: 0, done: 0, failed: 0, locationsRemoved: 0 }

/** Reads the queue at once and goes on with it; until it is read the row is empty. */
export const createIntake = (deps: IntakeDeps): IntakeService => {
  const { ports } = deps
  const serial = createSerial()
  const listeners = new Set<() => void>()
  let running: Running | null = null
  let isClosed = false
  const tell = (): void => {
    for (const listener of listeners) listener()
  }

  const start = async (): Promise<Result<Running, StorageError>> => {
    const loaded = await loadQueue(ports.values, ports.log)
    if (!loaded.ok || isClosed) return loaded.ok ? closed : loaded
    const queue = loaded.value
    await cleanUp(queue, ports)
    if (isClosed) return closed
    running = { queue, workshop: createWorkshop({ ...deps, queue }, serial, tell) }
    running.workshop.pump()
    return ok(running)
  }
  const started = serial(start)
  const stopListening = ports.images.onCapacity(() => running?.workshop.pump())

  /** In turn, over the queue; everything may have changed afterwards. */
  const inTurn = <T>(use: Use<T>): Promise<Result<T, CoreError>> =>
    serial(async () => {
      const opened = await started
      if (!opened.ok) return err(storageFailure(opened.error))
      if (isClosed) return err({ type: 'no-account' })
      const outcome = await use(opened.value)
      tell()
      return outcome
    })

  /** What is under way is let go of at once, not when its turn comes. */
  const halted = <T>(use: Use<T>): Promise<Result<T, CoreError>> => {
    running?.workshop.halt()
    return inTurn(async opened => {
      opened.workshop.halt()
      const outcome = await use(opened)
      opened.workshop.goOn()
      return outcome
    })
  }

  const working = <T>(use: Use<T>): Promise<Result<T, CoreError>> =>
    inTurn(async opened => {
      const outcome = await use(opened)
      opened.workshop.pump()
      return outcome
    })

  return {
    take: (album, name, source, replaces) =>
      working(({ queue }) => takeSource({ album, name, source, replaces }, { ...deps, queue })),
    pause: () => halted(async ({ queue }) => saved(await queue.setPaused(true))),
    resume: () => working(({ queue }) => resumeItems(queue)),
    stop: () => halted(({ queue }) => stopItems(queue, ports)),
    retry: items => working(({ queue }) => retryItems(items, queue)),
    dismiss: items => inTurn(({ queue }) => dismissItems(items, queue, ports)),
    row() {
      if (running === null) return empty
      const { queue, workshop } = running
      return rowOf({
        items: queue.items().filter(item => !isPast(item, ports.clock.nowMs())),
        isPaused: queue.isPaused(),
        isPreparing: workshop.isPreparing,
        capacity: ports.images.capacity(),
      })
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      isClosed = true
      stopListening()
      listeners.clear()
      running?.workshop.halt()
      running?.queue.close()
    },
  }
}

const closed = err({ type: 'storage-unavailable', detail: 'closed' } as const)
