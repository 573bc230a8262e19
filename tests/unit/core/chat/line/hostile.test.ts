import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bytesToHex, utf8ToBytes } from '../../../../../src/base/bytes.ts'
import { enc } from '../../../../../src/protocol/codec/cbor.ts'
import { limits } from '../../../../../src/protocol/limits.ts'
import { type SignedRecord, signRecord } from '../../../../../src/protocol/records/record.ts'
import { padPlain } from '../../../../../src/protocol/rooms/envelope.ts'
import { encodeFeedEntry } from '../../../../../src/protocol/rooms/feed-entries.ts'
import { feedGenesis } from '../../../../../src/protocol/rooms/feed-genesis.ts'
import { forgeEnvelope, forgeEpoch, idOf, plant } from './forge.ts'
import { createHostileWorld, type HostileScene, type HostileWorld } from './hostile-world.ts'
import { until } from './outcomes.ts'
import { newRoom, sit } from './talker.ts'

let hostile: HostileWorld
let scene: HostileScene
beforeAll(async () => {
  hostile = await createHostileWorld()
})
afterAll(() => hostile.close())
beforeEach(async () => {
  scene = await hostile.seat()
})

describe('an envelope that Mallory makes', () => {
  test('is read when nothing is wrong with it', async () => {
    const { mallory, seating, reader, epoch, plantEnvelope } = scene
    const envelope = await forgeEnvelope(mallory.first, seating.room, epoch)
    expect(await plantEnvelope(epoch, envelope)).toBe('read')
    expect(reader.texts()).toEqual(['forged'])
  })

  test('in the name of another member is refused', async () => {
    const { alice, mallory, seating, epoch, plantEnvelope } = scene
    const device = alice.first.keys.signer.publicKey
    const envelope = await forgeEnvelope(mallory.first, seating.room, epoch, { device })
    expect(await plantEnvelope(epoch, envelope)).toBe('wrong-sender')
  })

  test('with the device of another member, who helps, is not taken for either', async () => {
    const { alice, mallory, seating, epoch, plantEnvelope } = scene
    const device = alice.first.keys.signer.publicKey
    const envelope = await forgeEnvelope(mallory.first, seating.room, epoch, {
      device,
      signedBy: alice.first,
    })
    expect(await plantEnvelope(epoch, envelope)).toBe('wrong-sender')
  })

  test('for another feed is refused, also when it is a copy of what another wrote', async () => {
    const { alice, mallory, seating, epoch, plantEnvelope } = scene
    const feed = feedGenesis(seating.room, alice.account, 0).doc32
    const copy = await forgeEnvelope(alice.first, seating.room, epoch)
    expect(
      await plantEnvelope(epoch, await forgeEnvelope(mallory.first, seating.room, epoch, { feed })),
    ).toBe('wrong-sender')
    expect(await plantEnvelope(epoch, copy)).toBe('wrong-sender')
  })

  test('for another segment of the same feed is refused', async () => {
    const { mallory, seating, epoch, plantEnvelope } = scene
    const feed = feedGenesis(seating.room, mallory.account, 1).doc32
    expect(
      await plantEnvelope(epoch, await forgeEnvelope(mallory.first, seating.room, epoch, { feed })),
    ).toBe('wrong-sender')
  })

  test('for another room is refused', async () => {
    const { mallory, seating, epoch, plantEnvelope } = scene
    const other = newRoom()
    const feed = feedGenesis(other, mallory.account, 0).doc32
    expect(await plantEnvelope(epoch, await forgeEnvelope(mallory.first, other, epoch, { feed }))).toBe(
      'wrong-sender',
    )
    const keyed = await forgeEnvelope(mallory.first, seating.room, epoch, { keyRoom: other })
    expect(await plantEnvelope(epoch, keyed)).toBe('broken')
  })

  test('under the key of another epoch is refused', async () => {
    const { mallory, everybody, seating, epoch, plantEnvelope } = scene
    const second = await forgeEpoch(mallory.first, seating.room, everybody())
    const envelope = await forgeEnvelope(mallory.first, seating.room, { id: epoch.id, secret: second.secret })
    expect(await plantEnvelope(epoch, envelope)).toBe('broken')
  })

  test('signed by another key is refused', async () => {
    const { mallory, malloryPhone, seating, epoch, plantEnvelope } = scene
    const envelope = await forgeEnvelope(mallory.first, seating.room, epoch, { signedBy: malloryPhone })
    expect(await plantEnvelope(epoch, envelope)).toBe('wrong-sender')
  })

  test('from a device that nobody certified is refused', async () => {
    const { mallory, seating, epoch, plantEnvelope } = scene
    const device = new Uint8Array(32).fill(9)
    const envelope = await forgeEnvelope(mallory.first, seating.room, epoch, { device })
    expect(await plantEnvelope(epoch, envelope)).toBe('not-certified')
  })

  test('from a device that has no part in the epoch is refused', async () => {
    const { mallory, malloryPhone, everybody, seating, epoch, plantEnvelope } = scene
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
    const { mallory, seating, reader, epoch, toldOf } = scene
    const envelope = await forgeEnvelope(mallory.first, seating.room, epoch)
    await plant(mallory.first, seating.room, envelope)
    expect(await toldOf(idOf(envelope))).toBe('no-key')
    await plant(mallory.first, seating.room, epoch.record)
    await reader.untilTexts('forged')
  })

  test('with wrong padding or content is told of as broken', async () => {
    const { mallory, seating, epoch, plantEnvelope } = scene
    const unpadded = await forgeEnvelope(mallory.first, seating.room, epoch, { padded: new Uint8Array(256) })
    expect(await plantEnvelope(epoch, unpadded)).toBe('broken')
    const nonsense = await forgeEnvelope(mallory.first, seating.room, epoch, {
      padded: padPlain(utf8ToBytes('no item')),
    })
    expect(await plantEnvelope(epoch, nonsense)).toBe('broken')
  })

  test('of a type that only a newer version knows is told of as that', async () => {
    const { mallory, seating, epoch, plantEnvelope } = scene
    const padded = padPlain(enc(['hologram', mallory.first.clock.nowMs(), [], []]))
    const envelope = await forgeEnvelope(mallory.first, seating.room, epoch, { padded })
    expect(await plantEnvelope(epoch, envelope)).toBe('newer-version')
  })
})

