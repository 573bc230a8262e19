import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bytesToHex, utf8ToBytes } from '../../../../../src/base/bytes.ts'
import { unwrapEpoch } from '../../../../../src/core/chat/line/epoch-secret.ts'
import { judgeEpoch } from '../../../../../src/core/chat/line/judge-epoch.ts'
import type { Seating } from '../../../../../src/core/chat/chat-types.ts'
import { loadAutomerge } from '../../../../../src/platform/node/automerge.ts'
import { enc } from '../../../../../src/protocol/codec/cbor.ts'
import { limits } from '../../../../../src/protocol/limits.ts'
import { signRecord, type SignedRecord } from '../../../../../src/protocol/records/record.ts'
import { padPlain } from '../../../../../src/protocol/rooms/envelope.ts'
import { encodeFeedEntry } from '../../../../../src/protocol/rooms/feed-entries.ts'
import { feedGenesis } from '../../../../../src/protocol/rooms/feed-genesis.ts'
import type { Epoch } from '../../../../../src/protocol/rooms/room-types.ts'
import { forgeEnvelope, forgeEpoch, type ForgedEpoch, idOf, plant } from './forge.ts'
import { createLineWorld, type LineDevice, type LineWorld, type Person, until } from './line-world.ts'
import { newRoom, seatingOf, sit, type Talker } from './talker.ts'

beforeAll(loadAutomerge)

type KnownPerson = Person & { readonly first: LineDevice }

let world: LineWorld
let alice: KnownPerson
let bob: KnownPerson
/** A member like any other, whose program does as it likes. */
let mallory: KnownPerson
let malloryPhone: LineDevice
let seating: Seating
let reader: Talker
let epoch: ForgedEpoch

beforeAll(async () => {
  world = await createLineWorld()
  ;[alice, bob, mallory] = [
    await world.person('Alice'),
    await world.person('Bob'),
    await world.person('Mallory'),
  ]
  malloryPhone = await mallory.addDevice('Mallory 2')
})
afterAll(() => world.close())

const activeDevices = (device: LineDevice, person: Person): number =>
  device.book.entryOf(person.account)?.state.devices.size ?? 0
const everybody = () => [alice.account, bob.account, mallory.account]

beforeEach(async () => {
  seating = seatingOf(newRoom(), everybody())
  reader = await sit(bob.first, seating)
  await sit(alice.first, seating)
  await sit(mallory.first, seating)
  for (const { first } of [alice, bob, mallory]) {
    await until(
      () =>
        activeDevices(first, alice) === 1 &&
        activeDevices(first, bob) === 1 &&
        activeDevices(first, mallory) === 2,
    )
  }
  epoch = await forgeEpoch(mallory.first, seating.room, everybody())
})

/** What Bob is told of an entry that Mallory wrote. */
const toldOf = async (id: Uint8Array): Promise<string> => {
  await until(() => reader.shown.has(bytesToHex(id)))
  const content = reader.shown.get(bytesToHex(id))?.content
  return content === undefined || content.ok ? 'read' : content.reason
}

const plantEnvelope = async (made: ForgedEpoch, envelope: SignedRecord): Promise<string> => {
  await plant(mallory.first, seating.room, made.record, envelope)
  return toldOf(idOf(envelope))
}

