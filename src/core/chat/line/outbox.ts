/** Hands news on, and writes what comes of it in one go with what the line itself has to remember. */
import { ok, type Result } from '../../../base/result.ts'
import type { RowChange, StorageError } from '../../ports.ts'
import type { SealedRows } from '../../private/private-types.ts'
import type { Arrival, LineEvents, LineNews, Taken } from '../chat-types.ts'

/** Something with rows: it gives the same changes until it is told that they are written. */
export interface Rowed {
  changes(): readonly RowChange[]
  written(): void
}

export interface Outbox {
  /** `changes` are written together with this news; null: there is nothing to hand on. */
  add(news: LineNews | null, changes?: readonly RowChange[]): void
  /** In order, the line's own rows with the last. After a failure, what was not written is handed on again. */
  flush(): Promise<Result<null, StorageError>>
}

interface Waiting {
  readonly news: LineNews | null
  readonly changes: readonly RowChange[]
}

const nothingTaken: Taken = { changes: [], committed: () => undefined }

/** As many as one write should hold. */
const arrivalsAtOnce = 64

export const createOutbox = (
  take: LineEvents['take'],
  rows: Pick<SealedRows, 'write'>,
  parts: () => readonly Rowed[],
): Outbox => {
  const waiting: Waiting[] = []

  const writeOwn = async (others: readonly RowChange[]): Promise<Result<null, StorageError>> => {
    const owners = parts()
    const changes = [...others, ...owners.flatMap(part => part.changes())]
    const saved = changes.length === 0 ? ok(null) : await rows.write(changes)
    if (saved.ok) for (const part of owners) part.written()
    return saved
  }
  return {
    add(news, changes = []) {
      if (news?.kind === 'arrived' && news.arrivals.length > arrivalsAtOnce) {
        for (const arrivals of inBatches(news.arrivals))
          waiting.push({ news: { kind: 'arrived', arrivals }, changes: [] })
      } else waiting.push({ news, changes })
    },
    async flush() {
      for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
        const taken = next.news === null ? nothingTaken : await take(next.news)
        const changes = [...next.changes, ...taken.changes]
        const saved = waiting.length === 1 ? await writeOwn(changes) : await rows.write(changes)
        if (!saved.ok) return saved
        waiting.shift()
        taken.committed()
      }
      return writeOwn([])
    },
  }
}

const inBatches = (arrivals: readonly Arrival[]): readonly (readonly Arrival[])[] =>
  Array.from({ length: Math.ceil(arrivals.length / arrivalsAtOnce) }, (_, index) =>
    arrivals.slice(index * arrivalsAtOnce, (index + 1) * arrivalsAtOnce),
  )
