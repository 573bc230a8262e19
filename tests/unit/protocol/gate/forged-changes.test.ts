import * as Automerge from '@automerge/automerge'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Change, parseChange } from '../../../../src/protocol/changes/change.ts'
import { genesisChange } from '../../../../src/protocol/changes/genesis-change.ts'
import { createSealChange } from '../../../../src/protocol/changes/seal.ts'
import {
  decodeStatement,
  encodeStatement,
  type SealFields,
} from '../../../../src/protocol/changes/statement.ts'
import type { Admission } from '../../../../src/protocol/gate/gate.ts'
import type { GateRefusal } from '../../../../src/protocol/gate/refusal.ts'
import { createDocumentGenesis } from '../../../../src/protocol/records/document-genesis.ts'
import {
  type ChangeParts,
  chunkAround,
  contentsOf,
  forge,
  type Forged,
  forgeEmpty,
  takeApart,
  uleb,
} from '../../../support/forger.ts'
import {
  accountNamed,
  actorNamed,
  alicesProfile,
  type Author,
  createAuthor,
  createChain,
  createPeer,
  deviceNamed,
  type Peer,
} from './gate-world.ts'

const phone = deviceNamed("alice's phone")
const laptop = deviceNamed("alice's laptop")
const evesDevice = deviceNamed("eve's")
const evesActor = actorNamed('eve')

let chain: ReturnType<typeof createChain>
let alice: Author
let reader: Peer
/** Alice's last edit and its seal. */
let edit: Uint8Array
let seal: Uint8Array

beforeEach(async () => {
  chain = createChain(phone, laptop)
  alice = createAuthor(phone, actorNamed('alice'))
  await alice.edit(draft => void (draft['name'] = 'Alice'))
  ;[edit, seal] = await alice.edit(draft => void (draft['bio'] = 'paints'))
  reader = createPeer(chain.judge)
  await reader.receive('alice', alice.changes())
  expect(reader.heads()).toEqual(alice.heads())
})

/** Eve's change with operations: what Alice would write next, were she Eve. */
const evesEdit = (): Uint8Array => {
  const eve = createAuthor(evesDevice, evesActor, alicesProfile, alice)
  return eve.editUnsealed(draft => void (draft['bio'] = 'I am Eve'))
}

