/** Whose changes a relay keeps. */
import * as Automerge from '@automerge/automerge'
import { describe, expect, test } from 'vitest'
import { bytesToHex } from '../../../../src/base/bytes.ts'
import { parseChange } from '../../../../src/protocol/changes/change.ts'
import { encodeEmptyChange } from '../../../../src/protocol/changes/empty-change.ts'
import { createDocumentGenesis } from '../../../../src/protocol/records/document-genesis.ts'
import { encodeSyncMessage } from '../../../../src/protocol/sync/message.ts'
import {
  changesOf,
  copyOf,
  createAccount,
  createDevice,
  edit,
  editUnsealed,
  newOwnedDoc,
  seal,
  type SealedDoc,
  sealOver,
} from '../../../support/sealed-doc.ts'
import { createRoom, type Member } from '../../../support/sync-room.ts'
import { asStranger, nameOf, type Scene, scene } from './profile-scene.ts'

const bring = (member: Member, changes: readonly Uint8Array[]): Promise<void> =>
  member.send(encodeSyncMessage({ heads: [], need: [], have: [], changes }))

describe('what is not sealed', () => {
  test('never leaves, and is no offence', async () => {
    const { room, profile, writer, reader } = await scene()
    editUnsealed(profile, nameOf('Mallory'))
    await room.settle()
    expect(reader.sealed.doc).toEqual({ name: 'Alice' })
    expect([writer.refusals, writer.violations]).toEqual([[], []])
    const another = room.join(asStranger(profile))
    await room.settle()
    expect(another.sealed.doc).toEqual({ name: 'Alice' })
  })

  test('leaves when its seal comes, whoever brings that', async () => {
    const { room, alice, profile, reader } = await scene()
    const made = editUnsealed(profile, nameOf('Alice B.'))
    await room.settle()
    const carried = copyOf(profile)
    const parsed = parseChange(made)
    if (!parsed.ok) throw new Error('not a change')
    await seal(alice.first, carried, parsed.value)
    const friend = room.join(carried)
    await room.settle()
    expect(reader.sealed.doc).toEqual({ name: 'Alice B.' })
    expect(friend.violations).toEqual([])
  })
})

describe('a forged change never leaves', () => {
  const eve = createDevice()
  const cases: Record<string, (scene: Scene, mine: SealedDoc) => Promise<unknown>> = {
    'sealed by a stranger': (_scene, mine) => edit(eve, mine, nameOf('Eve')),
    "sealed in the device's name by a stranger": ({ alice }, mine) =>
      edit(eve, mine, nameOf('Eve'), { fields: { device: alice.first.publicKey } }),
    'sealed for another document': ({ alice }, mine) =>
      edit(alice.first, mine, nameOf('Eve'), { genesis: createDocumentGenesis('private', alice.account) }),
    'with a gap in its numbers': async ({ alice }, mine) => {
      forged.push(await sealOver(alice.first, mine, lastOf(mine), { seq: 9 }))
    },
    'with an operation counter that is too low': async (_scene, mine) => {
      const { actor, seq } = lastOf(mine)
      forge(mine, { actor, seq: seq + 1, startOp: 1 })
    },
    'with a huge operation counter': async (_scene, mine) => {
      const { actor, seq } = lastOf(mine)
      forge(mine, { actor, seq: seq + 1, startOp: 2 ** 40 })
    },
    "with a number of the victim's that is taken": async (_scene, mine) => {
      const { actor, seq, startOp } = lastOf(mine)
      forge(mine, { actor, seq, startOp: startOp + 1 })
    },
    'with a wrong counter under the seal of a good device': async ({ alice }, mine) => {
      const last = lastOf(mine)
      forged.push(await sealOver(alice.first, mine, last, { startOp: last.startOp + 5 }))
    },
  }
  /** What Automerge itself would not make, brought apart from the document. */
  const forged: Uint8Array[] = []
  const lastOf = (sealed: SealedDoc) => {
    const parsed = parseChange(changesOf(sealed).at(-1) ?? new Uint8Array())
    if (!parsed.ok) throw new Error('not a change')
    return parsed.value
  }
  const forge = (mine: SealedDoc, header: { actor: string; seq: number; startOp: number }): void => {
    forged.push(
      encodeEmptyChange({ ...header, deps: Automerge.getHeads(mine.doc), message: 'I was here' }).bytes,
    )
  }

  test.each(Object.entries(cases))('%s', async (name, attempt) => {
    forged.length = 0
    const here = await scene()
    const { room, alice, profile, reader } = here
    const mine = copyOf(profile)
    await attempt(here, mine)
    const heads = reader.heads()
    const bringer = room.join(mine)
    await room.settle()
    if (forged.length > 0) await bring(bringer, forged)
    await room.settle()
    expect(reader.heads()).toEqual(heads)
    expect(reader.sealed.doc).toEqual({ name: 'Alice' })
    // A stranger's device may be one that the chain will add; everything else is an offence.
    expect(bringer.violations).toEqual(name === 'sealed by a stranger' ? [] : ['forged-change'])
    await edit(alice.first, profile, nameOf('Alice B.'))
    await room.settle()
    expect(reader.sealed.doc).toEqual({ name: 'Alice B.' })
  })

  test('broken bytes', async () => {
    const { room, profile, reader } = await scene()
    const mallory = room.join(copyOf(profile))
    await room.settle()
    const broken = Uint8Array.from(changesOf(profile).at(-1) ?? [])
    broken[broken.length - 3] = (broken[broken.length - 3] ?? 0) ^ 1
    await bring(mallory, [broken])
    expect(mallory).toMatchObject({ refusals: ['malformed'], violations: ['malformed-change'] })
    expect(reader.sealed.doc).toEqual({ name: 'Alice' })
  })
})

