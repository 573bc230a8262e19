import { beforeEach, describe, expect, it } from 'vitest'
import { createSealChange } from '../../../../src/protocol/changes/seal.ts'
import {
  decodeStatement,
  encodeStatement,
  type SealFields,
} from '../../../../src/protocol/changes/statement.ts'
import { createDocumentGenesis } from '../../../../src/protocol/records/document-genesis.ts'
import { type ChangeParts, forge, forgeEmpty, takeApart } from '../../../support/forger.ts'
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
  sealOver,
} from './forgery-world.ts'
import { accountNamed, actorNamed, alicesProfile, createAuthor } from './gate-world.ts'

let forgery: Forgery
beforeEach(async () => {
  forgery = await createForgery()
})

describe('a seal', () => {
  const otherDocument = createDocumentGenesis('album', accountNamed('alice'), new Uint8Array(32).fill(1))

  it('of another document is refused', async () => {
    const { evesEdit, expectHarmless, expectRefused } = forgery
    const unsealed = evesEdit()
    await expectRefused([unsealed, await sealOver(unsealed, phone, {}, otherDocument)], 'bad-seal-signature')
    await expectHarmless()
  })

  it('that stood over another change is refused', async () => {
    const { seal, evesEdit, expectHarmless, expectRefused } = forgery
    const unsealed = evesEdit()
    const { message } = takeApart(seal)
    const { actor, seq, startOp } = takeApart(unsealed)
    const top = startOp + parsed(unsealed).operationCount
    const copied = forgeEmpty({ deps: [hashOf(unsealed)], actor, seq: seq + 1, startOp: top, message })
    await expectRefused([unsealed, copied.bytes], 'bad-seal-signature')
    await expectHarmless()
  })

  it('with anything in it or in its header altered is refused', async () => {
    const { alice, reader, seal, evesEdit, expectRefused } = forgery
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
    const { alice, reader } = forgery
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
    const { evesEdit, expectHarmless, expectRefused } = forgery
    const unsealed = evesEdit()
    await expectRefused([unsealed, await sealOver(unsealed, evesDevice)], 'unknown-device')
    await expectHarmless()
  })

  it('by a device that is certified later counts from then on', async () => {
    const { chain, reader, evesEdit, expectRefused } = forgery
    const unsealed = evesEdit()
    await expectRefused([unsealed, await sealOver(unsealed, evesDevice)], 'unknown-device')
    expect(await reader.reconsider()).toMatchObject({ released: [] })
    chain.add(evesDevice)
    const admission = await reader.reconsider()
    expect(admission.released).toHaveLength(2)
    expect(reader.content()).toEqual({ name: 'Alice', bio: 'I am Eve' })
  })

  it('carried by a change with operations seals nothing', async () => {
    const { evesEdit, expectHarmless, expectHeld } = forgery
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
    const { chain, alice, reader } = forgery
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
    const { chain, alice, expectHarmless, expectRefused } = forgery
    const stolen = createAuthor(laptop, actorNamed('laptop'), alicesProfile, alice)
    const past = await stolen.edit(draft => void (draft['bio'] = 'stolen'))
    chain.revoke(laptop)
    await expectRefused(past, 'revoked-device')
    await expectHarmless()
  })

  it('stands where another device vouched for it before it knew', async () => {
    const { chain, alice, reader, expectRefused } = forgery
    const stolen = createAuthor(laptop, actorNamed('laptop'), alicesProfile, alice)
    const early = await stolen.edit(draft => void (draft['bio'] = 'sketches'))
    chain.revoke(laptop)
    await expectRefused(early, 'revoked-device')
    alice.take(early)
    await reader.receive('alice', await alice.edit(draft => void (draft['note'] = 'seen')))
    expect(reader.content()).toEqual({ name: 'Alice', bio: 'sketches', note: 'seen' })
  })
})
