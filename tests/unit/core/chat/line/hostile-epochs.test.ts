import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { unwrapEpoch } from '../../../../../src/core/chat/line/epoch-secret.ts'
import { judgeEpoch } from '../../../../../src/core/chat/line/judge-epoch.ts'
import { feedGenesis } from '../../../../../src/protocol/rooms/feed-genesis.ts'
import type { Epoch } from '../../../../../src/protocol/rooms/room-types.ts'
import { type ForgedEpoch, forgeEnvelope, forgeEpoch, plant } from './forge.ts'
import { createHostileWorld, type HostileScene, type HostileWorld } from './hostile-world.ts'
import { newRoom } from './talker.ts'

let hostile: HostileWorld
let scene: HostileScene
beforeAll(async () => {
  hostile = await createHostileWorld()
})
afterAll(() => hostile.close())
beforeEach(async () => {
  scene = await hostile.seat()
})

describe('an epoch that Mallory makes', () => {
  const problemOf = async (record: Epoch): Promise<string> => {
    const { bob, mallory, seating } = scene
    const place = { doc32: feedGenesis(seating.room, mallory.account, 0).doc32, owner: mallory.account }
    const verdict = await judgeEpoch(record, place, bob.first.book, bob.first.deps.verify)
    return verdict.kind === 'refused' ? verdict.problem : verdict.kind
  }
  /** Mallory writes under it, and it is read. */
  const useForged = async (forged: ForgedEpoch): Promise<void> => {
    const { mallory, seating, reader } = scene
    await plant(
      mallory.first,
      seating.room,
      forged.record,
      await forgeEnvelope(mallory.first, seating.room, forged),
    )
    await reader.untilTexts('forged')
  }
  const madeWith = async (choices: Parameters<typeof forgeEpoch>[3]): Promise<string> => {
    const { mallory, seating, everybody } = scene
    return problemOf((await forgeEpoch(mallory.first, seating.room, everybody(), choices)).epoch)
  }

  const unwrapped = (made: ForgedEpoch): string => {
    const { bob, seating } = scene
    const { signer, prekeys } = bob.first.keys
    return unwrapEpoch(made.epoch, seating.room, signer.publicKey, prekeys).kind
  }

  test('is good when nothing is wrong with it', async () => {
    const { epoch } = scene
    expect(unwrapped(epoch)).toBe('secret')
    expect(await problemOf(epoch.epoch)).toBe('good')
  })

  test('for another feed or another room is refused', async () => {
    const { alice, mallory, seating } = scene
    expect(await madeWith({ feed: feedGenesis(seating.room, alice.account, 0).doc32 })).toBe('wrong-feed')
    expect(await madeWith({ feed: feedGenesis(newRoom(), mallory.account, 0).doc32 })).toBe('wrong-feed')
    expect(await madeWith({ feed: feedGenesis(seating.room, mallory.account, 1).doc32 })).toBe('wrong-feed')
  })

  test('in the name of another member is refused', async () => {
    const { alice } = scene
    expect(await madeWith({ creator: alice.account })).toBe('wrong-creator')
    expect(await madeWith({ creatorDevice: alice.first.keys.signer.publicKey })).toBe('not-certified')
  })

  test('signed by another key is refused', async () => {
    const { malloryPhone } = scene
    expect(await madeWith({ signedBy: malloryPhone })).toBe('bad-signature')
  })

  test('for a device that no member certified is refused', async () => {
    const { epoch } = scene
    const wraps = [...epoch.epoch.wraps, [new Uint8Array(32).fill(9), 1, new Uint8Array(80)] as const]
    expect(await madeWith({ wraps })).toBe('not-certified')
  })

  test('that quotes a chain which is not here has to wait', async () => {
    const { epoch } = scene
    const members = epoch.epoch.members.map(
      ([account, heads]) => [account, [...heads, new Uint8Array(32).fill(5)]] as const,
    )
    expect(await madeWith({ members })).toBe('waits')
  })

  test('with wraps of another epoch gives nobody its key', async () => {
    const { mallory, everybody, seating, epoch, plantEnvelope } = scene
    const { wraps } = epoch.epoch
    const copied = await forgeEpoch(mallory.first, seating.room, everybody(), { wraps })
    expect(unwrapped(copied)).toBe('wrong-wrap')
    expect(await plantEnvelope(copied, await forgeEnvelope(mallory.first, seating.room, copied))).toBe(
      'no-key',
    )
  })

  test('with another secret for Bob than the one it commits to gives him none', async () => {
    const { mallory, everybody, seating, reader, plantEnvelope } = scene
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
    const { bob, mallory, seating, reader } = scene
    const small = await forgeEpoch(mallory.first, seating.room, [bob.account, mallory.account])
    await useForged(small)
    const [id] = await reader.say('to everybody')
    expect(reader.shown.get(id ?? '')?.header.epoch).not.toEqual(small.id)
  })

  test('is used by others only as long as it is young', async () => {
    const { mallory, everybody, seating, reader } = scene
    const future = await forgeEpoch(mallory.first, seating.room, everybody(), {
      atMs: Date.now() + 60 * 60_000,
    })
    await useForged(future)
    const [id] = await reader.say('now')
    expect(reader.shown.get(id ?? '')?.header.epoch).not.toEqual(future.id)
  })

  test('for a list of members that it had left behind makes what is under it unreadable', async () => {
    const { mallory, everybody, seating, plantEnvelope } = scene
    const heads = [[new Uint8Array(32).fill(1)], [new Uint8Array(32).fill(2)], [new Uint8Array(32).fill(1)]]
    const told: string[] = []
    for (const controlHeads of heads) {
      const made = await forgeEpoch(mallory.first, seating.room, everybody(), { controlHeads })
      told.push(await plantEnvelope(made, await forgeEnvelope(mallory.first, seating.room, made)))
    }
    expect(told).toEqual(['read', 'read', 'old-key'])
  })
})
