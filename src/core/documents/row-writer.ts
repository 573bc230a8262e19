/** Rows that may be written a little later: while one write is under way, what comes waits and goes together. */
import { ok, type Result } from '../../base/result.ts'
import type { RowStorage, StorageError } from '../ports.ts'

export interface RowWriter {
  /** Null takes the row out. What could not be written waits for the next time. */
  put(key: string, value: Uint8Array | null): void
  /** Tries what waits; answers when it is on disk, or why it is not. */
  flush(): Promise<Result<null, StorageError>>
}

export const createRowWriter = (rows: Pick<RowStorage, 'write'>): RowWriter => {
  let waiting = new Map<string, Uint8Array | null>()
  let underWay: Promise<Result<null, StorageError>> | null = null

  const writeAll = async (): Promise<Result<null, StorageError>> => {
    // Whatever is put in the same turn goes along.
    await Promise.resolve()
    while (waiting.size > 0) {
      const batch = waiting
      waiting = new Map()
      const written = await rows.write([...batch])
      if (written.ok) continue
      waiting = new Map([...batch, ...waiting])
      return written
    }
    return ok(null)
  }
  const start = (): Promise<Result<null, StorageError>> =>
    (underWay ??= writeAll().finally(() => {
      underWay = null
    }))
  return {
    put(key, value) {
      waiting.set(key, value)
      void start()
    },
    flush: start,
  }
}
