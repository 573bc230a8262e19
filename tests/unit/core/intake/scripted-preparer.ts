/** Prepares what the sources say as text, when it is told to. */
import { utf8ToBytes } from '../../../../src/base/bytes.ts'
import { err, ok } from '../../../../src/base/result.ts'
import type { ImagePreparer, PreparedImage, PrepareProblem } from '../../../../src/core/ports.ts'

type Outcome = Awaited<ReturnType<ImagePreparer['prepare']>>

/** Prepares what it is told to, when it is told to; by itself everything in turn. */
export interface ScriptedPreparer extends ImagePreparer {
  setCapacity(capacity: number): void
  /** By what the sources say, in the order they were begun; only while by hand. */
  underway(): readonly string[]
  byHand(isByHand: boolean): void
  finish(content: string, outcome?: Outcome): void
  /** How many were under way at once, at most. */
  most(): number
  begun(): readonly string[]
  keptOriginals(): number
}

export const preparedFrom = (content: string, notes: PreparedImage['notes'] = []): PreparedImage => ({
  width: 3,
  height: 2,
  colour: [255, 128, 0],
  placeholder: Uint8Array.of(1, 2, 3),
  renditions: [
    { size: 'thumb', mime: 'image/webp', width: 3, height: 2, bytes: utf8ToBytes(`thumb of ${content}`) },
    { size: 'full', mime: 'image/webp', width: 3, height: 2, bytes: utf8ToBytes(content) },
  ],
  notes,
})

export const refusal = (problem: PrepareProblem): Outcome => err({ type: 'refused', problem })

export const createScriptedPreparer = (): ScriptedPreparer => {
  const listeners = new Set<() => void>()
  const waiting = new Map<string, (outcome: Outcome) => void>()
  const begun: string[] = []
  let capacity = 2
  let isByHand = false
  let now = 0
  let most = 0
  let kept = 0
  return {
    capacity: () => capacity,
    onCapacity(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async prepare(source, { keepOriginal }, signal) {
      const content = await source.text()
      if (signal.aborted) return err({ type: 'stopped' })
      begun.push(content)
      if (keepOriginal) kept++
      most = Math.max(most, ++now)
      const outcome = await new Promise<Outcome>(resolve => {
        signal.addEventListener('abort', () => resolve(err({ type: 'stopped' })))
        waiting.set(content, resolve)
        if (!isByHand) resolve(ok(preparedFrom(content)))
      })
      waiting.delete(content)
      now--
      return outcome
    },
    setCapacity(next) {
      capacity = next
      for (const listener of listeners) listener()
    },
    underway: () => [...waiting.keys()],
    byHand(next) {
      isByHand = next
    },
    finish(content, outcome = ok(preparedFrom(content))) {
      const resolve = waiting.get(content)
      if (resolve === undefined) throw new Error(`${content} is not being prepared`)
      resolve(outcome)
    },
    most: () => most,
    begun: () => begun,
    keptOriginals: () => kept,
  }
}
