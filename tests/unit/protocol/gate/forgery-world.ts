/** Changes and seals that Eve forges about Alice's profile, and what a reader makes of them. */
import * as Automerge from '@automerge/automerge'
import { expect } from 'vitest'
import { type Change, parseChange } from '../../../../src/protocol/changes/change.ts'
import { createSealChange } from '../../../../src/protocol/changes/seal.ts'
import type { SealFields } from '../../../../src/protocol/changes/statement.ts'
import type { Admission } from '../../../../src/protocol/gate/gate.ts'
import type { GateRefusal } from '../../../../src/protocol/gate/refusal.ts'
import { type Forged, takeApart } from '../../../support/forger.ts'
import {
  actorNamed,
  alicesProfile,
  createAuthor,
  createChain,
  createPeer,
  deviceNamed,
} from './gate-world.ts'

export const phone = deviceNamed("alice's phone")
export const laptop = deviceNamed("alice's laptop")
export const evesDevice = deviceNamed("eve's")
export const evesActor = actorNamed('eve')

/** Alice's profile before a reader who has all of it, and what Eve may try with it. */
export const createForgery = async () => {
  const chain = createChain(phone, laptop)
  const alice = createAuthor(phone, actorNamed('alice'))
  await alice.edit(draft => void (draft['name'] = 'Alice'))
  const [edit, seal] = await alice.edit(draft => void (draft['bio'] = 'paints'))
  const reader = createPeer(chain.judge)
  await reader.receive('alice', alice.changes())
  expect(reader.heads()).toEqual(alice.heads())

  /** Eve's change with operations: what Alice would write next, were she Eve. */
  const evesEdit = (): Uint8Array => {
    const eve = createAuthor(evesDevice, evesActor, alicesProfile, alice)
    return eve.editUnsealed(draft => void (draft['bio'] = 'I am Eve'))
  }

  /** Nothing of it shows, and Alice's next edits arrive as if it had never been. */
  const expectHarmless = async (): Promise<void> => {
    expect(reader.heads()).toEqual(alice.heads())
    expect(reader.content()).toEqual({ name: 'Alice', bio: 'paints' })
    for (const bio of ['paints in oil', 'paints in ink']) {
      const admission = await reader.receive('alice', await alice.edit(draft => void (draft['bio'] = bio)))
      expect(admission.refused).toEqual([])
      expect(reader.heads()).toEqual(alice.heads())
      expect(reader.content()).toEqual({ name: 'Alice', bio })
    }
    expect(Automerge.getHeads(Automerge.load(Automerge.save(reader.doc())))).toEqual(alice.heads())
    expect(await reader.reconsider()).toMatchObject({ released: [] })
  }

  const expectHeld = async (chunks: readonly Uint8Array[]): Promise<void> => {
    const admission = await reader.receive('eve', chunks)
    expect(admission).toEqual({ released: [], refused: [] })
    for (const chunk of chunks) expect(reader.gate.isStaged(hashOf(chunk))).toBe(true)
  }

  const expectRefused = async (
    chunks: readonly Uint8Array[],
    ...expected: readonly string[]
  ): Promise<void> => {
    const admission = await reader.receive('eve', chunks)
    expect(admission.released).toEqual([])
    expect(reasons(admission)).toEqual(expected)
  }

  return {
    chain,
    alice,
    reader,
    /** Alice's last edit and its seal. */
    edit,
    seal,
    evesEdit,
    expectHarmless,
    expectHeld,
    expectRefused,
  }
}

export type Forgery = Awaited<ReturnType<typeof createForgery>>

export const sealOver = async (
  forged: Forged | Uint8Array,
  by = phone,
  fields: Partial<SealFields> = {},
  genesis = alicesProfile,
): Promise<Uint8Array> => {
  const bytes = forged instanceof Uint8Array ? forged : forged.bytes
  const { actor, seq, startOp } = takeApart(bytes)
  const made = await createSealChange(
    by.sign,
    genesis.doc32,
    { device: by.publicKey, chain: new Uint8Array(16), n: 7, prevSeal: null, ...fields },
    { actor, seq: seq + 1, startOp: startOp + parsed(bytes).operationCount, deps: [hashOf(bytes)] },
  )
  return made.bytes
}

export const parsed = (bytes: Uint8Array): Change => {
  const change = parseChange(bytes)
  if (!change.ok) throw new Error(`not a change: ${change.error.reason}`)
  return change.value
}
export const hashOf = (bytes: Uint8Array): string => parsed(bytes).hash

export const reasons = (admission: Admission): readonly string[] =>
  admission.refused.map(({ reason }) => reason)
export const refusalOf = (admission: Admission, hash: string): GateRefusal | undefined =>
  admission.refused.find(refusal => refusal.type === 'refused' && refusal.hash === hash)
