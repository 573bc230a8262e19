import { err } from '../base/result.ts'
import type {
  CommandOf,
  CommandResult,
  CommandType,
  CoreApi,
  QueryOf,
  QueryRows,
  QueryType,
} from '../core/api.ts'
import type { Lock } from '../core/ports.ts'
import { coreLockName, tabLockName } from './wire.ts'
import type { CoreMessage, PageMessage, WirePort } from './wire.ts'

/** The core as the page holds it. */
export interface CoreClient extends CoreApi {
  /** Told once if the core cannot start or has died, when only a reload helps. Answers how to stop listening. */
  onFatal(listener: (detail: string) => void): () => void
  /** Leaves the core: queries end, and commands under way are answered `internal`. */
  release(): void
}

export interface ClientDeps {
  /** A name that no other tab has. */
  readonly tab: string
  readonly lock: Lock
  /** Only a page may ask the browser to keep its data, so this runs before `storage.persist` is sent. */
  persistStorage(): Promise<unknown>
  /** Starts a worker that prepares images. `onLost`: it could not start, or died. */
  startImageWorker(onLost: () => void): { readonly port: MessagePort; end(): void }
  /** Closes the port, or ends the worker that is this tab's alone. */
  close(): void
}

export interface PortClient extends CoreClient {
  /** For what only the worker's owner sees, such as a script that did not load. Ignored once it runs. */
  workerFailed(detail: string): void
}

/** Multiplexes commands and queries over one port to `serveCore`. */
export const createCoreClient = (port: WirePort, deps: ClientDeps): PortClient => {
  const answers = new Map<number, (result: CommandResult<CommandType>) => void>()
  const rows = new Map<number, (row: QueryRows[QueryType]) => void>()
  const fatalListeners = new Set<(detail: string) => void>()
  let lastId = 0
  let coreSpoke = false
  /** Why nothing more is sent or heard, once that is so. */
  let ended: string | null = null

  const post = (message: PageMessage, transfer: Transferable[] = []): void => {
    if (ended === null) port.postMessage(message, transfer)
  }
  const imageWorkers = createImageWorkers(deps, post)

  const end = (reason: string): void => {
    ended = reason
    imageWorkers.endAll()
    for (const answer of answers.values()) answer(internal(reason))
    answers.clear()
    rows.clear()
    deps.close()
  }

  const fail = (detail: string): void => {
    if (ended !== null) return
    end(detail)
    for (const listener of fatalListeners) listener(detail)
  }

  const receive = (message: CoreMessage): void => {
    coreSpoke = true
    switch (message.kind) {
      case 'answer':
        answers.get(message.id)?.(message.result)
        answers.delete(message.id)
        return
      case 'row':
        return rows.get(message.id)?.(message.row)
      case 'need-image-workers':
        return imageWorkers.start(message.count)
      case 'drop-image-worker':
        return imageWorkers.end(message.id)
      case 'fatal':
        return fail(message.detail)
      case 'hello':
        return void untilFree(deps.lock, coreLockName(deps.tab)).then(() => fail('core-died'), failOn)
    }
  }
  const failOn = (error: unknown): void => fail(error instanceof Error ? error.name : 'unknown')

  const send = <T extends CommandType>(command: CommandOf<T>): Promise<CommandResult<T>> =>
    new Promise(resolve => {
      if (ended !== null) return resolve(internal(ended))
      const id = ++lastId
      // The core answers a command with its own type of result (serve-core.ts).
      answers.set(id, result => resolve(result as CommandResult<T>))
      post({ kind: 'run', id, command })
    })

  port.addEventListener('message', ({ data }) => {
    if (ended === null) receive(data as CoreMessage)
  })
  port.start?.()
  const holdingTab = deps.lock.acquire(tabLockName(deps.tab))
  holdingTab.then(() => post({ kind: 'hello', tab: deps.tab }), failOn)

  return {
    run: async command => {
      if (command.type === 'storage.persist') await deps.persistStorage().catch(() => false)
      return send(command)
    },
    watch: <T extends QueryType>(query: QueryOf<T>, onRow: (row: QueryRows[T]) => void) => {
      const id = ++lastId
      rows.set(id, row => onRow(row as QueryRows[T]))
      post({ kind: 'watch', id, query })
      return () => {
        if (rows.delete(id)) post({ kind: 'unwatch', id })
      }
    },
    onFatal: listener => {
      fatalListeners.add(listener)
      return () => fatalListeners.delete(listener)
    },
    release: () => {
      if (ended === null) end('released')
      holdingTab.then(releaseTab => releaseTab(), failOn)
    },
    workerFailed: detail => {
      if (!coreSpoke) fail(detail)
    },
  }
}

/** Those of this tab, by the number it gave each. */
const createImageWorkers = (
  { startImageWorker }: Pick<ClientDeps, 'startImageWorker'>,
  post: (message: PageMessage, transfer?: Transferable[]) => void,
) => {
  const endings = new Map<number, () => void>()
  let lastId = 0

  const end = (id: number): void => {
    endings.get(id)?.()
    endings.delete(id)
  }
  const startOne = (): void => {
    const id = ++lastId
    const worker = startImageWorker(() => {
      end(id)
      post({ kind: 'image-worker-lost', id })
    })
    endings.set(id, () => worker.end())
    post({ kind: 'image-worker', id, port: worker.port }, [worker.port])
  }
  return {
    end,
    start: (count: number): void => {
      for (let started = 0; started < count; started++) startOne()
    },
    endAll: (): void => {
      for (const id of endings.keys()) end(id)
    },
  }
}

/** Resolves when whoever holds the lock has let go of it, or died. */
const untilFree = async (lock: Lock, name: string): Promise<void> => (await lock.acquire(name))()

const internal = (detail: string) => err({ type: 'internal', detail } as const)
