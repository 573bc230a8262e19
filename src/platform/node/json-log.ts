import type { Clock } from '../../base/clock.ts'
import type { Log } from '../../core/ports.ts'

/** One JSON object a line, `at` in ISO 8601, on standard error unless told otherwise. */
export const createJsonLog =
  (clock: Clock, write: (line: string) => void = line => process.stderr.write(line)): Log =>
  line =>
    write(`${JSON.stringify({ at: new Date(clock.nowMs()).toISOString(), ...line })}\n`)
