/** A core in a test, as its page would hold it: run a command, wait for a row. */
import type {
  CommandOf,
  CommandResult,
  CommandType,
  CoreApi,
  QueryOf,
  QueryRows,
  QueryType,
} from '../../src/core/api.ts'
import { createCore } from '../../src/core/create-core.ts'
import type { Ports } from '../../src/core/ports.ts'
import { createMemoryPorts } from '../../src/platform/memory/memory-ports.ts'
import { loadAutomerge } from '../../src/platform/node/automerge.ts'

export interface CoreDriver extends CoreApi {
  readonly ports: Ports
  /** The answer's value; throws with the error's type when the command failed. */
  do<T extends CommandType>(command: CommandOf<T>): Promise<Extract<CommandResult<T>, { ok: true }>['value']>
  /** The first row that satisfies `isRight`; throws with the last row seen after `timeoutMs`. */
  until<T extends QueryType>(
    query: QueryOf<T>,
    isRight: (row: QueryRows[T]) => boolean,
    timeoutMs?: number,
  ): Promise<QueryRows[T]>
}

export const startCore = async (overrides: Partial<Ports> = {}): Promise<CoreDriver> => {
  await loadAutomerge()
  const ports = createMemoryPorts(overrides)
  return driverFor(await createCore(ports), ports)
}

const driverFor = (core: CoreApi, ports: Ports): CoreDriver => ({
  ...core,
  ports,
  async do(command) {
    const result = await core.run(command)
    if (!result.ok) throw new Error(`${command.type}: ${JSON.stringify(result.error)}`)
    return result.value
  },
  until: (query, isRight, timeoutMs = 10_000) =>
    new Promise((resolve, reject) => {
      let last: unknown = 'nothing'
      let stop = (): void => undefined
      const timer = setTimeout(() => {
        stop()
        reject(new Error(`${query.type} never became right; last: ${JSON.stringify(last)}`))
      }, timeoutMs)
      stop = core.watch(query, row => {
        last = row
        if (!isRight(row)) return
        clearTimeout(timer)
        queueMicrotask(() => stop())
        resolve(row)
      })
    }),
})
