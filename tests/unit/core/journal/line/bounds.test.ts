/** What others say of their journals, and how much of this device it may take. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bytesToHex } from '../../../../../src/base/bytes.ts'
import { systemRandom } from '../../../../../src/base/random.ts'
import { docIdOf, pushEntries } from '../../../../../src/core/documents/index.ts'
import type { Wanted } from '../../../../../src/core/journal/line/open-entry.ts'
import { createLooked } from '../../../../../src/core/journal/line/parks.ts'
import type { Journal } from '../../../../../src/core/journal/line/journals.ts'
import type { SegmentWaits } from '../../../../../src/core/journal/line/remembered.ts'
import { noteWanted } from '../../../../../src/core/journal/line/waiting.ts'
import { encodeJournalEntry } from '../../../../../src/protocol/journal/entry.ts'
import { journalGenesis, numberOfTag } from '../../../../../src/protocol/journal/journal-genesis.ts'
import type { EntryId16 } from '../../../../../src/protocol/journal/journal-types.ts'
import { limits } from '../../../../../src/protocol/limits.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'
import { createDocumentGenesis } from '../../../../../src/protocol/records/document-genesis.ts'
import { until, valueOf } from '../../chat/line/outcomes.ts'
import { createJournalWorld, type JournalWorld, postOf, type Writer } from './journal-world.ts'

describe('a journal that claims more than anybody writes', () => {
  let world: JournalWorld
  let eve: Writer
  let bob: Writer
  beforeEach(async () => {
    world = await createJournalWorld()
    eve = await world.writer('Eve')
    bob = await world.writer('Bob')
  })
  afterEach(() => world.close())

  const fullSegment = async (segment: number): Promise<void> => {
    const { store, sealer, deps, engine } = eve.device
    const replica = valueOf(await store.open(journalGenesis(eve.account, segment)))
    deps.onOpened(replica)
    const entries = Array.from({ length: limits.segmentEntries }, (_, n) => {
      const id = systemRandom.bytes(16) as EntryId16
      return encodeJournalEntry({ form: 'open', id, plain: postOf(`${segment} ${n}`) })
    })
    valueOf(await replica.edit(sealer, draft => pushEntries(draft, entries)))
    await until(() => engine.isAcknowledged(replica.id))
  }

  const claims = async (segments: number): Promise<void> => {
    valueOf(await eve.profiles.raise('journal', segments))
    const profile = docIdOf(createDocumentGenesis('profile', eve.account))
    await until(() => eve.device.engine.isAcknowledged(profile))
    await bob.line.look(eve.account, null)
  }

  test('is believed as far as a row can hold, or not at all', async () => {
    // Her own device would look for all of them.
    await eve.line.close()
    await claims(2 ** 32)
    expect(bob.line.reach(eve.account).segments).toBe(0)
    await claims(1_000_000)
    await until(() => bob.line.reach(eve.account).segments > 0)
    expect(bob.line.reach(eve.account).segments).toBe(1 << 16)
  })

  test('is caught up on from its newest end, and not for ever', async () => {
    await eve.post('the first')
    await eve.untilOnRelay()
    bob.line.keep([eve.account])
    await bob.untilHeard('the first')
    await eve.line.close()
    const opened = new Set<number>()
    bob.device.store.onOpened(({ genesis }) => {
      const number = genesis.kind === 'journal' ? numberOfTag(genesis.tag) : null
      if (number !== null) opened.add(number)
    })
    await claims(5_000)
    await until(() => opened.has(4_999))
    expect([...opened].filter(number => number > 0 && number < 4_984)).toEqual([])
  })

  test('is looked at nowhere that cannot be', async () => {
    expect(await bob.line.look(eve.account, -1)).toMatchObject({ read: 0, state: 'nothing' })
    for (const segment of [1 << 16, 2 ** 52])
      expect(await bob.line.look(eve.account, segment)).toMatchObject({ read: 0, state: 'unavailable' })
    expect(bob.isOpen(eve.account, 1 << 16)).toBe(false)
  })

  test('is followed a few segments beyond what its profile says, however many are full', async () => {
    valueOf(await eve.profiles.raise('journal', 1))
    for (let segment = 0; segment < 7; segment++) await fullSegment(segment)
    await bob.line.look(eve.account, null)
    expect(bob.line.reach(eve.account).read).toBe(5)
  })
})

describe('what entries that cannot be read wait for', () => {
  const bytes = (length: number, n: number) => new Uint8Array(length).fill(n & 255, 1).fill(n >> 8, 0, 1)
  const here = { account: bytes(32, 7) as AccountId, segment: 0 }
  const waitsFor = (wanted: readonly Wanted[]) => {
    const rows: string[] = []
    const secrets: number[] = []
    let waits: SegmentWaits = { owners: [], tags: [] }
    const seal = (key: string, value: unknown): [string, null] => {
      rows.push(key)
      if (Array.isArray(value)) secrets.push((value[2] as unknown[]).length)
      return [key, null]
    }
    const remembered = { waits: () => waits, setWaits: (now: SegmentWaits) => void (waits = now) }
    noteWanted(here, wanted, remembered, { seal } as never)
    return { rows: rows.length, secrets, ...waits }
  }

  test('is noted of no more tags than so many', () => {
    const tags = Array.from({ length: 3_000 }, (_, n): Wanted => ({ kind: 'tag', tag: bytes(16, n) }))
    expect(waitsFor(tags)).toMatchObject({ rows: 1_024, owners: [] })
  })

  test('is noted of no more people than so many, and of no more secrets of one', () => {
    const key = (owner: number, generation: number): Wanted => ({
      kind: 'key',
      owner: bytes(32, owner) as AccountId,
      secret: { generation, keyId: bytes(8, generation) },
    })
    expect(waitsFor(Array.from({ length: 600 }, (_, n) => key(n, 1))).rows).toBe(256)
    expect(waitsFor(Array.from({ length: 600 }, (_, n) => key(1, n))).secrets).toEqual([16])
  })
})

test('of what was looked at once, the newest few are kept in step', () => {
  const past: string[] = []
  const looked = createLooked(({ account }) => past.push(bytesToHex(account)))
  const journal = (n: number): Journal => ({
    account: new Uint8Array(32).fill(n & 255, 1).fill(n >> 8, 0, 1) as AccountId,
    segments: 1,
    read: new Set(),
    newestEntries: 0,
    revoked: 0,
  })
  const [first, ...others] = Array.from({ length: 257 }, (_, n) => journal(n))
  if (first === undefined) throw new Error('a journal')
  looked.note(first, 0)
  for (const one of others) looked.note(one, 0)
  expect(past).toEqual([bytesToHex(first.account)])
  expect(looked.segmentsOf(first).size).toBe(0)
})