describe('an envelope that Mallory makes', () => {
  test('is read when nothing is wrong with it', async () => {
    const envelope = await forgeEnvelope(mallory.first, seating.room, epoch)
    expect(await plantEnvelope(epoch, envelope)).toBe('read')
    expect(reader.texts()).toEqual(['forged'])
  })

  test('in the name of another member is refused', async () => {
    const device = alice.first.keys.signer.publicKey
    const envelope = await forgeEnvelope(mallory.first, seating.room, epoch, { device })
    expect(await plantEnvelope(epoch, envelope)).toBe('wrong-sender')
  })

  test('with the device of another member, who helps, is not taken for either', async () => {
    const device = alice.first.keys.signer.publicKey
    const envelope = await forgeEnvelope(mallory.first, seating.room, epoch, {
      device,
      signedBy: alice.first,
    })
    expect(await plantEnvelope(epoch, envelope)).toBe('wrong-sender')
  })

  test('for another feed is refused, also when it is a copy of what another wrote', async () => {
    const feed = feedGenesis(seating.room, alice.account, 0).doc32
    const copy = await forgeEnvelope(alice.first, seating.room, epoch)
    expect(
      await plantEnvelope(epoch, await forgeEnvelope(mallory.first, seating.room, epoch, { feed })),
    ).toBe('wrong-sender')
    expect(await plantEnvelope(epoch, copy)).toBe('wrong-sender')
  })

  test('for another segment of the same feed is refused', async () => {
    const feed = feedGenesis(seating.room, mallory.account, 1).doc32
    expect(
      await plantEnvelope(epoch, await forgeEnvelope(mallory.first, seating.room, epoch, { feed })),
    ).toBe('wrong-sender')
  })

  test('for another room is refused', async () => {
    const other = newRoom()
    const feed = feedGenesis(other, mallory.account, 0).doc32
    expect(await plantEnvelope(epoch, await forgeEnvelope(mallory.first, other, epoch, { feed }))).toBe(
      'wrong-sender',
    )
    const keyed = await forgeEnvelope(mallory.first, seating.room, epoch, { keyRoom: other })
    expect(await plantEnvelope(epoch, keyed)).toBe('broken')
  })

  test('under the key of another epoch is refused', async () => {
    const second = await forgeEpoch(mallory.first, seating.room, everybody())
    const envelope = await forgeEnvelope(mallory.first, seating.room, { id: epoch.id, secret: second.secret })
    expect(await plantEnvelope(epoch, envelope)).toBe('broken')
  })

  test('signed by another key is refused', async () => {
    const envelope = await forgeEnvelope(mallory.first, seating.room, epoch, { signedBy: malloryPhone })
    expect(await plantEnvelope(epoch, envelope)).toBe('wrong-sender')
  })

  test('from a device that nobody certified is refused', async () => {
    const device = new Uint8Array(32).fill(9)
    const envelope = await forgeEnvelope(mallory.first, seating.room, epoch, { device })
    expect(await plantEnvelope(epoch, envelope)).toBe('not-certified')
  })

  test('from a device that has no part in the epoch is refused', async () => {
    const own = mallory.first.keys.signer.publicKey
    const phone = malloryPhone.keys.signer.publicKey
    const wraps = epoch.epoch.wraps.filter(([device]) => bytesToHex(device) !== bytesToHex(phone))
    const without = await forgeEpoch(mallory.first, seating.room, everybody(), {
      nonce: epoch.epoch.nonce,
      commit: epoch.epoch.commit,
      creatorDevice: own,
      wraps,
    })
    const envelope = await forgeEnvelope(malloryPhone, seating.room, { id: without.id, secret: epoch.secret })
    expect(await plantEnvelope(without, envelope)).toBe('not-certified')
    const honest = await forgeEnvelope(mallory.first, seating.room, { id: without.id, secret: epoch.secret })
    expect(await plantEnvelope(without, honest)).toBe('read')
  })

  test('under an epoch that is nowhere cannot be read, and can as soon as it is there', async () => {
    const envelope = await forgeEnvelope(mallory.first, seating.room, epoch)
    await plant(mallory.first, seating.room, envelope)
    expect(await toldOf(idOf(envelope))).toBe('no-key')
    await plant(mallory.first, seating.room, epoch.record)
    await reader.untilTexts('forged')
  })

  test('with wrong padding or content is told of as broken', async () => {
    const unpadded = await forgeEnvelope(mallory.first, seating.room, epoch, { padded: new Uint8Array(256) })
    expect(await plantEnvelope(epoch, unpadded)).toBe('broken')
    const nonsense = await forgeEnvelope(mallory.first, seating.room, epoch, {
      padded: padPlain(utf8ToBytes('no item')),
    })
    expect(await plantEnvelope(epoch, nonsense)).toBe('broken')
  })

  test('of a type that only a newer version knows is told of as that', async () => {
    const padded = padPlain(enc(['hologram', mallory.first.clock.nowMs(), [], []]))
    const envelope = await forgeEnvelope(mallory.first, seating.room, epoch, { padded })
    expect(await plantEnvelope(epoch, envelope)).toBe('newer-version')
  })
})

