import { beforeEach, describe, expect, it } from 'vitest'
import { genesisChange } from '../../../../src/protocol/changes/genesis-change.ts'
import { createSealChange } from '../../../../src/protocol/changes/seal.ts'
import { createDocumentGenesis } from '../../../../src/protocol/records/document-genesis.ts'
import { chunkAround, contentsOf, forge, type Forged, takeApart, uleb } from '../../../support/forger.ts'
import {
  createForgery,
  evesActor,
  evesDevice,
  type Forgery,
  hashOf,
  laptop,
  parsed,
  phone,
  reasons,
  refusalOf,
  sealOver,
} from './forgery-world.ts'
import { accountNamed, actorNamed, alicesProfile, createAuthor, createPeer } from './gate-world.ts'

let forgery: Forgery
beforeEach(async () => {
  forgery = await createForgery()
})

describe("a change under the victim's own name", () => {
  const nextOfAlice = (): Forged => {
    const { alice, seal, evesEdit } = forgery
    const { seq } = takeApart(seal)
    return forge(evesEdit(), { actor: alice.actor, seq: seq + 1 })
  }

  it('with the next number waits for a seal that never comes', async () => {
    const { expectHarmless, expectHeld } = forgery
    await expectHeld([nextOfAlice().bytes])
    await expectHarmless()
  })

  it('with the next number is not let in by a seal of somebody else', async () => {
    const { reader, expectHarmless } = forgery
    const forged = nextOfAlice()
    const eves = await sealOver(forged, evesDevice)
    const admission = await reader.receive('eve', [forged.bytes, eves])
    expect(admission.released).toEqual([])
    expect(refusalOf(admission, hashOf(eves))).toMatchObject({ reason: 'unknown-device' })
    await expectHarmless()
  })

  it('gives way to the one that she makes, and she is not blamed for it', async () => {
    const { alice, reader, expectHeld, expectRefused } = forgery
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
    const { alice, edit, seal, evesEdit, expectHarmless, expectRefused } = forgery
    const { startOp } = takeApart(edit)
    const { seq } = takeApart(seal)
    const forged = forge(evesEdit(), { actor: alice.actor, seq: seq + 1, startOp })
    await expectRefused([forged.bytes], 'wrong-start-op')
    await expectHarmless()
  })

  it('with a number that is taken is refused', async () => {
    const { alice, seal, evesEdit, expectHarmless, expectRefused } = forgery
    const { seq } = takeApart(seal)
    for (const taken of [1, seq - 1, seq]) {
      await expectRefused([forge(evesEdit(), { actor: alice.actor, seq: taken }).bytes], 'duplicate-seq')
    }
    await expectHarmless()
  })

  it('that leaves a number out waits, and is refused even under a seal that holds', async () => {
    const { alice, seal, evesEdit, expectHarmless, expectHeld, expectRefused } = forgery
    const { seq } = takeApart(seal)
    const forged = forge(evesEdit(), { actor: alice.actor, seq: seq + 2 })
    await expectHeld([forged.bytes])
    await expectRefused([await sealOver(forged)], 'seq-gap')
    await expectHarmless()
  })
})

describe('a number that was left out', () => {
  it('and comes by another way lets in what waited for it', async () => {
    const { alice, reader, seal, evesEdit, expectRefused } = forgery
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
    const { reader, evesEdit, expectHarmless, expectRefused } = forgery
    const real = evesEdit()
    const forged = forge(real, { startOp: takeApart(real).startOp + off })
    const sealed = await sealOver(forged)
    await expectRefused([forged.bytes, sealed], 'wrong-start-op', 'parent-refused')
    expect(reader.gate.stagedCount()).toBe(0)
    await expectHarmless()
  })

  it('beyond all counting cannot be read', async () => {
    const { evesEdit, expectHarmless, expectRefused } = forgery
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
    const { alice, seal, expectHarmless, expectRefused } = forgery
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
    const { alice, expectHarmless, expectHeld } = forgery
    const eve = createAuthor(evesDevice, evesActor, alicesProfile, alice)
    const tail = [1, 2, 3].map(version => eve.editUnsealed(draft => void (draft['bio'] = `Eve ${version}`)))
    await expectHeld(tail)
    await expectHarmless()
  })

  it('waits when it is beside what a seal covers, not beneath', async () => {
    const { alice, reader, evesEdit } = forgery
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
    const { alice, reader, expectHarmless, expectHeld } = forgery
    const eve = createAuthor(evesDevice, evesActor, alicesProfile, alice)
    const [first, second] = [1, 2].map(version =>
      eve.editUnsealed(draft => void (draft['bio'] = `Eve ${version}`)),
    )
    await expectHeld([second ?? new Uint8Array()])
    expect(reader.gate.missing()).toEqual([hashOf(first ?? new Uint8Array())])
    await expectHarmless()
  })

  it('leaves with whoever brought it', async () => {
    const { reader, evesEdit } = forgery
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

describe('a genesis', () => {
  const other = createDocumentGenesis('profile', accountNamed('eve'))

  it('of another document is refused, beside the true one or before it', async () => {
    const { chain, alice, expectHarmless, expectRefused } = forgery
    await expectRefused([genesisChange(other).bytes], 'wrong-genesis')
    const fresh = createPeer(chain.judge)
    const admission = await fresh.receive('eve', [genesisChange(other).bytes, ...alice.changes()])
    expect(reasons(admission)).toEqual(['wrong-genesis'])
    expect(fresh.heads()).toEqual(alice.heads())
    await expectHarmless()
  })

  it('cannot be had twice: nothing else may stand on nothing', async () => {
    const { expectHarmless, expectRefused } = forgery
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
    const { chain, alice } = forgery
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
    const { chain, alice } = forgery
    const eve = createAuthor(evesDevice, evesActor, alicesProfile)
    await eve.edit(draft => void (draft['name'] = 'Alice?'))
    const fresh = createPeer(chain.judge)
    expect(reasons(await fresh.receive('eve', eve.changes()))).toEqual(['unknown-device'])
    await fresh.receive('alice', alice.changes())
    expect(fresh.content()).toEqual({ name: 'Alice', bio: 'paints' })
  })
})
