/** Lines between the replicas of a device and a hub, which carry something whenever the test takes a step. */
import type { Replica } from '../../src/core/documents/index.ts'
import type { DocumentRefusal } from '../../src/protocol/relay/frames.ts'
import type { Subscriber } from '../../sync-server/documents/subscriber.ts'
import type { Room } from './sync-room.ts'

export interface Stepping {
  /** Takes one message in, and says what each replica has to say; false when there is nothing to do. */
  step(): Promise<boolean>
}

export const createReplicaLine = (
  { hub }: Room,
  replicas: ReadonlyMap<string, Replica>,
  onRefused: (reason: DocumentRefusal) => void = () => undefined,
): Stepping => {
  const inbox: { readonly doc: string; readonly message: Uint8Array }[] = []
  const subscriber: Subscriber = {
    sync: (doc, message) => inbox.push({ doc, message }),
    unavailable: () => undefined,
    refused: (_, reason) => onRefused(reason),
    passing: () => undefined,
    violation: reason => {
      throw new Error(`violation: ${reason}`)
    },
  }
  return {
    async step() {
      const message = inbox.shift()
      if (message !== undefined) await replicas.get(message.doc)?.receive('relay', message.message)
      let busy = message !== undefined
      for (const replica of replicas.values()) {
        const next = await replica.nextMessage('relay')
        if (next === null) continue
        busy = true
        await hub.receive(subscriber, replica.id, next)
      }
      return busy
    },
  }
}

/** Steps until nobody has anything to do, a few times over. */
export const settleAll = async (devices: readonly Stepping[]): Promise<void> => {
  for (let quiet = 0, steps = 0; quiet < 4; steps++) {
    if (steps > 5_000) throw new Error('the network does not fall silent')
    let busy = false
    for (const device of devices) busy = (await device.step()) || busy
    quiet = busy ? 0 : quiet + 1
    for (let turn = 0; turn < 20; turn++) await new Promise(resolve => setImmediate(resolve))
  }
}
