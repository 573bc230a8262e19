/** What a person may do with the queue. */
import { err, ok, type Result } from '../../base/result.ts'
import type { CoreError } from '../api.ts'
import type { Ports, StorageError } from '../ports.ts'
import { storageFailure } from '../storage-failure.ts'
import type { QueueStore } from './queue-store.ts'

type Outcome = Promise<Result<null, CoreError>>

export const saved = (result: Result<null, StorageError>): Result<null, CoreError> =>
  result.ok ? result : err(storageFailure(result.error))

/** Also after the device was full: whoever resumes may have made room. */
export const resumeItems = async (queue: QueueStore): Outcome => {
  const waiting = queue.items().filter(({ state, problem }) => state === 'waiting' && problem !== null)
  await queue.change(waiting.map(item => ({ ...item, problem: null })))
  return saved(await queue.setPaused(false))
}

/** What failed stays on the list with its reason. The next image that is taken begins at once. */
export const stopItems = async (queue: QueueStore, ports: Pick<Ports, 'sources' | 'log'>): Outcome => {
  const waiting = queue.items().filter(({ state }) => state === 'waiting')
  const removed = await forget(
    waiting.map(({ id }) => id),
    queue,
    ports,
  )
  return removed.ok && queue.isPaused() ? saved(await queue.setPaused(false)) : removed
}

export const retryItems = async (ids: readonly string[], queue: QueueStore): Outcome => {
  const named = queue.items().filter(({ id }) => ids.includes(id))
  if (named.length === 0) return err({ type: 'not-found', what: 'item' })
  const again = named.filter(({ state }) => state === 'failed')
  return saved(
    await queue.change(
      again.map(item => ({
        ...item,
        state: 'waiting',
        problem: null,
        allowsDuplicate: item.allowsDuplicate || item.problem === 'duplicate',
        begun: 0,
      })),
    ),
  )
}

/** What still waits is passed over, and so is what was dismissed before. */
export const dismissItems = async (
  ids: readonly string[],
  queue: QueueStore,
  ports: Pick<Ports, 'sources' | 'log'>,
): Outcome => {
  const settled = queue.items().filter(({ id, state }) => ids.includes(id) && state !== 'waiting')
  return forget(
    settled.map(({ id }) => id),
    queue,
    ports,
  )
}

/** The records first: a source that nothing names is removed at the next start. */
const forget = async (
  ids: readonly string[],
  queue: QueueStore,
  ports: Pick<Ports, 'sources' | 'log'>,
): Outcome => {
  if (ids.length === 0) return ok(null)
  const removed = await queue.remove(ids)
  if (!removed.ok) return saved(removed)
  const gone = await ports.sources.remove(ids)
  if (!gone.ok) ports.log({ event: 'intake-source-not-removed', reason: gone.error.type })
  return ok(null)
}
