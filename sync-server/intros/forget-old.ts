/** Lets go, now and then, of intros that nobody took and of news that nobody came for. Blocks stay. */
import type { Clock } from '../../src/base/clock.ts'
import type { Log } from '../log.ts'
import { type IntroRow, maxRowsPerWrite } from '../stores/intro-store.ts'
import type { Registry } from './registry.ts'

const everyMs = 3_600_000
const dayMs = 86_400_000

/** The answer stops it. */
export const startForgetting = (
  registry: Registry,
  { clock, log, keptDays }: { readonly clock: Clock; readonly log: Log; readonly keptDays: number },
): (() => void) => {
  let isStopped = false
  let cancel = (): void => {}
  const isOld = ({ kind, atMs }: IntroRow): boolean =>
    kind !== 'blocked' && atMs + keptDays * dayMs <= clock.nowMs()

  const forget = async (): Promise<void> => {
    const old = [...registry.all()].filter(isOld)
    for (let from = 0; from < old.length; from += maxRowsPerWrite) {
      // A row that was put anew meanwhile is another one.
      const remove = old.slice(from, from + maxRowsPerWrite).filter(row => registry.find(row) === row)
      const written = await registry.write({ remove })
      if (!written.ok) return log({ event: 'intros-not-forgotten', error: written.error.type })
    }
  }
  const start = (): void => {
    void forget().finally(() => {
      if (!isStopped) cancel = clock.after(everyMs, start)
    })
  }
  start()
  return () => {
    isStopped = true
    cancel()
  }
}
