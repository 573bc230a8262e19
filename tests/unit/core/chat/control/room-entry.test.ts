import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { toHeldRoom } from '../../../../../src/core/chat/control/held-room.ts'
import {
  entryToItem,
  itemToEntry,
  mergeEntries,
  type RoomEntry,
} from '../../../../../src/core/chat/control/room-entry.ts'
import type { Item } from '../../../../../src/protocol/codec/cbor.ts'
import { evaluateMembership } from '../../../../../src/protocol/rooms/membership.ts'
import type { Room } from '../../../../../src/protocol/rooms/room-types.ts'
import { accountNamed, control, roomOf } from '../../../protocol/rooms/room-people.ts'

let room: Room
let entry: RoomEntry
beforeAll(async () => {
  room = await roomOf('cleo')
  entry = {
    room,
    state: 'invited',
    invitedBy: accountNamed('cleo'),
    name: 'Studio',
    nameRev: 0,
    atMs: 5,
    rev: 0,
  }
})

describe('an entry', () => {
  it('is read as it was written', () => {
    expect(itemToEntry(entryToItem(entry))).toEqual(entry)
    expect(itemToEntry(entryToItem({ ...entry, invitedBy: null }))).toEqual({ ...entry, invitedBy: null })
  })

  it.each<[string, (fields: readonly Item[]) => Item]>([
    ['nothing', () => null],
    ['a state of a newer version', fields => fields.with(1, 'archived')],
    ['a record that is not a room', fields => fields.with(0, ['ctl', [], new Uint8Array(64)])],
    ['a long name', fields => fields.with(3, 'x'.repeat(257))],
    ['one field less', fields => fields.slice(1)],
  ])('of %s is left alone', (_, spoil) => {
    expect(itemToEntry(spoil(entryToItem(entry) as readonly Item[]))).toBeNull()
  })

  it('that two devices wrote is one, whichever came first', () => {
    const some = fc.record({
      state: fc.constantFrom('left', 'leaving', 'invited', 'joined'),
      invitedBy: fc.constantFrom(null, accountNamed('ana'), accountNamed('bo')),
      name: fc.constantFrom('A', 'B'),
      nameRev: fc.nat(2),
      atMs: fc.nat(2),
      rev: fc.nat(2),
    })
    fc.assert(
      fc.property(some, some, some, (one, two, three) => {
        const [a, b, c] = [one, two, three].map(fields => ({ room, ...fields }))
        if (a === undefined || b === undefined || c === undefined) throw new Error('three')
        expect(mergeEntries(a, b)).toEqual(mergeEntries(b, a))
        expect(mergeEntries(mergeEntries(a, b), c)).toEqual(mergeEntries(a, mergeEntries(b, c)))
      }),
    )
  })

  it('takes the later state and the later name, of different devices too', () => {
    const left: RoomEntry = { ...entry, state: 'left', rev: 2 }
    const renamed: RoomEntry = { ...entry, state: 'joined', rev: 1, name: 'Workshop', nameRev: 1 }
    expect(mergeEntries(left, renamed)).toMatchObject({ state: 'left', rev: 2, name: 'Workshop', nameRev: 1 })
  })
})

describe('how one stands with a room', () => {
  it('is as one left it while one’s own leave has not come', async () => {
    const self = accountNamed('ana')
    const added = await control(room, 'cleo', 'add', 'ana', [])
    const left = await control(room, 'ana', 'leave', 'ana', [added])
    const again = await control(room, 'cleo', 'add', 'ana', [left])
    const stateWith = (...controls: Parameters<typeof evaluateMembership>[1]) =>
      toHeldRoom({ ...entry, state: 'left' }, evaluateMembership(room, controls), self).state
    expect([stateWith(), stateWith(added), stateWith(added, left), stateWith(added, left, again)]).toEqual([
      'left',
      'left',
      'left',
      'invited',
    ])
  })
})
