import { describe, expect, test } from 'vitest'
import { Secret } from '../../../../src/core/crypto/secret.ts'
import type { SeatedSecret } from '../../../../src/core/audiences/generation.ts'
import type { HeldKey } from '../../../../src/core/audiences/held-keys.ts'
import {
  chosenKey,
  isGenerationDue,
  isUnderOldKey,
  keysWithoutSuccessor,
  nextToLookAt,
  readersKey,
  readersWithoutSlot,
  slotsWithoutReader,
} from '../../../../src/core/audiences/rules.ts'
import { accountNamed } from '../../protocol/rooms/room-people.ts'

const bytes = (fill: number, length = 32): Uint8Array => new Uint8Array(length).fill(fill)
const own = { generation: 2, akX: bytes(2) }
const seatedFor = (...slots: readonly string[]): SeatedSecret => ({
  keyId: bytes(1, 8),
  id: '01'.repeat(8),
  akX: own.akX,
  akGeneration: own.generation,
  befores: [],
  slots: new Map(slots.map(slot => [slot, bytes(0, 48)])),
  own: [],
})
const seats = [
  { reader: 'ana', slot: 'a' },
  { reader: 'bo', slot: 'b' },
]

describe('a slot', () => {
  test('is lacked by who is connected and has none', () => {
    expect(readersWithoutSlot(seatedFor('a'), seats)).toEqual(['bo'])
    expect(readersWithoutSlot(seatedFor('b', 'a', 'c'), seats)).toEqual([])
    expect(readersWithoutSlot(seatedFor(), [])).toEqual([])
  })

  test('is one too many when nobody who is connected has it', () => {
    expect(slotsWithoutReader(seatedFor('a', 'c'), seats)).toEqual(['c'])
    expect(slotsWithoutReader(seatedFor('a'), seats)).toEqual([])
    expect(slotsWithoutReader(seatedFor('a'), [])).toEqual(['a'])
  })
})

describe('a new generation', () => {
  const isDue = (...secrets: readonly SeatedSecret[]): boolean => isGenerationDue(secrets, own, () => seats)

  test('is not due while nobody has a slot who should not', () => {
    expect(isDue(seatedFor('a', 'b'))).toBe(false)
    expect(isDue(seatedFor('a'))).toBe(false)
    expect(isDue()).toBe(false)
  })

  test('is due when any of its secrets has a slot too many', () => {
    expect(isDue(seatedFor('a', 'b', 'c'))).toBe(true)
    expect(isDue(seatedFor('a'), seatedFor('c'))).toBe(true)
  })

  test('is due when one’s own key was renewed, also to another of the same generation', () => {
    expect(isDue({ ...seatedFor('a'), akGeneration: 1 })).toBe(true)
    expect(isDue({ ...seatedFor('a'), akX: bytes(3) })).toBe(true)
    expect(isUnderOldKey(seatedFor(), own)).toBe(false)
  })
})

const key = (generation: number, id: string, befores: HeldKey['befores'] = []): HeldKey => ({
  generation,
  id,
  secret: new Secret(bytes(generation)),
  befores,
})

describe('secrets of one generation', () => {
  test('are written with by the one that every device chooses', () => {
    expect(chosenKey([key(1, 'b'), key(1, 'a'), key(1, 'c')])?.id).toBe('a')
    expect(chosenKey([])).toBeNull()
  })

  test('that no later one carries are lost to who comes later', () => {
    const held = [key(1, 'a'), key(1, 'b'), key(2, 'c', [{ generation: 1, id: 'a' }]), key(3, 'd', null)]
    expect(keysWithoutSuccessor(held, 3).map(({ id }) => id)).toEqual(['b', 'c'])
    expect(keysWithoutSuccessor(held.slice(0, 2), 1)).toEqual([])
  })
})

describe('looking for a secret', () => {
  const search = { wanted: [], held: [], newest: 0, looked: new Set<number>() }
  const wanted = [{ generation: 2, id: 'a' }]

  test('begins where it should be', () => {
    expect(nextToLookAt({ ...search, wanted, newest: 5 })).toBe(2)
  })

  test('goes on with the newest, and then backwards from the nearest that is held', () => {
    const looked = new Set([2])
    expect(nextToLookAt({ ...search, wanted, newest: 5, looked })).toBe(5)
    const held = [key(3, 'x', null), key(5, 'y', [{ generation: 3, id: 'x' }])]
    expect(nextToLookAt({ ...search, wanted, newest: 5, looked, held })).toBe(3)
    expect(nextToLookAt({ ...search, wanted, newest: 5, looked: new Set([2, 3]), held })).toBeNull()
  })

  test('ends when it is held, and when there is nowhere else', () => {
    expect(nextToLookAt({ ...search, wanted, newest: 2, held: [key(2, 'a')] })).toBeNull()
    expect(nextToLookAt({ ...search, wanted, newest: 2, looked: new Set([2]) })).toBeNull()
    expect(nextToLookAt(search)).toBeNull()
  })

  test('for whatever is newest looks there alone', () => {
    expect(nextToLookAt({ ...search, newest: 4 })).toBe(4)
    expect(nextToLookAt({ ...search, newest: 4, held: [key(4, 'a', null)] })).toBeNull()
  })
})

test('readers are the same in any order, and others with another key', () => {
  const [ana, bo] = ['ana', 'bo'].map(name => ({ account: accountNamed(name), generation: 1, akX: bytes(7) }))
  if (ana === undefined || bo === undefined) throw new Error('two readers')
  expect(readersKey([ana, bo])).toBe(readersKey([bo, ana]))
  expect(readersKey([ana])).not.toBe(readersKey([ana, bo]))
  expect(readersKey([{ ...ana, generation: 2 }])).not.toBe(readersKey([ana]))
  expect(readersKey([{ ...ana, akX: bytes(8) }])).not.toBe(readersKey([ana]))
})
