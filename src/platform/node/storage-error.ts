import { err, ok, type Result } from '../../base/result.ts'
import type { StorageError } from '../../core/ports.ts'

const noRoomCodes: readonly string[] = ['ENOSPC', 'EDQUOT', 'EFBIG']

/** Details carry the system's error code only: paths and contents stay out of logs. */
export const storageErrorOf = (error: unknown): StorageError => {
  const code = errorCode(error)
  return noRoomCodes.includes(code) ? { type: 'storage-full' } : { type: 'storage-unavailable', detail: code }
}

/** Runs file operations; what they throw becomes a `StorageError`. */
export const tryStorage = async <T>(operation: () => Promise<T>): Promise<Result<T, StorageError>> => {
  try {
    return ok(await operation())
  } catch (error) {
    return err(storageErrorOf(error))
  }
}

/** Awaits `operation`, answering `fallback` when there is no such file. */
export const unlessMissing = async <T, U>(operation: Promise<T>, fallback: U): Promise<T | U> => {
  try {
    return await operation
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return fallback
    throw error
  }
}

const errorCode = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
