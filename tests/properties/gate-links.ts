/** Devices of one account, each with its replica behind the gate, and the links between them. */
import { expect } from 'vitest'
import { bytesToHex } from '../../src/base/bytes.ts'
import type { Replica } from '../../src/core/documents/replica-types.ts'
import { openReplica } from '../../src/core/documents/replica.ts'
import { createSealer, type Sealer } from '../../src/core/documents/sealer.ts'
import { createMemoryDocumentStorage } from '../../src/platform/memory/document-storage.ts'
import { unsafeSeededRandom } from '../../src/platform/memory/seeded-random.ts'
import { loadAutomerge } from '../../src/platform/node/automerge.ts'
import { createVerifier, type VerifySignature } from '../../src/protocol/crypto/verify.ts'
import type { JudgeDevice } from '../../src/protocol/gate/gate.ts'
import type { Content } from '../unit/protocol/changes/random-history.ts'
import { alicesProfile, type Device } from '../unit/protocol/gate/gate-world.ts'

let verify: VerifySignature

/** Before anybody joins. */
export const loadGate = async (): Promise<void> => {
  await loadAutomerge()
  verify = await createVerifier()
}

const id = bytesToHex(alicesProfile.doc32.subarray(0, 16))

export interface Member {
  readonly name: string
  readonly replica: Replica
  readonly sealer: Sealer
}

export const join = async (
  name: string,
  seed: number,
  device: Device,
  judge: JudgeDevice,
): Promise<Member> => {
  const random = unsafeSeededRandom(seed)
  const deps = { storage: createMemoryDocumentStorage(), random, verify, judge, log: () => undefined }
  const opened = await openReplica(alicesProfile, id, deps)
  if (!opened.ok) throw new Error(opened.error.type)
  return { name, replica: opened.value, sealer: createSealer(device.publicKey, device.sign, random) }
}

export const edit = async ({ replica, sealer }: Member, mutate: (draft: Content) => void): Promise<void> => {
  const edited = await replica.edit(sealer, mutate)
  if (!edited.ok) throw new Error(edited.error.type)
}

/** Two members and the messages under way between them. A cut loses those, and both begin anew. */
const createLink = (a: Member, b: Member) => {
  const ways = [
    { from: a, to: b, queue: [] as Uint8Array[] },
    { from: b, to: a, queue: [] as Uint8Array[] },
  ] as const
  return {
    /** What both have to say goes on its way; the number of messages. */
    async speak(): Promise<number> {
      let said = 0
      for (const { from, to, queue } of ways) {
        for (let message = await from.replica.nextMessage(to.name); message !== null; said++) {
          queue.push(message)
          if (said > 100) throw new Error('never silent')
          message = await from.replica.nextMessage(to.name)
        }
      }
      return said
    },
    async deliver(way: number): Promise<void> {
      const { from, to, queue } = way === 0 ? ways[0] : ways[1]
      const message = queue.shift()
      if (message === undefined) return
      const receipt = await to.replica.receive(from.name, message)
      expect(receipt).toMatchObject({ refused: [], problem: null })
    },
    cut(): void {
      for (const { from, to, queue } of ways) {
        queue.length = 0
        from.replica.dropPeer(to.name)
      }
    },
    isEmpty: () => ways.every(({ queue }) => queue.length === 0),
  }
}

export type Link = ReturnType<typeof createLink>

/** Speaks and delivers until nobody has anything to say; the number of messages that took. */
export const settle = async (links: readonly Link[]): Promise<number> => {
  let total = 0
  for (let round = 0; round < 60; round++) {
    let said = 0
    for (const link of links) said += await link.speak()
    total += said
    if (said === 0 && links.every(link => link.isEmpty())) return total
    for (const link of links) while (!link.isEmpty()) for (const way of [0, 1]) await link.deliver(way)
  }
  throw new Error('never silent')
}

export const expectSame = (members: readonly Member[]): void => {
  const [first] = members
  for (const { replica } of members) expect(replica.heads()).toEqual(first?.replica.heads())
}

export const linksOf = (members: readonly Member[]): readonly Link[] =>
  members.flatMap((a, index) => members.slice(index + 1).map(b => createLink(a, b)))