const sealOver = async (
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

const parsed = (bytes: Uint8Array): Change => {
  const change = parseChange(bytes)
  if (!change.ok) throw new Error(`not a change: ${change.error.reason}`)
  return change.value
}
const hashOf = (bytes: Uint8Array): string => parsed(bytes).hash

const reasons = (admission: Admission): readonly string[] => admission.refused.map(({ reason }) => reason)
const refusalOf = (admission: Admission, hash: string): GateRefusal | undefined =>
  admission.refused.find(refusal => refusal.type === 'refused' && refusal.hash === hash)

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

describe("a change under the victim's own name", () => {
  const nextOfAlice = (): Forged => {
    const { seq } = takeApart(seal)
    return forge(evesEdit(), { actor: alice.actor, seq: seq + 1 })
  }

  it('with the next number waits for a seal that never comes', async () => {
    await expectHeld([nextOfAlice().bytes])
    await expectHarmless()
  })

  it('with the next number is not let in by a seal of somebody else', async () => {
    const forged = nextOfAlice()
    const eves = await sealOver(forged, evesDevice)
    const admission = await reader.receive('eve', [forged.bytes, eves])
    expect(admission.released).toEqual([])
    expect(refusalOf(admission, hashOf(eves))).toMatchObject({ reason: 'unknown-device' })
    await expectHarmless()
  })

  it('gives way to the one that she makes, and she is not blamed for it', async () => {
    const forged = nextOfAlice()
    await expectHeld([forged.bytes])
    const admission = await reader.receive(
      'alice',
      await alice.edit(draft => void (draft['bio'] = 'still paints')),
    )
    expect(admission.refused).toEqual([])
    expect(reader.content()).toEqual({ name: 'Alice', bio: 'still paints' })
    expect(reader.gate.isStaged(forged.hash)).toBe(false)
    await expectRefused([forged.bytes], 'duplicate-seq')
  })

  it('with an operation number that is taken is refused', async () => {
    const { startOp } = takeApart(edit)
    const { seq } = takeApart(seal)
    const forged = forge(evesEdit(), { actor: alice.actor, seq: seq + 1, startOp })
    await expectRefused([forged.bytes], 'wrong-start-op')
    await expectHarmless()
  })

  it('with a number that is taken is refused', async () => {
    const { seq } = takeApart(seal)
    for (const taken of [1, seq - 1, seq]) {
      await expectRefused([forge(evesEdit(), { actor: alice.actor, seq: taken }).bytes], 'duplicate-seq')
    }
    await expectHarmless()
  })

  it('that leaves a number out waits, and is refused even under a seal that holds', async () => {
    const { seq } = takeApart(seal)
    const forged = forge(evesEdit(), { actor: alice.actor, seq: seq + 2 })
    await expectHeld([forged.bytes])
    await expectRefused([await sealOver(forged)], 'seq-gap')
    await expectHarmless()
  })
})

describe('a number that was left out', () => {
  it('and comes by another way lets in what waited for it', async () => {
    const { seq, startOp } = takeApart(seal)
    const nextOp = startOp
    const real = evesEdit()
    const missing = forge(real, { actor: alice.actor, seq: seq + 1, startOp: nextOp, deps: alice.heads() })
    const after = forge(real, { actor: alice.actor, seq: seq + 2, startOp: nextOp, deps: alice.heads() })
    await expectRefused([after.bytes, await sealOver(after)], 'seq-gap')
    const otherSeal = await createSealChange(
      laptop.sign,
      alicesProfile.doc32,
      { device: laptop.publicKey, chain: new Uint8Array(16), n: 0, prevSeal: null },
      {
        actor: actorNamed('laptop'),
        seq: 1,
        startOp: nextOp + parsed(missing.bytes).operationCount,
        deps: [missing.hash],
      },
    )
    const admission = await reader.receive('alice', [missing.bytes, otherSeal.bytes])
    expect(admission.released).toHaveLength(4)
    expect(reader.gate.stagedCount()).toBe(0)
  })
})

describe('operation numbers', () => {
  it.each([
    ['one too small', -1],
    ['one too large', 1],
    ['huge', 2 ** 52],
  ])('%s are refused, whoever seals them', async (_, off) => {
    const real = evesEdit()
    const forged = forge(real, { startOp: takeApart(real).startOp + off })
    const sealed = await sealOver(forged)
    await expectRefused([forged.bytes, sealed], 'wrong-start-op', 'parent-refused')
    expect(reader.gate.stagedCount()).toBe(0)
    await expectHarmless()
  })

  it('beyond all counting cannot be read', async () => {
    const body = contentsOf({ ...takeApart(evesEdit()), seq: 1, startOp: 1 })
    // Parents (one), actor, then seq and startOp, each one byte in this spelling.
    const at = 1 + 32 + 1 + 16 + 1
    for (const startOp of [uleb(2n ** 53n), uleb(2n ** 64n - 1n)]) {
      const forged = chunkAround(
        Uint8Array.from([...body.subarray(0, at), ...startOp, ...body.subarray(at + 1)]),
      )
      await expectRefused([forged.bytes], 'not-automerge')
    }
    await expectHarmless()
  })

  it('of a seal itself are checked too', async () => {
    const { actor, seq, startOp } = takeApart(seal)
    const header = { actor, seq: seq + 1, startOp: startOp + 1, deps: alice.heads() }
    const fields = { device: phone.publicKey, chain: new Uint8Array(16), n: 7, prevSeal: null }
    const made = await createSealChange(phone.sign, alicesProfile.doc32, fields, header)
    await expectRefused([made.bytes], 'wrong-start-op')
    await expectHarmless()
  })
})

describe('what no seal covers', () => {
  it('waits: a tail of changes above the last seal', async () => {
    const eve = createAuthor(evesDevice, evesActor, alicesProfile, alice)
    const tail = [1, 2, 3].map(version => eve.editUnsealed(draft => void (draft['bio'] = `Eve ${version}`)))
    await expectHeld(tail)
    await expectHarmless()
  })

  it('waits when it is beside what a seal covers, not beneath', async () => {
    const beside = evesEdit()
    const admission = await reader.receive('eve', [
      beside,
      ...(await alice.edit(draft => void (draft['bio'] = 'sculpts'))),
    ])
    expect(admission.refused).toEqual([])
    expect(admission.released.map(({ hash }) => hash)).not.toContain(hashOf(beside))
    expect(reader.content()).toEqual({ name: 'Alice', bio: 'sculpts' })
  })

  it('waits with what stands on it, and asks for what is missing beneath it', async () => {
    const eve = createAuthor(evesDevice, evesActor, alicesProfile, alice)
    const [first, second] = [1, 2].map(version =>
      eve.editUnsealed(draft => void (draft['bio'] = `Eve ${version}`)),
    )
    await expectHeld([second ?? new Uint8Array()])
    expect(reader.gate.missing()).toEqual([hashOf(first ?? new Uint8Array())])
    await expectHarmless()
  })

  it('leaves with whoever brought it', async () => {
    const unsealed = evesEdit()
    await reader.receive('eve', [unsealed])
    await reader.receive('mallory', [unsealed])
    reader.gate.dropPeer('eve')
    expect(reader.gate.isStaged(hashOf(unsealed))).toBe(true)
    reader.gate.dropPeer('mallory')
    expect(reader.gate.stagedCount()).toBe(0)
    expect(reader.gate.stagedBytes()).toBe(0)
  })
})

describe('a seal', () => {
  const otherDocument = createDocumentGenesis('album', accountNamed('alice'), new Uint8Array(32).fill(1))

  it('of another document is refused', async () => {
    const unsealed = evesEdit()
    await expectRefused([unsealed, await sealOver(unsealed, phone, {}, otherDocument)], 'bad-seal-signature')
    await expectHarmless()
  })

  it('that stood over another change is refused', async () => {
    const unsealed = evesEdit()
    const { message } = takeApart(seal)
    const { actor, seq, startOp } = takeApart(unsealed)
    const top = startOp + parsed(unsealed).operationCount
    const copied = forgeEmpty({ deps: [hashOf(unsealed)], actor, seq: seq + 1, startOp: top, message })
    await expectRefused([unsealed, copied.bytes], 'bad-seal-signature')
    await expectHarmless()
  })

  it('with anything in it or in its header altered is refused', async () => {
    const unsealed = evesEdit()
    const good = await sealOver(unsealed, phone, { prevSeal: new Uint8Array(32).fill(4) })
    const parts = takeApart(good)
    const statement = decodeStatement(parts.message)
    if (!statement.ok || statement.value.type !== 'seal') throw new Error('not a seal')
    const fields = statement.value.seal
    const altered: readonly Partial<SealFields>[] = [
      { n: fields.n + 1 },
      { chain: fields.chain.with(0, 1) },
      { prevSeal: null },
      { prevSeal: new Uint8Array(32).fill(5) },
      { device: laptop.publicKey },
      { sig: fields.sig.with(0, (fields.sig[0] ?? 0) ^ 1) },
      { sig: new Uint8Array(64) },
    ]
    for (const change of altered) {
      const message = encodeStatement({ type: 'seal', seal: { ...fields, ...change } })
      await expectRefused([unsealed, forge(good, { message }).bytes], 'bad-seal-signature')
    }
    await expectRefused(
      [unsealed, forge(good, { actor: actorNamed('nobody'), seq: 1 }).bytes],
      'bad-seal-signature',
    )
    await expectRefused([unsealed, forge(good, { seq: parts.seq + 1 }).bytes], 'bad-seal-signature')
    await expectRefused(
      [forge(good, { deps: alice.heads(), startOp: takeApart(seal).startOp }).bytes],
      'bad-seal-signature',
    )
    expect(reader.heads()).toEqual(alice.heads())
    const admission = await reader.receive('eve', [good])
    expect(admission.released.map(({ hash }) => hash)).toEqual([hashOf(unsealed), hashOf(good)])
  })

  it('spelt another way is refused, or its twin would take the number of the true one', async () => {
    const [made, good] = await alice.edit(draft => void (draft['bio'] = 'paints on'))
    const parts = takeApart(good)
    const twins: readonly Partial<ChangeParts>[] = [
      { time: 1 },
      { otherActors: [evesActor] },
      { extra: Uint8Array.of(0) },
      { columns: [{ spec: 0x42, data: new Uint8Array() }] },
      { message: `${parts.message}=` },
    ]
    for (const twin of twins) {
      const forged = forge(good, twin)
      expect(forged.hash).not.toBe(hashOf(good))
      const admission = await reader.receive('eve', [made, forged.bytes])
      expect([twin, admission.released]).toEqual([twin, []])
      expect(reasons(admission).filter(reason => reason !== 'bad-seal-signature')).toEqual([])
    }
    expect(await reader.receive('alice', [good])).toMatchObject({ refused: [] })
    expect(reader.heads()).toEqual(alice.heads())
  })

  it('by a device of another account is refused', async () => {
    const unsealed = evesEdit()
    await expectRefused([unsealed, await sealOver(unsealed, evesDevice)], 'unknown-device')
    await expectHarmless()
  })

  it('by a device that is certified later counts from then on', async () => {
    const unsealed = evesEdit()
    await expectRefused([unsealed, await sealOver(unsealed, evesDevice)], 'unknown-device')
    expect(await reader.reconsider()).toMatchObject({ released: [] })
    chain.add(evesDevice)
    const admission = await reader.reconsider()
    expect(admission.released).toHaveLength(2)
    expect(reader.content()).toEqual({ name: 'Alice', bio: 'I am Eve' })
  })

  it('carried by a change with operations seals nothing', async () => {
    const real = evesEdit()
    const { actor, seq, startOp, deps } = takeApart(real)
    const made = await createSealChange(
      phone.sign,
      alicesProfile.doc32,
      { device: phone.publicKey, chain: new Uint8Array(16), n: 7, prevSeal: null },
      { actor, seq, startOp, deps },
    )
    await expectHeld([forge(real, { message: takeApart(made.bytes).message }).bytes])
    await expectHarmless()
  })
})

describe('a revoked device', () => {
  it('keeps the seals up to its frontier and gains none past it', async () => {
    const stolen = createAuthor(laptop, actorNamed('laptop'), alicesProfile, alice)
    const kept = await stolen.edit(draft => void (draft['bio'] = 'sketches'))
    const past = await stolen.edit(draft => void (draft['bio'] = 'stolen'))
    chain.revoke(laptop, hashOf(kept[1]))
    const arrival = await reader.receive('eve', [...kept, ...past])
    expect(arrival.released.map(({ hash }) => hash)).toEqual(kept.map(hashOf))
    expect(reasons(arrival)).toEqual(['revoked-device'])
    expect(reader.content()).toEqual({ name: 'Alice', bio: 'sketches' })
    expect(reader.gate.isStaged(hashOf(past[1]))).toBe(true)
    alice.take(kept)
    const admission = await reader.receive(
      'alice',
      await alice.edit(draft => void (draft['bio'] = 'hers again')),
    )
    expect(admission.refused).toEqual([])
    expect(reader.content()).toEqual({ name: 'Alice', bio: 'hers again' })
    expect(reader.heads()).toEqual(alice.heads())
  })

  it('revoked with nothing kept has no seal that counts, beneath another device than its own', async () => {
    const stolen = createAuthor(laptop, actorNamed('laptop'), alicesProfile, alice)
    const past = await stolen.edit(draft => void (draft['bio'] = 'stolen'))
    chain.revoke(laptop)
    await expectRefused(past, 'revoked-device')
    await expectHarmless()
  })

  it('stands where another device vouched for it before it knew', async () => {
    const stolen = createAuthor(laptop, actorNamed('laptop'), alicesProfile, alice)
    const early = await stolen.edit(draft => void (draft['bio'] = 'sketches'))
    chain.revoke(laptop)
    await expectRefused(early, 'revoked-device')
    alice.take(early)
    await reader.receive('alice', await alice.edit(draft => void (draft['note'] = 'seen')))
    expect(reader.content()).toEqual({ name: 'Alice', bio: 'sketches', note: 'seen' })
  })
})

describe('a genesis', () => {
  const other = createDocumentGenesis('profile', accountNamed('eve'))

  it('of another document is refused, beside the true one or before it', async () => {
    await expectRefused([genesisChange(other).bytes], 'wrong-genesis')
    const fresh = createPeer(chain.judge)
    const admission = await fresh.receive('eve', [genesisChange(other).bytes, ...alice.changes()])
    expect(reasons(admission)).toEqual(['wrong-genesis'])
    expect(fresh.heads()).toEqual(alice.heads())
    await expectHarmless()
  })

  it('cannot be had twice: nothing else may stand on nothing', async () => {
    const mine = takeApart(genesisChange(alicesProfile).bytes)
    const second = forge(genesisChange(alicesProfile).bytes, { actor: evesActor })
    const withOperations = createAuthor(evesDevice, evesActor).editUnsealed(
      draft => void (draft['bio'] = 'Eve'),
    )
    await expectRefused([second.bytes], 'wrong-genesis')
    await expectRefused(
      [forge(withOperations, { deps: [], startOp: 1, actor: mine.actor }).bytes],
      'wrong-genesis',
    )
    await expectHarmless()
  })

  it('alone is not let through: a document begins with a seal', async () => {
    const fresh = createPeer(chain.judge)
    expect(await fresh.receive('eve', [genesisChange(alicesProfile).bytes])).toEqual({
      released: [],
      refused: [],
    })
    expect(fresh.heads()).toEqual([])
    await fresh.receive('alice', alice.changes().slice(1))
    expect(fresh.heads()).toEqual(alice.heads())
  })

  it('opens the document for its owner only: a whole document of Eve, sealed by Eve, stays outside', async () => {
    const eve = createAuthor(evesDevice, evesActor, alicesProfile)
    await eve.edit(draft => void (draft['name'] = 'Alice?'))
    const fresh = createPeer(chain.judge)
    expect(reasons(await fresh.receive('eve', eve.changes()))).toEqual(['unknown-device'])
    await fresh.receive('alice', alice.changes())
    expect(fresh.content()).toEqual({ name: 'Alice', bio: 'paints' })
  })
})
