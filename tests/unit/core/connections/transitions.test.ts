import { describe, expect, test } from 'vitest'
import {
  emptyEntry,
  type ContactEntry,
  type SentLetter,
} from '../../../../src/core/connections/contact-entry.ts'
import {
  accepted,
  heardAccept,
  heardGoodbye,
  heardRequest,
  rejected,
  requested,
  scanned,
  type TheirRequest,
} from '../../../../src/core/connections/transitions.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import type { RoomId } from '../../../../src/protocol/rooms/room-types.ts'

const bytes = (fill: number): Uint8Array => new Uint8Array(32).fill(fill)
const [ownRoom, theirRoom] = [bytes(1) as RoomId, bytes(2) as RoomId]
const nobody = emptyEntry(bytes(9) as AccountId)
const letter: SentLetter = { tag: bytes(3), atMs: 100, note: 'Hi', delivered: false, withdrawn: false }
const theirs: TheirRequest = {
  tag: bytes(4),
  atMs: 110,
  note: '',
  codeNonce: null,
  scanned: false,
  room: theirRoom,
  isSelfLower: true,
}
const after = (entry: ContactEntry | null): ContactEntry => {
  if (entry === null) throw new Error('nothing changed')
  return entry
}
const asked = requested(nobody, letter, ownRoom)

describe('requests that crossed', () => {
  test('are in the room of the lower account’s, whatever keys the two took', () => {
    expect(after(heardRequest(asked, theirs, 200)).standing.room).toBe(ownRoom)
    expect(after(heardRequest(asked, { ...theirs, isSelfLower: false }, 200)).standing.room).toBe(theirRoom)
  })

  test('keep one’s own letter on its way until it arrived', () => {
    const met = after(heardRequest(asked, theirs, 200))
    expect(met.standing).toMatchObject({ state: 'connected', confirmed: true, sent: letter })
    const arrived = requested(nobody, { ...letter, delivered: true }, ownRoom)
    expect(after(heardRequest(arrived, theirs, 200)).standing.sent).toBeNull()
  })
})

describe('words', () => {
  const received = after(heardRequest(nobody, theirs, 200))
  const connected = after(accepted(received, 210))

  test('count once, and not before what counted already', () => {
    expect(heardRequest(received, theirs, 300)).toBeNull()
    expect(heardRequest(received, { ...theirs, tag: bytes(5), atMs: 110 }, 300)).toBeNull()
    expect(heardGoodbye(connected, 110, 300)).toBeNull()
    expect(after(heardGoodbye(connected, 111, 300)).standing.state).toBe('removed')
    expect(heardAccept(asked, 0, 300)?.standing.state).toBe('connected')
  })

  test('from somebody who was neither asked nor met do nothing', () => {
    for (const entry of [nobody, after(rejected(received, 220)), after(heardGoodbye(connected, 220, 300))]) {
      expect(heardAccept(entry, 400, 400)).toBeNull()
      expect(heardGoodbye(entry, 400, 400)).toBeNull()
    }
  })

  test('that were heard raise the revision by one, and leave the entry before as it was', () => {
    const before = structuredClone(received)
    expect(after(accepted(received, 210)).standing.rev).toBe(received.standing.rev + 1)
    expect(received).toEqual(before)
  })
})

describe('a code', () => {
  const code = {
    device: bytes(6),
    heads: [bytes(7)],
    key: { generation: 1, akX: bytes(8) },
    nonce: new Uint8Array(16),
    atMs: 150,
    room: theirRoom,
    confirmed: false,
    letter: null,
    nowMs: 200,
  }

  test('of somebody who asked keeps the room that they listen in', () => {
    const received = after(heardRequest(nobody, { ...theirs, room: ownRoom }, 120))
    expect(scanned(received, code).standing).toMatchObject({
      state: 'connected',
      confirmed: true,
      room: ownRoom,
    })
  })

  test('of somebody who turned one down, or was let go, connects anew', () => {
    expect(scanned(asked, { ...code, letter }).standing).toMatchObject({
      confirmed: false,
      room: theirRoom,
      sent: letter,
    })
  })
})