describe('numbers', () => {
  test('used twice are told of, with the device that was copied', async () => {
    const { mallory, seating, reader, epoch, plantEnvelope } = scene
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
    const { bob, mallory, everybody, seating, epoch, plantEnvelope } = scene
    const chain = new Uint8Array(16).fill(3)
    const first = await forgeEnvelope(mallory.first, seating.room, epoch, { chain, n: 4 })
    expect(await plantEnvelope(epoch, first)).toBe('read')
    const second = await forgeEpoch(mallory.first, seating.room, everybody())
    bob.first.network.cut()
    const carol = await bob.first.restart()
    scene.reader = await sit(carol, seating)
    expect(
      await plantEnvelope(second, await forgeEnvelope(mallory.first, seating.room, second, { chain, n: 4 })),
    ).toBe('repeated')
    await carol.close()
    hostile.people.bob = { ...bob, first: await carol.restart() }
  })

  test('left out are counted as missing', async () => {
    const { mallory, seating, reader, epoch, plantEnvelope } = scene
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
    const { mallory, seating, reader, epoch, plantEnvelope } = scene
    const envelope = await forgeEnvelope(mallory.first, seating.room, epoch)
    const again: SignedRecord = { ...envelope, sig: new Uint8Array(64).fill(1) }
    expect(await plantEnvelope(epoch, envelope)).toBe('read')
    await plant(mallory.first, seating.room, envelope, again)
    expect(await plantEnvelope(epoch, await forgeEnvelope(mallory.first, seating.room, epoch))).toBe('read')
    expect(reader.reasons()).toEqual([])
    expect(reader.texts()).toEqual(['forged', 'forged'])
  })
})

describe('what is no entry at all', () => {
  const reasonsOf = async (
    ...entries: readonly (SignedRecord | Uint8Array)[]
  ): Promise<readonly string[]> => {
    const { mallory, seating, reader } = scene
    await plant(mallory.first, seating.room, ...entries)
    await until(() => reader.shown.size === entries.length)
    return reader.reasons()
  }

  test('is told of: cut short, too large, of another kind', async () => {
    const { mallory, seating, epoch } = scene
    const whole = encodeFeedEntry(await forgeEnvelope(mallory.first, seating.room, epoch))
    expect(await reasonsOf(whole.subarray(0, -1))).toEqual(['broken'])
  })

  test('is told of when it is too large', async () => {
    expect(await reasonsOf(new Uint8Array(limits.entryBytes + 1))).toEqual(['too-large'])
  })

  test('is told of when it is another kind of record, with the body of an envelope', async () => {
    const { mallory, seating, epoch } = scene
    const { body } = await forgeEnvelope(mallory.first, seating.room, epoch)
    const asEpoch = await signRecord(mallory.first.keys.signer.sign, 'epoch', body)
    const asLink = await signRecord(mallory.first.keys.signer.sign, 'link', body)
    expect(await reasonsOf(asEpoch, asLink)).toEqual(['broken', 'newer-version'])
  })

  test('does not keep what comes after it from being read', async () => {
    const { mallory, seating, epoch, plantEnvelope } = scene
    await plant(mallory.first, seating.room, new Uint8Array(), new Uint8Array(500).fill(255), epoch.record)
    expect(await plantEnvelope(epoch, await forgeEnvelope(mallory.first, seating.room, epoch))).toBe('read')
  })
})
