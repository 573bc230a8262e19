/** Edits at a steady rate, each from one client through the server to the other. */
import { setTimeout as wait } from 'node:timers/promises'
import { applyChanges, free, getHeads, init } from '@automerge/automerge'
import { percentileOf } from '../measure.ts'
import type { ConnectedPair, Crowd } from './crowd.ts'
import type { ServerProcess } from './server-process.ts'
import { tagOf, tagOfHash, type WriterSide } from './sides.ts'

/** The document of a pair that is edited live. */
export interface LivePair {
  readonly pair: ConnectedPair
  readonly writer: WriterSide
  /** As they came to the reader. */
  readonly received: Uint8Array[]
  /** Set while a run is under way. */
  onChange: (tag: string) => void
  /** The step that comes next. */
  next: number
}

export interface LiveResult {
  readonly p50Ms: number
  readonly p99Ms: number
  readonly cpuMsPerEdit: number
  readonly wireBytesPerEdit: number
}

export interface Pace {
  readonly editsPerSecond: number
  readonly seconds: number
}

const patienceMs = 30_000

export const editLive = async (
  server: ServerProcess,
  crowd: Crowd,
  live: readonly LivePair[],
  { editsPerSecond, seconds }: Pace,
): Promise<LiveResult> => {
  const total = editsPerSecond * seconds
  const delays: number[] = []
  const onTheWay = live.map(() => new Map<string, number>())
  for (const [index, pair] of live.entries()) {
    const sent = onTheWay[index]
    pair.onChange = tag => {
      const since = sent?.get(tag)
      if (since === undefined) return
      delays.push(performance.now() - since)
      sent?.delete(tag)
    }
  }
  const cpuBefore = (await server.use('cpu')).cpuMs
  const wireBefore = crowd.wireBytes()
  const start = performance.now()
  for (let sent = 0; sent < total;) {
    const due = Math.min(total, Math.floor(((performance.now() - start) / 1000) * editsPerSecond))
    for (; sent < due; sent++) {
      const pair = live[sent % live.length]
      const step = pair?.pair.load.docs[0].steps[pair.next++]
      if (pair === undefined || step === undefined) throw new Error('too few edits were made for this run')
      onTheWay[sent % live.length]?.set(tagOfHash(step.head), performance.now())
      pair.writer.edit(step)
    }
    await wait(1)
  }
  const giveUpMs = performance.now() + patienceMs
  while (delays.length < total && performance.now() < giveUpMs) await wait(20)
  if (delays.length < total)
    throw new Error(`${server.name}: ${total - delays.length} of ${total} edits were lost`)
  // Acknowledgements that are still on their way belong to these edits.
  await wait(300)
  return {
    p50Ms: percentileOf(delays, 0.5),
    p99Ms: percentileOf(delays, 0.99),
    cpuMsPerEdit: ((await server.use('cpu')).cpuMs - cpuBefore) / total,
    wireBytesPerEdit: (crowd.wireBytes() - wireBefore) / total,
  }
}

/** Throws unless what the reader was sent makes the very document that the writer wrote. */
export const checkReceived = ({ pair, received, next }: LivePair): void => {
  const [doc] = applyChanges(init(), received)
  const heads = getHeads(doc).join()
  free(doc)
  if (heads !== pair.load.docs[0].steps[next - 1]?.head)
    throw new Error('a reader ended with another document')
}

/** What a reader does with each change of its live document. */
export const noteChange =
  (live: Pick<LivePair, 'received' | 'onChange'>) =>
  (change: Uint8Array): void => {
    live.received.push(change)
    live.onChange(tagOf(change))
  }
