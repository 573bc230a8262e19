import { describe, expect, it } from 'vitest'
import { endsGroup, saysDelivery, startsDay, startsGroup } from '../../../../src/ui/chat/thread/grouping.ts'
import { happened, minute, noon, said } from './people.ts'

const day = 24 * 60 * minute

describe('messages of one author in a row', () => {
  const first = said('1', 'Ben', noon)
  const next = said('2', 'Ben', noon + 4 * minute)

  it('read as one while they are close', () => {
    expect(startsGroup(first, next, null)).toBe(false)
    expect(endsGroup(first, next, null)).toBe(false)
  })

  it('begin anew after a pause, on another day, after somebody else, and after something that happened', () => {
    expect(startsGroup(first, said('2', 'Ben', noon + 6 * minute), null)).toBe(true)
    expect(
      startsGroup(
        said('1', 'Ben', noon + 12 * 60 * minute - 1),
        said('2', 'Ben', noon + 12 * 60 * minute),
        null,
      ),
    ).toBe(true)
    expect(startsGroup(first, said('2', 'Ana', noon), null)).toBe(true)
    expect(startsGroup(happened('0', noon), first, null)).toBe(true)
    expect(startsGroup(undefined, first, null)).toBe(true)
  })

  it('begin anew below the unread line', () => {
    expect(startsGroup(first, next, '2')).toBe(true)
    expect(endsGroup(first, next, '2')).toBe(true)
  })
})

describe('the date', () => {
  it('stands over the first message of each day, whatever that is', () => {
    expect(startsDay(said('1', 'Ben', noon), said('2', 'Ana', noon + day), true)).toBe(true)
    expect(startsDay(said('1', 'Ben', noon), happened('2', noon + day), true)).toBe(true)
    expect(startsDay(said('1', 'Ben', noon), said('2', 'Ana', noon + minute), true)).toBe(false)
  })

  it('stands over the very first one, and not over whatever a window begins with', () => {
    expect(startsDay(undefined, said('1', 'Ben', noon), false)).toBe(true)
    expect(startsDay(undefined, said('1', 'Ben', noon), true)).toBe(false)
  })

  it('comes again when a clock went back by a day', () => {
    expect(startsDay(said('1', 'Ben', noon), said('2', 'Ana', noon - day), true)).toBe(true)
  })
})

describe('how far a message has come', () => {
  const own = said('1', 'Ana', noon)

  it('is said once for a group that has come equally far', () => {
    expect(saysDelivery(own, said('2', 'Ana', noon + minute), null)).toBe(false)
    expect(saysDelivery(own, undefined, null)).toBe(true)
  })

  it('is said where the next one has come less far', () => {
    expect(saysDelivery(own, said('2', 'Ana', noon + minute, { delivery: 'waiting' }), null)).toBe(true)
  })

  it('is not said of what others wrote, nor of what is deleted', () => {
    expect(saysDelivery(said('1', 'Ben', noon), undefined, null)).toBe(false)
    expect(saysDelivery(said('1', 'Ana', noon, { body: { kind: 'deleted' } }), undefined, null)).toBe(false)
  })
})
