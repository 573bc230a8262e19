import { describe, expect, test } from 'vitest'
import { bytesToHex } from '../../../../../src/base/bytes.ts'
import {
  type Audience,
  chooseEpoch,
  epochEnvelopes,
  epochLifetimeMs,
  headsKey,
  isRolledBack,
} from '../../../../../src/core/chat/line/epoch-rules.ts'
import type { KnownEpoch } from '../../../../../src/core/chat/line/known-epoch.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'
import type { Doc32 } from '../../../../../src/protocol/records/document-genesis.ts'
import type { EpochId } from '../../../../../src/protocol/rooms/room-types.ts'

const bytes = (fill: number, length = 32): Uint8Array => new Uint8Array(length).fill(fill)
const account = (fill: number): AccountId => bytes(fill) as AccountId
const nowMs = 1_800_000_000_000
const [own, theirs] = [bytes(11), bytes(12)]

const audience: Audience = {
  devices: [
    { account: account(1), device: own, prekeyId: 1, x: bytes(1) },
    { account: account(2), device: theirs, prekeyId: 1, x: bytes(2) },
  ],
  members: [
    [account(1), [bytes(21)]],
    [account(2), [bytes(22), bytes(23)]],
  ],
  controlHeads: [bytes(31)],
}

const epoch = (changed: Partial<KnownEpoch> = {}): KnownEpoch => {
  const id = changed.id ?? (bytes(50) as EpochId)
  return {
    feed: bytes(40) as Doc32,
    nonce: bytes(1, 16),
    creator: account(2),
    creatorDevice: theirs,
    atMs: nowMs - 1_000,
    controlHeads: [bytes(31)],
    members: audience.members,
    commit: bytes(1),
    recipients: [own, theirs],
    position: 0,
    secret: bytes(9),
    problem: null,
    used: 0,
    ...changed,
    id,
    name: bytesToHex(id),
  }
}

const chosen = (...epochs: readonly KnownEpoch[]): KnownEpoch | null =>
  chooseEpoch(epochs, audience, own, nowMs)

describe('an epoch is used for sending', () => {
  test('when it is for exactly those who are to read', () => {
    expect(chosen(epoch())).not.toBeNull()
    expect(chosen(epoch({ recipients: [theirs, own] }))).not.toBeNull()
    expect(chosen(epoch({ recipients: [own] }))).toBeNull()
    expect(chosen(epoch({ recipients: [own, theirs, bytes(13)] }))).toBeNull()
    expect(chosen(epoch({ recipients: [own, bytes(13)] }))).toBeNull()
  })

  test('when whoever made it is among those who are to read', () => {
    expect(chosen(epoch({ creatorDevice: bytes(13) }))).toBeNull()
    expect(chosen(epoch({ creatorDevice: own }))).not.toBeNull()
  })

  test('when it knows the members, their chains and the room as they are known here', () => {
    expect(chosen(epoch({ controlHeads: [] }))).toBeNull()
    expect(chosen(epoch({ controlHeads: [bytes(31), bytes(32)] }))).toBeNull()
    expect(chosen(epoch({ members: audience.members.slice(0, 1) }))).toBeNull()
    expect(
      chosen(
        epoch({
          members: [
            [account(1), [bytes(21)]],
            [account(2), [bytes(22)]],
          ],
        }),
      ),
    ).toBeNull()
    expect(
      chosen(
        epoch({
          members: [
            [account(2), [bytes(23), bytes(22)]],
            [account(1), [bytes(21)]],
          ],
        }),
      ),
    ).not.toBeNull()
  })

  test('for a day, and not when it claims to be from the future', () => {
    expect(chosen(epoch({ atMs: nowMs }))).not.toBeNull()
    expect(chosen(epoch({ atMs: nowMs + 1 }))).toBeNull()
    expect(chosen(epoch({ atMs: nowMs - epochLifetimeMs + 1 }))).not.toBeNull()
    expect(chosen(epoch({ atMs: nowMs - epochLifetimeMs }))).toBeNull()
  })

  test('for a hundred envelopes', () => {
    expect(chosen(epoch({ used: epochEnvelopes - 1 }))).not.toBeNull()
    expect(chosen(epoch({ used: epochEnvelopes }))).toBeNull()
  })

  test('when it is believed and its secret is held', () => {
    expect(chosen(epoch({ problem: 'rolled-back' }))).toBeNull()
    expect(chosen(epoch({ secret: null }))).toBeNull()
  })

  test('when it is the newest; of equal times, the one of the lowest id', () => {
    const low = epoch({ id: bytes(51) as EpochId })
    const high = epoch({ id: bytes(52) as EpochId })
    const newer = epoch({ id: bytes(53) as EpochId, atMs: nowMs })
    expect(chosen(high, low)?.id).toEqual(low.id)
    expect(chosen(low, high)?.id).toEqual(low.id)
    expect(chosen(low, newer, high)?.id).toEqual(newer.id)
    expect(chosen(low, epoch({ ...newer, used: epochEnvelopes }))?.id).toEqual(low.id)
  })
})

describe('a device went back to an older list of members', () => {
  const [a, b, c] = [[bytes(1)], [bytes(2)], [bytes(3)]]
  const at = (
    position: number,
    controlHeads: readonly Uint8Array[],
    others: Partial<KnownEpoch> = {},
  ): KnownEpoch => epoch({ id: bytes(60 + position) as EpochId, position, controlHeads, ...others })

  test('when it had used a later one in between', () => {
    expect(isRolledBack(at(3, a), [at(1, a), at(2, b)], [])).toBe(true)
    expect(isRolledBack(at(3, b), [at(1, a), at(2, b)], [])).toBe(false)
    expect(isRolledBack(at(3, c), [at(1, a), at(2, b)], [])).toBe(false)
  })

  test('when it is known here which came later', () => {
    const observed = [headsKey(a), headsKey(b), headsKey(c)]
    expect(isRolledBack(at(2, a), [at(1, b)], observed)).toBe(true)
    expect(isRolledBack(at(2, b), [at(1, a)], observed)).toBe(false)
  })

  test('not when it is what is current here', () => {
    expect(isRolledBack(at(3, a), [at(1, a), at(2, b)], [headsKey(b), headsKey(a)])).toBe(false)
  })

  test('not for what other devices do, nor for what comes after it in its feed', () => {
    expect(isRolledBack(at(3, a), [at(1, a), at(2, b, { creatorDevice: own })], [])).toBe(false)
    expect(isRolledBack(at(3, a), [at(1, a), at(4, b)], [])).toBe(false)
  })

  test('and does not make the old list good again by using it', () => {
    const before = [at(1, a), at(2, b), at(3, a, { problem: 'rolled-back' })]
    expect(isRolledBack(at(4, a), before, [])).toBe(true)
  })
})
