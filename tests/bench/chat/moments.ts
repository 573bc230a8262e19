import { cpuNowMs } from '../measure.ts'

export interface Moment {
  readonly atMs: number
  readonly cpuMs: number
}

export interface Took {
  readonly ms: number
  /** Of this process, whatever it did meanwhile. */
  readonly cpuMs: number
}

export const now = (): Moment => ({ atMs: performance.now(), cpuMs: cpuNowMs() })

export const tookSince = (start: Moment, end = now()): Took => ({
  ms: end.atMs - start.atMs,
  cpuMs: end.cpuMs - start.cpuMs,
})
