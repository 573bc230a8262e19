/** A network that counts what goes over it, the handshake included, and can be cut. */
import type { Network } from '../../src/core/ports.ts'
import { createNodeNetwork } from '../../src/platform/node/network.ts'
import { limits } from '../../src/protocol/limits.ts'
import { decodeFrame, type DocId, type Frame } from '../../src/protocol/relay/frames.ts'
import { createCuttableNetwork, type CuttableNetwork } from './cuttable-network.ts'

export interface Traffic {
  readonly sentBytes: number
  readonly receivedBytes: number
  /** Documents that sync messages were about, either way. */
  readonly synced: ReadonlySet<DocId>
  readonly frames: Readonly<Partial<Record<Frame['type'] | 'greeting', number>>>
}

export interface CountedNetwork extends CuttableNetwork {
  /** Since the start, or since `forget`. */
  traffic(): Traffic
  forget(): void
}

export const createCountedNetwork = (
  real: Network = createNodeNetwork({ maxFrameBytes: limits.frameBytes }),
): CountedNetwork => {
  const cuttable = createCuttableNetwork(real)
  let sentBytes = 0
  let receivedBytes = 0
  let frames: Partial<Record<Frame['type'] | 'greeting', number>> = {}
  const synced = new Set<DocId>()
  const note = (bytes: Uint8Array): number => {
    const frame = decodeFrame(bytes)
    const type = frame.ok ? frame.value.type : 'greeting'
    frames[type] = (frames[type] ?? 0) + 1
    if (frame.ok && frame.value.type === 'sync') synced.add(frame.value.doc)
    return bytes.length
  }
  return {
    ...cuttable,
    traffic: () => ({ sentBytes, receivedBytes, synced: new Set(synced), frames: { ...frames } }),
    forget() {
      sentBytes = 0
      receivedBytes = 0
      frames = {}
      synced.clear()
    },
    connect(url, events) {
      const connection = cuttable.connect(url, {
        ...events,
        onFrame(bytes) {
          receivedBytes += note(bytes)
          events.onFrame(bytes)
        },
      })
      return {
        ...connection,
        send(bytes) {
          sentBytes += note(bytes)
          connection.send(bytes)
        },
      }
    },
  }
}