describe('numbers', () => {
  test('used twice are told of, with the device that was copied', async () => {
    const chain = new Uint8Array(16).fill(3)
    const first = await forgeEnvelope(mallory.first, seating.room, epoch, { chain, n: 4 })
    const second = await forgeEnvelope(mallory.first, seating.room, epoch, { chain, n: 4 })
    expect(await plantEnvelope(epoch, first)).toBe('read')
    expect(await plantEnvelope(epoch, second)).toBe('repeated')
    expect(reader.devices()).toEqual([
      { account: mallory.account, kind: 'copied-device', device: 'Mallory 1' },
    ])
  })

  test('used twice are known after a restart, and under another epoch', async () => {
    const chain = new Uint8Array(16).fill(3)
    const first = await forgeEnvelope(mallory.first, seating.room, epoch, { chain, n: 4 })
    expect(await plantEnvelope(epoch, first)).toBe('read')
    const second = await forgeEpoch(mallory.first, seating.room, everybody())
    bob.first.network.cut()
    const carol = await bob.first.restart()
    reader = await sit(carol, seating)
    expect(
      await plantEnvelope(second, await forgeEnvelope(mallory.first, seating.room, second, { chain, n: 4 })),
    ).toBe('repeated')
    await carol.close()
    bob = { ...bob, first: await carol.restart() }
  })

  test('left out are counted as missing', async () => {
    const chain = new Uint8Array(16).fill(3)
    for (const n of [0, 1, 5]) {
      expect(
        await plantEnvelope(epoch, await forgeEnvelope(mallory.first, seating.room, epoch, { chain, n })),
      ).toBe('read')
    }
    expect(reader.line.status().missing).toBe(3)
    const frontier = await reader.line.frontierOf(mallory.account)
    expect(frontier).toEqual([[chain, 5]])
  })

  test('of one envelope that stands there twice count once', async () => {
    const envelope = await forgeEnvelope(mallory.first, seating.room, epoch)
    const again: SignedRecord = { ...envelope, sig: new Uint8Array(64).fill(1) }
    expect(await plantEnvelope(epoch, envelope)).toBe('read')
    await plant(mallory.first, seating.room, envelope, again)
    expect(await plantEnvelope(epoch, await forgeEnvelope(mallory.first, seating.room, epoch))).toBe('read')
    expect(reader.reasons()).toEqual([])
    expect(reader.texts()).toEqual(['forged', 'forged'])
  })
})

