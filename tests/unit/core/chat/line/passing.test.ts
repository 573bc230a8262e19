import { describe, expect, test } from 'vitest'
import { systemRandom } from '../../../../../src/base/random.ts'
import type { KnownEpoch } from '../../../../../src/core/chat/line/known-epoch.ts'
import { openPassing, sealPassing } from '../../../../../src/core/chat/line/passing.ts'
import type { Item } from '../../../../../src/protocol/codec/cbor.ts'
import { limits } from '../../../../../src/protocol/limits.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'
import type { Doc32 } from '../../../../../src/protocol/records/document-genesis.ts'
import type { EpochId, RoomId } from '../../../../../src/protocol/rooms/room-types.ts'

const bytes = (fill: number): Uint8Array => new Uint8Array(32).fill(fill)
const room = bytes(1) as RoomId
const feed = bytes(2) as Doc32
const epoch: KnownEpoch = {
  id: bytes(3) as EpochId,
  name: '03'.repeat(32),
  feed,
  nonce: new Uint8Array(16),
  creator: bytes(4) as AccountId,
  creatorDevice: bytes(5),
  atMs: 0,
  controlHeads: [],
  members: [],
  commit: bytes(6),
  recipients: [],
  position: 0,
  secret: bytes(7),
  problem: null,
  used: 0,
}

const seal = (word: Item): Uint8Array => {
  const sealed = sealPassing(word, epoch, room, feed, systemRandom)
  if (sealed === null) throw new Error('not sealed')
  return sealed
}
const open = (
  sealed: Uint8Array,
  known: KnownEpoch | null = epoch,
  inRoom = room,
  inFeed = feed,
): Item | null => openPassing(sealed, () => known, inRoom, inFeed)

describe('a passing word', () => {
  test('is opened by whoever holds the key, and is of one size', () => {
    expect(open(seal(['typing', 5]))).toEqual(['typing', 5])
    expect(seal(['typing', 5])).toHaveLength(seal('a much longer word than that').length)
    expect(seal('x'.repeat(250)).length).toBeLessThanOrEqual(limits.ephemeralBytes)
  })

  test('is not sealed when it is too long, or without the key', () => {
    expect(sealPassing('x'.repeat(256), epoch, room, feed, systemRandom)).toBeNull()
    expect(sealPassing('x', { ...epoch, secret: null }, room, feed, systemRandom)).toBeNull()
  })

  test('is not opened in another room, about another feed, or under another epoch', () => {
    expect(open(seal('x'), epoch, bytes(9) as RoomId)).toBeNull()
    expect(open(seal('x'), epoch, room, bytes(9) as Doc32)).toBeNull()
    expect(open(seal('x'), { ...epoch, id: bytes(9) as EpochId })).toBeNull()
    expect(open(seal('x'), { ...epoch, secret: bytes(9) })).toBeNull()
    expect(open(seal('x'), { ...epoch, problem: 'rolled-back' })).toBeNull()
    expect(open(seal('x'), null)).toBeNull()
  })

  test('is not opened when it was changed anywhere, or cut short', () => {
    const sealed = seal('x')
    for (let index = 0; index < sealed.length; index++) {
      const changed = sealed.slice()
      changed[index] = (changed[index] ?? 0) ^ 1
      // The id of the epoch is what chooses the key.
      const isId = index >= 3 && index < 35
      if (!isId) expect(open(changed)).toBeNull()
      expect(open(sealed.subarray(0, index))).toBeNull()
    }
  })
})
