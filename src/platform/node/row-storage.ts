import { readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Result } from '../../base/result.ts'
import type { RowChange, RowStorage, StorageError } from '../../core/ports.ts'
import { createSortedRows, type SortedRows } from '../sorted-rows.ts'
import { encodeFrame, parseFrames } from './chunk-frames.ts'
import { createDurableFiles, type OpenFile } from './durable-files.ts'
import { createKeyedQueue } from './keyed-queue.ts'
import { decodeRowChanges, encodeRowChanges } from './row-log.ts'
import { tryStorage, unlessMissing } from './storage-error.ts'

interface Log {
  readonly rows: SortedRows
  /** Of the file; 0 when there is none. */
  readonly bytes: number
  /** Of the file as it was last written whole. */
  readonly bytesWhenCompact: number
}

const rowsAFrame = 1_000
/** Below this, a log is not worth writing anew. */
const leastCompacted = 1 << 20

/**
 * One append-only log of checked frames in `directory`, which is made when missing, with every row in memory. Once
 * the log has grown to twice what it was, it is written anew with only the rows there are. One process at a time. A
 * torn last write is cut off; a log broken anywhere else answers `storage-unavailable` with detail `corrupt` until it
 * is cleared.
 */
export const createNodeRowStorage = (directory: string, open?: OpenFile): RowStorage => {
  const files = createDurableFiles(open)
  const folder = resolve(directory)
  const path = join(folder, 'rows.log')
  const inOrder = createKeyedQueue()
  let log: Log | null = null

  const load = async (): Promise<Log> => {
    const file = new Uint8Array(await unlessMissing(readFile(path), new Uint8Array(0)))
    const { chunks, wholeBytes, tail } = parseFrames(file)
    if (tail === 'corrupt') throw new CorruptLog()
    if (tail === 'torn') await (wholeBytes === 0 ? files.remove(path) : files.truncate(path, wholeBytes))
    const rows = createSortedRows()
    for (const chunk of chunks) rows.apply(decodeRowChanges(chunk) ?? corrupt())
    return { rows, bytes: wholeBytes, bytesWhenCompact: wholeBytes }
  }

  /** Looks at the file each time, so that a folder that was taken away is noticed. */
  const current = async (): Promise<Log> => {
    const bytes = (await unlessMissing(stat(path), { size: 0 })).size
    if (log?.bytes !== bytes) log = await load()
    return log
  }

  const append = async (before: Log, changes: readonly RowChange[]): Promise<Log> => {
    const frame = encodeFrame(encodeRowChanges(changes))
    await files.ensureDirectory(folder)
    if (before.bytes === 0) await files.replace(path, frame)
    else await files.appendAt(path, before.bytes, frame)
    before.rows.apply(changes)
    return { ...before, bytes: before.bytes + frame.length }
  }

  /** A failure leaves the log as it was, only longer than it need be. */
  const compact = async (grown: Log): Promise<Log> => {
    let bytes = 0
    const counted = async function* () {
      for (const frame of framesOf(grown.rows)) {
        bytes += frame.length
        yield frame
      }
    }
    const written = await tryStorage(() => files.replaceFrom(path, counted()))
    return written.ok
      ? { ...grown, bytes, bytesWhenCompact: bytes }
      : { ...grown, bytesWhenCompact: grown.bytes }
  }

  /** After a failure the file is looked at afresh. */
  const run = <T>(operation: () => Promise<T>): Promise<Result<T, StorageError>> =>
    inOrder(path, async () => {
      const result = await tryStorage(operation)
      if (!result.ok) log = null
      return result
    })
  const read = <T>(look: (rows: SortedRows) => T): Promise<Result<T, StorageError>> =>
    run(async () => look((await current()).rows))

  return {
    write: changes =>
      run(async () => {
        const before = await current()
        if (changes.length === 0) return null
        log = await append(before, changes)
        if (isWorthCompacting(log)) log = await compact(log)
        return null
      }),
    get: key => read(rows => rows.get(key)),
    range: range => read(rows => rows.range(range)),
    count: (from, to) => read(rows => rows.count(from, to)),
    clear: () =>
      run(async () => {
        await files.remove(path)
        log = null
        return null
      }),
  }
}

const isWorthCompacting = ({ bytes, bytesWhenCompact }: Log): boolean =>
  bytes > 2 * Math.max(bytesWhenCompact, leastCompacted)

function* framesOf(rows: SortedRows): Generator<Uint8Array> {
  let batch: RowChange[] = []
  for (const row of rows.entries()) {
    batch.push(row)
    if (batch.length < rowsAFrame) continue
    yield encodeFrame(encodeRowChanges(batch))
    batch = []
  }
  if (batch.length > 0) yield encodeFrame(encodeRowChanges(batch))
}

/** Carries its code the way the system's own errors do. */
class CorruptLog extends Error {
  readonly code = 'corrupt'
}
const corrupt = (): never => {
  throw new CorruptLog()
}