describe('whose a document is', () => {
  test('its genesis must fit its id', async () => {
    const room = await createRoom()
    const [alice, eve] = [await createAccount(), await createAccount()]
    room.join(alice.identity)
    room.join(eve.identity)
    await room.settle()
    const target = createDocumentGenesis('profile', alice.account)
    const mine = newOwnedDoc(eve.account)
    await edit(eve.first, mine, nameOf('Alice'))
    const mallory = room.join({ ...mine, id: bytesToHex(target.doc32.subarray(0, 16)) })
    await room.settle()
    expect(mallory).toMatchObject({ refusals: ['wrong-genesis'], violations: ['wrong-genesis'] })
    expect((await room.hub.stats()).documentsStored).toBe(2)
  })

  test('it must come with its genesis', async () => {
    const { room, alice } = await scene()
    const album = newOwnedDoc(alice.account, 'album')
    await edit(alice.first, album, nameOf('Works'))
    const writer = room.join(asStranger(album))
    await bring(writer, changesOf(album).slice(1))
    expect(writer.refusals).toEqual(['wrong-genesis'])
    expect(writer.violations).toEqual([])
  })

  test('a second genesis is refused', async () => {
    const { room, alice, profile } = await scene()
    const mallory = room.join(copyOf(profile))
    await room.settle()
    await bring(mallory, changesOf(newOwnedDoc(alice.account, 'album')))
    expect(mallory).toMatchObject({ refusals: ['wrong-genesis'], violations: ['wrong-genesis'] })
  })

  test('it waits for its owner to be known', async () => {
    const room = await createRoom()
    const alice = await createAccount()
    const profile = newOwnedDoc(alice.account)
    await edit(alice.first, profile, nameOf('Alice'))
    const writer = room.join(profile)
    const reader = room.join(asStranger(profile))
    await room.settle()
    expect(writer.refusals).toEqual(['owner-unknown'])
    expect(writer.violations).toEqual([])
    expect(reader.heads()).toEqual([])
    expect(await room.hub.accountState(alice.account)).toBeNull()
    const before = writer.received.length
    room.join(alice.identity)
    await room.settle()
    expect(reader.sealed.doc).toEqual({ name: 'Alice' })
    expect(writer.received.length - before).toBe(1)
    expect((await room.hub.accountState(alice.account))?.devices.size).toBe(1)
  })

  test('an account that the relay does not admit is told so', async () => {
    const alice = await createAccount()
    const room = await createRoom({ admits: () => false })
    const writer = room.join(alice.identity)
    await room.settle()
    expect(writer.refusals).toEqual(['not-admitted'])
    expect((await room.hub.stats()).documentsStored).toBe(0)
  })
})
