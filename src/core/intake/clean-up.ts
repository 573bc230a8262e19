/** Puts queue and sources in step at the start, after whatever happened to the last session. */
import { isAttachmentId } from '../pictures/attachment-id.ts'
import type { Ports } from '../ports.ts'
import { isPast } from './intake-row.ts'
import type { QueueStore } from './queue-store.ts'

/** A queue that could not be read in full leaves every source alone: some may be all that is left of it. */
export const cleanUp = async (
  queue: QueueStore,
  ports: Pick<Ports, 'sources' | 'clock' | 'log'>,
): Promise<void> => {
  await letGoOfPast(queue, ports.clock.nowMs())
  const listed = await ports.sources.list()
  if (!listed.ok || queue.isDamaged) return
  const sources = new Set(listed.value)
  const lost = queue.items().filter(({ id, state }) => state !== 'done' && !sources.has(id))
  if (lost.length > 0) ports.log({ event: 'intake-source-missing', items: lost.length })
  await queue.remove(lost.map(({ id }) => id))
  const wanted = new Set(queue.items().flatMap(({ id, state }) => (state === 'done' ? [] : [id])))
  const orphans = listed.value.filter(id => !isAttachmentId(id) && !wanted.has(id))
  const removed = orphans.length === 0 ? null : await ports.sources.remove(orphans)
  if (removed?.ok === false) ports.log({ event: 'intake-source-not-removed', reason: removed.error.type })
}

export const letGoOfPast = async (queue: QueueStore, nowMs: number): Promise<void> => {
  const past = queue.items().filter(item => isPast(item, nowMs))
  if (past.length > 0) await queue.remove(past.map(({ id }) => id))
}
