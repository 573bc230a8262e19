/** A real network that notes what goes over it. */
import type { Network } from '../../../src/core/ports.ts'
import { createNodeNetwork } from '../../../src/platform/node/network.ts'
import { limits } from '../../../src/protocol/limits.ts'
import { decodeFrame, type DocId } from '../../../src/protocol/relay/frames.ts'
import { type Moment, now } from './moments.ts'

export interface WatchedNetwork extends Network {
  /** Bytes of sync messages since the last `forget`, by document. */
  readonly sent: ReadonlyMap<DocId, number>
  readonly received: ReadonlyMap<DocId, number>
  /** When the first sync message came since the last `forget`; null when none did. */
  first(): Moment | null
  forget(): void
}

export const createWatchedNetwork = (): WatchedNetwork => {
  const real = createNodeNetwork({ maxFrameBytes: limits.frameBytes })
  const sent = new Map<DocId, number>()
  const received = new Map<DocId, number>()
  let first: Moment | null = null
  const note = (bytes: Uint8Array, on: Map<DocId, number>): boolean => {
    const frame = decodeFrame(bytes)
    if (!frame.ok || frame.value.type !== 'sync') return false
    on.set(frame.value.doc, (on.get(frame.value.doc) ?? 0) + bytes.length)
    return true
  }
  return {
    ...real,
    sent,
    received,
    first: () => first,
    forget() {
      sent.clear()
      received.clear()
      first = null
    },
    connect(url, events) {
      const connection = real.connect(url, {
        ...events,
        onFrame(frame) {
          const came = now()
          if (note(frame, received)) first ??= came
          events.onFrame(frame)
        },
      })
      return {
        ...connection,
        send(frame) {
          note(frame, sent)
          connection.send(frame)
        },
      }
    },
  }
}
