/** One JSON object a line. Ids, counts and error types only: never payloads, names or keys. */
import type { Clock } from '../src/base/clock.ts'

export type LogLine = { readonly event: string; readonly [field: string]: string | number | boolean | null }
export type Log = (line: LogLine) => void

/** On standard error unless told otherwise, `at` in ISO 8601. */
export const createJsonLog =
  (clock: Clock, write: (line: string) => void = line => process.stderr.write(line)): Log =>
  line =>
    write(`${JSON.stringify({ at: new Date(clock.nowMs()).toISOString(), ...line })}\n`)

/** What an unexpected error may say in the log: its class and code, never its message, which may quote input. */
export const errorName = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name
}
