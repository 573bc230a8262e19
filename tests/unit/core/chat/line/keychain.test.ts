import { expect, test } from 'vitest'
import { bytesToHex } from '../../../../../src/base/bytes.ts'
import { ok } from '../../../../../src/base/result.ts'
import { createKeychain } from '../../../../../src/core/chat/line/keychain.ts'
import type { PrivateLog } from '../../../../../src/core/private/private-types.ts'
import { createManualClock } from '../../../../../src/platform/memory/manual-clock.ts'
import { createAccountBook } from '../../../../../src/protocol/accounts/account-book.ts'
import type { Item } from '../../../../../src/protocol/codec/cbor.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'
import type { EpochId, RoomId } from '../../../../../src/protocol/rooms/room-types.ts'

const bytes = (byte: number): Uint8Array => new Uint8Array(32).fill(byte)
const room = bytes(1) as RoomId
const epoch = (byte: number): EpochId => bytes(byte) as EpochId

const setUp = (isCurrentAtFirst: boolean) => {
  const clock = createManualClock()
  const written: Item[] = []
  const state = { isCurrent: isCurrentAtFirst }
  const log: PrivateLog = {
    async append(values) {
      written.push(...values)
      return ok(null)
    },
    onValues: () => () => undefined,
    refresh: () => undefined,
  }
  const keychain = createKeychain({
    keychain: log,
    isSecretCurrent: () => state.isCurrent,
    ports: { clock, random: { bytes: count => new Uint8Array(count) }, log: () => undefined },
    book: createAccountBook(() => Promise.resolve(true)),
    self: bytes(9) as AccountId,
    signer: { publicKey: bytes(8), sign: async () => new Uint8Array(64), forget: () => undefined },
  })
  /** The first byte of each epoch that was handed on. */
  const handedOn = () =>
    written.map(value => (Array.isArray(value) ? bytesToHex(value[1] as Uint8Array).slice(0, 2) : '?'))
  return { clock, state, keychain, handedOn }
}

test('what oneself made is handed on at once, what others made after a while', () => {
  const { clock, keychain, handedOn } = setUp(true)
  keychain.addNow(room, epoch(2), bytes(5))
  keychain.addLater(room, epoch(3), bytes(6))
  expect(handedOn()).toEqual(['02'])
  clock.advance(5_000)
  expect(handedOn()).toEqual(['02', '03'])
})

test('nothing is handed on while a device that was taken out could read it, and all of it afterwards', () => {
  const { clock, state, keychain, handedOn } = setUp(false)
  keychain.addNow(room, epoch(2), bytes(5))
  keychain.addLater(room, epoch(3), bytes(6))
  clock.advance(60_000)
  expect(handedOn()).toEqual([])
  state.isCurrent = true
  clock.advance(5_000)
  expect(handedOn()).toEqual(['02', '03'])
})
