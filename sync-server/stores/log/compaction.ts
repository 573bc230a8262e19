import type { StoreError } from '../store.ts'
import type { DocumentIndex } from './document-index.ts'
import { errorCode } from './file-system.ts'
import type { Segments } from './segments.ts'

export interface CompactionDeps {
  readonly segments: Segments
  readonly index: DocumentIndex
  /** Below so many dead bytes it does not begin. */
  readonly minDeadBytes: number
  readonly activeNumber: () => number | null
  readonly isStopped: () => boolean
  /** Writes a document anew at the end of the log; null once that is durable or there was nothing to move. */
  readonly moveToEnd: (key: string) => Promise<StoreError | null>
  readonly onRemoved: (segment: number) => void
  readonly onStopped: (reason: string) => void
}

const stepDocuments = 32
const stepBytes = 4 << 20

/**
 * Frees the disk. When more of the log is dead than alive, the oldest segment's living documents are
 * written anew at the end, a few at a time between other writes, and the file is removed; then the next
 * oldest. Because it is the oldest, all that lives in it belongs to chains that begin in it, so the
 * index alone tells what to move. A crash at any point leaves both copies, and the later one counts.
 */
export const createCompaction = (deps: CompactionDeps) => {
  const { segments, index } = deps
  let running: Promise<void> | null = null
  let hasStopped = false

  const isWorthwhile = (): boolean => {
    const deadBytes = segments.totalBytes() - index.liveBytes()
    return deadBytes >= deps.minDeadBytes && deadBytes > index.liveBytes()
  }

  const nextStep = (keys: readonly string[]): number => {
    let bytes = 0
    const tooMany = keys.findIndex((key, at) => {
      bytes += index.get(key)?.changesBytes ?? 0
      return at >= stepDocuments || (at > 0 && bytes > stepBytes)
    })
    return tooMany === -1 ? keys.length : tooMany
  }

  /** The reason not to go on, or null when every document has left the segment. */
  const emptySegment = async (number: number): Promise<string | null> => {
    let keys = index.keysBasedIn(number)
    while (keys.length > 0 && !deps.isStopped()) {
      const step = nextStep(keys)
      const errors = await Promise.all(keys.slice(0, step).map(deps.moveToEnd))
      const error = errors.find(each => each !== null)
      if (error !== undefined) return error.type
      keys = keys.slice(step)
    }
    if (deps.isStopped()) return 'closing'
    return index.keysBasedIn(number).length === 0 ? null : 'a document would not move'
  }

  const run = async (): Promise<void> => {
    while (isWorthwhile() && !deps.isStopped()) {
      const oldest = segments.oldest()
      if (oldest === null || oldest === deps.activeNumber()) return
      const reason = await emptySegment(oldest)
      if (reason !== null) {
        hasStopped = true
        deps.onStopped(reason)
        return
      }
      await segments.remove(oldest)
      deps.onRemoved(oldest)
    }
  }

  const start = (): void => {
    running = run()
      .catch((error: unknown) => {
        // What is left undone costs room only; but another attempt is not made at every write.
        const code = errorCode(error)
        if (code === null) throw error
        hasStopped = true
        deps.onStopped(code)
      })
      .finally(() => {
        running = null
      })
  }

  return {
    /** Begins when it is worthwhile, unless an earlier attempt failed since the last `retry`. */
    consider: (): void => {
      if (running === null && !hasStopped && !deps.isStopped() && isWorthwhile()) start()
    },
    retry: (): void => {
      hasStopped = false
    },
    settled: async (): Promise<void> => {
      await running
    },
  }
}
