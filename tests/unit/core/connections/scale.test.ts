import { beforeAll, describe, expect, test } from 'vitest'
import { systemRandom } from '../../../../src/base/random.ts'
import { entryToItem } from '../../../../src/core/connections/contact-codec.ts'
import { createContactBook } from '../../../../src/core/connections/contact-book.ts'
import { emptyEntry } from '../../../../src/core/connections/contact-entry.ts'
import { withSeen, withStanding } from '../../../../src/core/connections/transitions.ts'
import type { PrivateMap } from '../../../../src/core/private/private-types.ts'
import type { Item } from '../../../../src/protocol/codec/cbor.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import type { RoomId } from '../../../../src/protocol/rooms/room-types.ts'
import { valueOf } from './outcomes.ts'
import { createPeopleWorld, type Person } from './people-world.ts'

const people = 10_000

const contactItem = (index: number): Item => {
  const account = new Uint8Array(32).fill(1)
  account[0] = index >> 8
  account[1] = index & 255
  const connected = withStanding(emptyEntry(account as AccountId), {
    state: 'removed',
    sinceMs: index,
    confirmed: true,
    room: account as RoomId,
  })
  return entryToItem(withSeen(connected, { name: `Person ${index}`, heads: [account] }))
}

describe('ten thousand contacts', () => {
  let alice: Person
  beforeAll(async () => {
    const world = await createPeopleWorld()
    alice = await world.person('Alice', false)
    for (let from = 0; from < people; from += 400) {
      const fields = Array.from({ length: 400 }, (_, index) => {
        const field = `c:${String(from + index).padStart(22, 'x')}`
        return [field, contactItem(from + index)] as const
      })
      valueOf(await alice.first.deps.people.write(fields))
    }
  }, 60_000)

  test('are read once, and one change later only what changed', async () => {
    const items = new Map(alice.first.deps.people.entries())
    const reads = { parsed: 0 }
    const counted: PrivateMap = {
      ...alice.first.deps.people,
      entries: () => new Map([...items].map(([field, item]) => [field, item])),
      rivals: field => {
        reads.parsed++
        return [items.get(field) ?? null]
      },
    }
    const book = createContactBook(counted, systemRandom)
    const first = book.all()
    expect(first).toHaveLength(people)
    items.set('c:new', contactItem(people + 1))
    const second = book.all()
    expect(second).toHaveLength(people + 1)
    const before = new Set(first)
    expect(second.filter(entry => before.has(entry))).toHaveLength(people)
    expect(reads.parsed).toBe(2 * people + 1)
  })

  test('are listed, found and changed at once', async () => {
    const { people: service } = alice.first
    service.contacts()
    const started = performance.now()
    const [somebody] = service.contacts()
    if (somebody === undefined) throw new Error('nobody is there')
    await service.block(alice.text)
    await service.people()
    await service.noteAnswer(somebody.account, 'accept')
    expect(service.contactOf(somebody.account)?.name).toMatch(/^Person/)
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
