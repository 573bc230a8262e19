import { err } from '../base/result.ts'
import type { Command, CommandResult, CommandType, CoreApi, Query, QueryType } from '../core/api.ts'
import type { Lock, Log } from '../core/ports.ts'
import type { ImageLender, LendingWindow } from '../platform/browser/image-pool-lent.ts'
import { coreLockName, parsePageMessage, tabLockName } from './wire.ts'
import type { CoreMessage, PageMessage, WirePort } from './wire.ts'

export interface ServeDeps {
  readonly lock: Lock
  readonly log: Log
  /** Where a tab lends workers that prepare images. */
  readonly images: { join(lender: ImageLender): LendingWindow }
}

/**
 * Attaches one tab to the core. Nothing a page sends can throw here: what is no message is logged and
 * ignored, what fails in the core is answered as `internal`. All queries of a tab end with it.
 */
export const serveCore = (
  port: WirePort,
  core: CoreApi | Promise<CoreApi>,
  { lock, log, images }: ServeDeps,
): void => {
  const post = (message: CoreMessage): void => port.postMessage(message, [])
  const watches = createWatches(core, post, log)
  let greeted = false
  /** From its greeting on, as long as the tab lives. */
  let lending: LendingWindow | null = null

  const receive = (message: PageMessage): Promise<void> | void => {
    switch (message.kind) {
      case 'run':
        return answer(message.id, message.command)
      case 'watch':
        return watches.start(message.id, message.query)
      case 'unwatch':
        return watches.end(message.id)
      case 'hello':
        if (greeted) return log({ event: 'page-greeted-twice' })
        greeted = true
        return serveUntilGone(message.tab)
      case 'image-worker':
        return lending === null ? message.port.close() : lending.lend(message.id, message.port)
      case 'image-worker-lost':
        return lending?.lost(message.id)
    }
  }

  const answer = async (id: number, command: Command): Promise<void> => {
    const result = await runCommand(core, command, log)
    try {
      post({ kind: 'answer', id, result })
    } catch (error) {
      log({ event: 'answer-not-sendable', command: command.type, error: errorName(error) })
      post({ kind: 'answer', id, result: internal(error) })
    }
  }

  /** A port does not tell when its tab has gone, but the tab's lock becomes free then. */
  const serveUntilGone = async (tab: string): Promise<void> => {
    const releaseCore = await lock.acquire(coreLockName(tab))
    post({ kind: 'hello' })
    lending = images.join({
      need: count => post({ kind: 'need-image-workers', count }),
      drop: id => post({ kind: 'drop-image-worker', id }),
    })
    const releaseTab = await lock.acquire(tabLockName(tab))
    lending.leave()
    lending = null
    watches.endAll()
    releaseTab()
    releaseCore()
  }

  port.addEventListener('message', ({ data }) => {
    const message = parsePageMessage(data)
    if (message === null) return log({ event: 'page-message-unknown' })
    Promise.resolve(receive(message)).catch((error: unknown) =>
      log({ event: 'page-message-failed', kind: message.kind, error: errorName(error) }),
    )
  })
  port.start?.()
  Promise.resolve(core).catch((error: unknown) => {
    log({ event: 'core-not-started', error: errorName(error) })
    post({ kind: 'fatal', detail: detailOf(error) })
  })
}

const runCommand = async (
  core: CoreApi | Promise<CoreApi>,
  command: Command,
  log: Log,
): Promise<CommandResult<CommandType>> => {
  try {
    return await (await core).run<CommandType>(command)
  } catch (error) {
    log({ event: 'command-threw', command: command.type, error: errorName(error) })
    return internal(error)
  }
}

/** The running queries of one tab, by the id the page gave each. */
const createWatches = (core: CoreApi | Promise<CoreApi>, post: (message: CoreMessage) => void, log: Log) => {
  const endings = new Map<number, () => void>()

  const end = (id: number): void => {
    const ending = endings.get(id)
    endings.delete(id)
    try {
      ending?.()
    } catch (error) {
      log({ event: 'unwatch-threw', error: errorName(error) })
    }
  }

  const start = async (id: number, query: Query): Promise<void> => {
    if (endings.has(id)) return log({ event: 'watch-id-taken' })
    let wanted = true
    endings.set(id, () => {
      wanted = false
    })
    const api = await core
    if (!wanted) return
    const stop = api.watch<QueryType>(query, row => {
      if (wanted) send({ kind: 'row', id, row })
    })
    endings.set(id, () => {
      wanted = false
      stop()
    })
  }

  const send = (message: CoreMessage): void => {
    try {
      post(message)
    } catch (error) {
      log({ event: 'row-not-sendable', error: errorName(error) })
    }
  }

  const endAll = (): void => {
    for (const id of endings.keys()) end(id)
  }
  return { start, end, endAll }
}

const internal = (error: unknown) => err({ type: 'internal', detail: detailOf(error) } as const)

/** Names only: in a log, a message could quote what a person wrote. */
const errorName = (error: unknown): string => (error instanceof Error ? error.name : typeof error)

/** For the page, which has seen all that a message could quote. */
const detailOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : typeof error