describe('an epoch that Mallory makes', () => {
  const problemOf = async (record: Epoch): Promise<string> => {
    const place = { doc32: feedGenesis(seating.room, mallory.account, 0).doc32, owner: mallory.account }
    const verdict = await judgeEpoch(record, place, bob.first.book, bob.first.deps.verify)
    return verdict.kind === 'refused' ? verdict.problem : verdict.kind
  }
  const madeWith = async (choices: Parameters<typeof forgeEpoch>[3]): Promise<string> =>
    problemOf((await forgeEpoch(mallory.first, seating.room, everybody(), choices)).epoch)

  const unwrapped = (made: ForgedEpoch): string => {
    const { signer, prekeys } = bob.first.keys
    return unwrapEpoch(made.epoch, seating.room, signer.publicKey, prekeys).kind
  }

  test('is good when nothing is wrong with it', async () => {
    expect(unwrapped(epoch)).toBe('secret')
    expect(await problemOf(epoch.epoch)).toBe('good')
  })

  test('for another feed or another room is refused', async () => {
    expect(await madeWith({ feed: feedGenesis(seating.room, alice.account, 0).doc32 })).toBe('wrong-feed')
    expect(await madeWith({ feed: feedGenesis(newRoom(), mallory.account, 0).doc32 })).toBe('wrong-feed')
    expect(await madeWith({ feed: feedGenesis(seating.room, mallory.account, 1).doc32 })).toBe('wrong-feed')
  })

  test('in the name of another member is refused', async () => {
    expect(await madeWith({ creator: alice.account })).toBe('wrong-creator')
    expect(await madeWith({ creatorDevice: alice.first.keys.signer.publicKey })).toBe('not-certified')
  })

  test('signed by another key is refused', async () => {
    expect(await madeWith({ signedBy: malloryPhone })).toBe('bad-signature')
  })

  test('for a device that no member certified is refused', async () => {
    const wraps = [...epoch.epoch.wraps, [new Uint8Array(32).fill(9), 1, new Uint8Array(80)] as const]
    expect(await madeWith({ wraps })).toBe('not-certified')
  })

  test('that quotes a chain which is not here has to wait', async () => {
    const members = epoch.epoch.members.map(
      ([account, heads]) => [account, [...heads, new Uint8Array(32).fill(5)]] as const,
    )
    expect(await madeWith({ members })).toBe('waits')
  })

  test('with wraps of another epoch gives nobody its key', async () => {
    const { wraps } = epoch.epoch
    const copied = await forgeEpoch(mallory.first, seating.room, everybody(), { wraps })
    expect(unwrapped(copied)).toBe('wrong-wrap')
    expect(await plantEnvelope(copied, await forgeEnvelope(mallory.first, seating.room, copied))).toBe(
      'no-key',
    )
  })

  test('with another secret for Bob than the one it commits to gives him none', async () => {
    const split = await forgeEpoch(mallory.first, seating.room, everybody(), {
      wrapped: new Uint8Array(32).fill(8),
    })
    expect(unwrapped(split)).toBe('wrong-secret')
    expect(await plantEnvelope(split, await forgeEnvelope(mallory.first, seating.room, split))).toBe('no-key')
    await reader.line.takeKeys([[split.id, new Uint8Array(32).fill(8)]])
    expect(reader.texts()).toEqual([])
    await reader.line.takeKeys([[split.id, split.secret]])
    await reader.untilTexts('forged')
  })

  test('is not used for sending when it is not for exactly the members', async () => {
    const small = await forgeEpoch(mallory.first, seating.room, [bob.account, mallory.account])
    await plant(
      mallory.first,
      seating.room,
      small.record,
      await forgeEnvelope(mallory.first, seating.room, small),
    )
    await reader.untilTexts('forged')
    const [id] = await reader.say('to everybody')
    expect(reader.shown.get(id ?? '')?.header.epoch).not.toEqual(small.id)
  })

  test('is used by others only as long as it is young', async () => {
    const future = await forgeEpoch(mallory.first, seating.room, everybody(), {
      atMs: Date.now() + 60 * 60_000,
    })
    await plant(
      mallory.first,
      seating.room,
      future.record,
      await forgeEnvelope(mallory.first, seating.room, future),
    )
    await reader.untilTexts('forged')
    const [id] = await reader.say('now')
    expect(reader.shown.get(id ?? '')?.header.epoch).not.toEqual(future.id)
  })

  test('for a list of members that it had left behind makes what is under it unreadable', async () => {
    const heads = [[new Uint8Array(32).fill(1)], [new Uint8Array(32).fill(2)], [new Uint8Array(32).fill(1)]]
    const told: string[] = []
    for (const controlHeads of heads) {
      const made = await forgeEpoch(mallory.first, seating.room, everybody(), { controlHeads })
      told.push(await plantEnvelope(made, await forgeEnvelope(mallory.first, seating.room, made)))
    }
    expect(told).toEqual(['read', 'read', 'old-key'])
  })
})

describe('what is no entry at all', () => {
  const reasonsOf = async (
    ...entries: readonly (SignedRecord | Uint8Array)[]
  ): Promise<readonly string[]> => {
    await plant(mallory.first, seating.room, ...entries)
    await until(() => reader.shown.size === entries.length)
    return reader.reasons()
  }

  test('is told of: cut short, too large, of another kind', async () => {
    const whole = encodeFeedEntry(await forgeEnvelope(mallory.first, seating.room, epoch))
    expect(await reasonsOf(whole.subarray(0, -1))).toEqual(['broken'])
  })

  test('is told of when it is too large', async () => {
    expect(await reasonsOf(new Uint8Array(limits.entryBytes + 1))).toEqual(['too-large'])
  })

  test('is told of when it is another kind of record, with the body of an envelope', async () => {
    const { body } = await forgeEnvelope(mallory.first, seating.room, epoch)
    const asEpoch = await signRecord(mallory.first.keys.signer.sign, 'epoch', body)
    const asLink = await signRecord(mallory.first.keys.signer.sign, 'link', body)
    expect(await reasonsOf(asEpoch, asLink)).toEqual(['broken', 'newer-version'])
  })

  test('does not keep what comes after it from being read', async () => {
    await plant(mallory.first, seating.room, new Uint8Array(), new Uint8Array(500).fill(255), epoch.record)
    expect(await plantEnvelope(epoch, await forgeEnvelope(mallory.first, seating.room, epoch))).toBe('read')
  })
})
