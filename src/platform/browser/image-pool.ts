import { systemClock, type Clock } from '../../base/clock.ts'
import { err } from '../../base/result.ts'
import type { ImagePreparer, Log } from '../../core/ports.ts'
import { consoleLog } from './console-log.ts'
import { createLentWorker } from './image-pool-lent.ts'
import type { ImageLender, Job, Lender, LendingWindow, LentWorker } from './image-pool-lent.ts'
import { turnsThatMayGo } from './image-pool-turns.ts'
import type { FromImageWorker, Prepared } from './image-pool-wire.ts'

export interface ImagePool extends ImagePreparer {
  join(window: ImageLender): LendingWindow
}

export interface ImagePoolDeps {
  readonly clock: Clock
  readonly log: Log
}

/** Each may hold one decoded image: 50 MB for 12 megapixels. */
const maxWorkers = 2
const idleMs = 60_000
/** Without a word from a worker that has a job, or was asked for. */
const watchMs = 10_000
const watchesUntilDead = 6
const restMs = 30_000
const deathsUntilFailed = 2

/**
 * Prepares images in workers that windows lend. A job whose window goes ends as `stopped`; one whose worker
 * dies is given to another, and is refused as `failed` when that one dies too.
 */
export const createImagePool = ({ clock, log }: ImagePoolDeps): ImagePool => {
  const lenders = new Set<Lender>()
  const workers = new Set<LentWorker>()
  const answers = new Map<Job, (result: Prepared) => void>()
  const capacityListeners = new Set<() => void>()
  let waiting: Job[] = []
  let lastJob = 0
  let lastCapacity = 0
  let isWatching = false

  const ableLenders = (): readonly Lender[] => [...lenders].filter(({ isResting }) => !isResting)
  const capacity = (): number => (ableLenders().length > 0 ? maxWorkers : 0)

  const settle = (job: Job, result: Prepared): void => {
    answers.get(job)?.(result)
    answers.delete(job)
    waiting = waiting.filter(one => one !== job)
  }

  /** Brings everything on as far as it goes. Called after every change. */
  const step = (): void => {
    if (capacity() === 0) for (const job of waiting) settle(job, stopped)
    for (const worker of workers) if (worker.isReady && worker.job === null) occupy(worker)
    askForMore()
    for (const worker of workers) grantIn(worker)
    if (!isWatching && (workers.size > 0 || askedFor() > 0)) watch()
    if (capacity() === lastCapacity) return
    lastCapacity = capacity()
    for (const listener of capacityListeners) listener()
  }

  const occupy = (worker: LentWorker): void => {
    const job = waiting.shift()
    if (job === undefined) return
    worker.stayOn()
    worker.job = job
    worker.silence = 0
    job.pixels = null
    job.isUnderWay = false
    worker.send({ kind: 'prepare', job: job.id, source: job.source, keepOriginal: job.keepOriginal })
  }

  const askedFor = (): number => [...lenders].reduce((sum, { asked }) => sum + asked, 0)

  /** Of the window that came last, which is likely the one that is looked at. */
  const askForMore = (): void => {
    const started = [...workers].filter(({ isReady }) => isReady).length
    const starting = workers.size - started
    const count = Math.min(waiting.length - starting, maxWorkers - workers.size) - askedFor()
    const lender = ableLenders().at(-1)
    if (lender === undefined || count <= 0) return
    lender.asked += count
    lender.window.need(count)
  }

  const grantIn = (worker: LentWorker): void => {
    const { job } = worker
    if (job === null || !turnsThatMayGo(jobsInWorkers()).includes(job)) return
    job.isUnderWay = true
    worker.send({ kind: 'go', job: job.id })
  }

  const jobsInWorkers = (): readonly Job[] =>
    [...workers]
      .map(({ job }) => job)
      .filter(job => job !== null)
      .toSorted((a, b) => a.id - b.id)

  const hear = (worker: LentWorker, message: FromImageWorker | null): void => {
    if (!workers.has(worker)) return
    worker.silence = 0
    if (message === null) {
      log({ event: 'image-worker-message-unknown' })
      return bury(worker)
    }
    worker.isReady = true
    const job = message.kind === 'alive' || worker.job?.id !== message.job ? null : worker.job
    if (message.kind === 'measured' && job !== null) job.pixels = message.pixels
    if (message.kind === 'done' && job !== null) {
      worker.job = null
      settle(job, message.result)
    }
    if (worker.job === null) restSoon(worker)
    step()
  }

  const restSoon = (worker: LentWorker): void => {
    worker.stayOn()
    worker.stayOn = clock.after(idleMs, () => {
      forget(worker)
      step()
    })
  }

  const forget = (worker: LentWorker): void => {
    if (!workers.delete(worker)) return
    worker.stayOn()
    worker.close()
    worker.lender.window.drop(worker.id)
  }

  const bury = (worker: LentWorker): void => {
    forget(worker)
    log({ event: 'image-worker-died', ready: worker.isReady })
    if (!worker.isReady) rest(worker.lender)
    const { job } = worker
    if (job !== null && answers.has(job)) {
      job.deaths++
      if (job.deaths < deathsUntilFailed) waiting.unshift(job)
      else settle(job, failed)
    }
    step()
  }

  const rest = (lender: Lender): void => {
    lender.asked = 0
    lender.silence = 0
    lender.isResting = true
    clock.after(restMs, () => {
      lender.isResting = false
      step()
    })
  }

  /** Counts its own beats, not the time: a device that slept is not held against a worker. */
  const watch = (): void => {
    isWatching = true
    clock.after(watchMs, () => {
      isWatching = false
      for (const worker of workers) {
        const isExpected = !worker.isReady || worker.job !== null
        if (isExpected && ++worker.silence >= watchesUntilDead) bury(worker)
      }
      for (const lender of lenders) {
        if (lender.asked > 0 && ++lender.silence >= watchesUntilDead) rest(lender)
      }
      step()
    })
  }

  const join = (window: ImageLender): LendingWindow => {
    const lender: Lender = { window, asked: 0, silence: 0, isResting: false }
    const own = (id: number): LentWorker | undefined =>
      [...workers].find(worker => worker.lender === lender && worker.id === id)
    lenders.add(lender)
    step()
    return {
      lend: (id, port) => {
        if (lender.asked === 0 || own(id) !== undefined || !lenders.has(lender)) {
          port.close()
          return window.drop(id)
        }
        lender.asked--
        lender.silence = 0
        workers.add(createLentWorker(id, lender, port, hear))
        step()
      },
      lost: id => {
        const worker = own(id)
        if (worker !== undefined) bury(worker)
        else if (lender.asked > 0) {
          rest(lender)
          step()
        }
      },
      leave: () => {
        lenders.delete(lender)
        for (const worker of workers) {
          if (worker.lender !== lender) continue
          workers.delete(worker)
          worker.stayOn()
          worker.close()
          if (worker.job !== null) settle(worker.job, stopped)
        }
        step()
      },
    }
  }

  const prepare: ImagePreparer['prepare'] = (source, { keepOriginal }, signal) =>
    new Promise(resolve => {
      if (signal.aborted || capacity() === 0) return resolve(stopped)
      const job: Job = { id: ++lastJob, source, keepOriginal, deaths: 0, pixels: null, isUnderWay: false }
      const stop = (): void => {
        for (const worker of workers) if (worker.job === job) worker.send({ kind: 'stop', job: job.id })
        settle(job, stopped)
        step()
      }
      signal.addEventListener('abort', stop, { once: true })
      answers.set(job, result => {
        signal.removeEventListener('abort', stop)
        resolve(result)
      })
      waiting.push(job)
      step()
    })

  return {
    capacity,
    prepare,
    join,
    onCapacity: listener => {
      capacityListeners.add(listener)
      return () => capacityListeners.delete(listener)
    },
  }
}

export const createBrowserImagePool = (): ImagePool =>
  createImagePool({ clock: systemClock, log: consoleLog })

const stopped: Prepared = err({ type: 'stopped' })
const failed: Prepared = err({ type: 'refused', problem: 'failed' })
