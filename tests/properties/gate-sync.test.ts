import * as Automerge from '@automerge/automerge'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { bytesToHex } from '../../src/base/bytes.ts'
import { decodeSyncMessage, encodeSyncMessage } from '../../src/protocol/sync/message.ts'
import {
  type Content,
  type Dice,
  diceFrom,
  type Doc,
  randomEdit,
} from '../unit/protocol/changes/random-history.ts'
import { actorNamed, createChain } from '../unit/protocol/gate/gate-world.ts'
import { devicesOf, forgeFrom, pick, runs, seeds } from './gate-histories.ts'
import { edit, expectSame, join, type Link, linksOf, loadGate, type Member, settle } from './gate-links.ts'

beforeAll(loadGate)

const randomSteps = async (
  dice: Dice,
  members: readonly Member[],
  links: readonly Link[],
  steps: number,
): Promise<void> => {
  for (let step = 0; step < steps; step++) {
    const link = pick(dice, links)
    switch (dice(8)) {
      case 0:
      case 1:
        await edit(pick(dice, members), draft => {
          randomEdit(dice)(draft)
          draft['step'] = step
        })
        break
      case 2:
        if (dice(3) === 0) link.cut()
        break
      case 3:
      case 4:
        await link.speak()
        break
      default:
        await link.deliver(dice(2))
    }
  }
}

describe('devices over links that fail', () => {
  it('come to the same document, and then fall silent', () =>
    fc.assert(
      fc.asyncProperty(seeds, async seed => {
        const dice = diceFrom(seed)
        const devices = devicesOf(2 + dice(2))
        const { judge } = createChain(...devices)
        const members = await Promise.all(
          devices.map((device, index) => join(`m${index}`, seed + index, device, judge)),
        )
        const links = linksOf(members)
        await randomSteps(dice, members, links, 10 + dice(60))
        const messages = await settle(links)
        expectSame(members)
        expect(messages).toBeLessThan(16 * links.length)
        expect(await settle(links)).toBe(0)
        for (const link of links) link.cut()
        expect(await settle(links)).toBeLessThanOrEqual(4 * links.length)
        expectSame(members)
      }),
      runs(25),
    ))
})

/** A peer of raw Automerge, with things in its store that nobody sealed. */
const createRawPeer = (start: Doc) => {
  let doc = start
  let state = Automerge.initSyncState()
  return {
    changes: () => {
      try {
        return Automerge.getAllChanges(doc)
      } catch {
        doc = Automerge.clone(start)
        return Automerge.getAllChanges(doc)
      }
    },
    take: (chunks: readonly Uint8Array[]) => {
      try {
        ;[doc] = Automerge.applyChanges(Automerge.clone(doc), [...chunks])
      } catch {
        // Not even Automerge took this one.
      }
    },
    edit: (mutate: (draft: Content) => void) => {
      try {
        doc = Automerge.change(Automerge.clone(doc), mutate)
      } catch {
        doc = Automerge.clone(start)
      }
    },
    say: (): Uint8Array | null => {
      try {
        const [next, bytes] = Automerge.generateSyncMessage(doc, state)
        state = next
        return bytes
      } catch {
        // Its own forgeries broke it: it starts again from what it began with.
        doc = Automerge.clone(start)
        return null
      }
    },
    hear: (bytes: Uint8Array) => {
      try {
        ;[doc, state] = Automerge.receiveSyncMessage(Automerge.clone(doc), state, bytes)
      } catch {
        // Its own forgery stands in the way of what is true.
      }
    },
    reconnect: () => {
      state = Automerge.initSyncState()
    },
  }
}

type RawPeer = ReturnType<typeof createRawPeer>

/** The number of messages until both are silent. */
const converse = async (raw: RawPeer, name: string, member: Member): Promise<number> => {
  for (let messages = 0; messages < 60;) {
    const theirs = raw.say()
    if (theirs !== null) await member.replica.receive(name, theirs)
    const ours = await member.replica.nextMessage(name)
    if (ours !== null) raw.hear(ours)
    if (theirs === null && ours === null) return messages
    messages += (theirs === null ? 0 : 1) + (ours === null ? 0 : 1)
  }
  throw new Error('never silent')
}

describe('a hostile peer', () => {
  it('whose store is full of unsealed changes neither gets them in nor keeps a conversation going', () =>
    fc.assert(
      fc.asyncProperty(seeds, async seed => {
        const dice = diceFrom(seed)
        const devices = devicesOf(2)
        const { judge } = createChain(...devices)
        const members = await Promise.all(
          devices.map((device, index) => join(`m${index}`, seed + index, device, judge)),
        )
        const [alice, bob] = members
        if (alice === undefined || bob === undefined) throw new Error('nobody came')
        const links = linksOf(members)
        for (let step = 0; step < 4; step++) await edit(alice, randomEditNamed(dice, step))
        await settle(links)

        const raw = createRawPeer(
          Automerge.load(Automerge.save(alice.replica.doc()), { actor: actorNamed('eve') }),
        )
        for (let round = 0; round < 4; round++) {
          raw.edit(randomEditNamed(dice, 100 + round))
          raw.take(await forgeFrom(dice, raw.changes()))
          expect(await converse(raw, 'eve', bob)).toBeLessThan(16)
          await edit(pick(dice, members), randomEditNamed(dice, 200 + round))
          if (dice(2) === 0) expect(await settle(links)).toBeLessThan(16)
          expect(await converse(raw, 'eve', bob)).toBeLessThan(16)
          if (dice(3) === 0) {
            bob.replica.dropPeer('eve')
            raw.reconnect()
          }
        }
        await settle(links)
        expectSame(members)
        const sealed = new Set(
          Automerge.getAllChanges(alice.replica.doc()).map(bytes => Automerge.decodeChange(bytes).actor),
        )
        expect(sealed).not.toContain(actorNamed('eve'))
      }),
      runs(25),
    ))

  it('that asks for everything, or says it has what nobody has, gets a bounded answer', async () => {
    const [device] = devicesOf(1)
    if (device === undefined) throw new Error('no device')
    const alice = await join('alice', 1, device, createChain(device).judge)
    await edit(alice, draft => {
      draft['name'] = 'Alice'
    })
    const dice = diceFrom(7)
    const nowhere = (): string => bytesToHex(Uint8Array.from({ length: 32 }, () => dice(256)))
    let answers = 0
    let asked = 0
    for (let turn = 0; turn < 30; turn++) {
      const heads = Array.from({ length: 50 }, nowhere)
      const need = [...alice.replica.heads(), nowhere()]
      const have = [{ lastSync: [nowhere()], bloom: new Uint8Array() }]
      await alice.replica.receive('eve', encodeSyncMessage({ heads, need, have, changes: [] }))
      for (let answer = await alice.replica.nextMessage('eve'); answer !== null; answers++) {
        const decoded = decodeSyncMessage(answer)
        asked += decoded.ok ? decoded.value.need.length : 0
        answer = await alice.replica.nextMessage('eve')
      }
    }
    expect(answers).toBeLessThanOrEqual(60)
    expect(asked).toBeLessThanOrEqual(1_500)
    expect(alice.replica.doc()).toEqual({ name: 'Alice' })
  })
})

const randomEditNamed =
  (dice: Dice, step: number) =>
  (draft: Content): void => {
    randomEdit(dice)(draft)
    draft['step'] = step
  }
