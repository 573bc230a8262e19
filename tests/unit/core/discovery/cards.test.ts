import { beforeEach, describe, expect, it } from 'vitest'
import { systemRandom } from '../../../../src/base/random.ts'
import { err } from '../../../../src/base/result.ts'
import { accountIdToText } from '../../../../src/core/account/account-id.ts'
import {
  cardKey,
  cardToItem,
  type KeptCard,
  parseCard,
} from '../../../../src/core/discovery/cards/card-row.ts'
import { loadCards } from '../../../../src/core/discovery/cards/load-cards.ts'
import type { FoundPeopleRow } from '../../../../src/core/api.ts'
import { createSealedRows } from '../../../../src/core/private/sealed-rows.ts'
import type { SealedRows } from '../../../../src/core/private/private-types.ts'
import { createManualClock, type ManualClock } from '../../../../src/platform/memory/manual-clock.ts'
import { createMemoryRowStorage } from '../../../../src/platform/memory/row-storage.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import type { Item } from '../../../../src/protocol/codec/cbor.ts'

const account = (n: number): AccountId => {
  const bytes = new Uint8Array(32)
  new DataView(bytes.buffer).setUint32(0, n)
  return bytes as AccountId
}

const card = (n: number): KeptCard => ({
  account: account(n),
  text: accountIdToText(account(n)),
  heads: ['ab'.repeat(32)],
  name: `Somebody ${n} ✨`,
  roles: [
    { kind: 'known', id: 'gaffer' },
    { kind: 'custom', text: 'Lichtkünstlerin' },
  ],
  place: 'Łódź',
  availability: 'soon',
  listed: true,
  heardAtMs: 1_700_000_000_000,
})

describe('a card on the disk', () => {
  it('comes back as it was', () => {
    expect(parseCard(cardKey(account(1)), cardToItem(card(1)))).toEqual(card(1))
  })

  it('is read anew from its profile when that has more heads than are kept', () => {
    const forked = { ...card(1), heads: Array.from({ length: 900 }, () => 'cd'.repeat(32)) }
    expect(parseCard(cardKey(account(1)), cardToItem(forked))?.heads).toEqual([])
  })

  it.each<[string, string, Item]>([
    ['of nobody', 'card/xyz', cardToItem(card(1))],
    ['under another kind of key', `cord/${'00'.repeat(32)}`, cardToItem(card(1))],
    ['of another version', cardKey(account(1)), [2, [], 'a', [], '', 'unset', false, 1]],
    ['with a name past its limit', cardKey(account(1)), [1, [], 'a'.repeat(700), [], '', 'unset', false, 1]],
    ['with an unknown availability', cardKey(account(1)), [1, [], 'a', [], '', 'gone', false, 1]],
    ['that is no card', cardKey(account(1)), 'card'],
  ])('%s counts as none', (_, key, item) => {
    expect(parseCard(key, item)).toBeNull()
  })
})

describe('cards at the start', () => {
  let clock: ManualClock
  let rows: SealedRows
  let taken: KeptCard[]
  let progress: FoundPeopleRow['indexing'][]
  let closed: boolean
  let logged: string[]
  beforeEach(async () => {
    clock = createManualClock()
    rows = createSealedRows(createMemoryRowStorage(), new Uint8Array(32), systemRandom)
    taken = []
    progress = []
    closed = false
    logged = []
    await rows.write(
      Array.from({ length: 450 }, (_, n) => rows.seal(cardKey(account(n)), cardToItem(card(n)))),
    )
    await rows.write([
      rows.seal('card', 'x'),
      rows.seal('cards/1', 'x'),
      rows.seal(cardKey(account(451)), 'x'),
    ])
  })

  const load = (from: SealedRows = rows): Promise<void> =>
    loadCards(
      from,
      { clock, log: line => void logged.push(line.event) },
      {
        take: one => void taken.push(one),
        onProgress: now => void progress.push(now),
        isClosed: () => closed,
      },
    ).all()

  const pause = (): Promise<void> => new Promise(resolve => setImmediate(resolve))
  /** Lets it go on after each slice. */
  const turns = async (count: number): Promise<void> => {
    for (let turn = 0; turn < count; turn++) {
      await pause()
      clock.advance(0)
    }
  }

  it('are read a slice at a time, with time for others in between', async () => {
    const loading = load()
    await pause()
    expect(taken).toHaveLength(200)
    expect(clock.waiting()).toBe(1)
    await turns(6)
    await loading
    expect(taken.map(({ text }) => text)).toEqual(Array.from({ length: 450 }, (_, n) => card(n).text))
    expect(progress).toEqual([
      { done: 0, of: 451 },
      { done: 200, of: 451 },
      { done: 400, of: 451 },
      { done: 451, of: 451 },
      null,
    ])
  })

  it('are read no further once the account is closed', async () => {
    const loading = load()
    await pause()
    closed = true
    await turns(2)
    await loading
    expect(taken).toHaveLength(200)
  })

  it('are none when the disk cannot be read', async () => {
    await load({ ...rows, range: async () => err({ type: 'storage-unavailable', detail: 'gone' }) })
    expect(taken).toEqual([])
    expect(progress.at(-1)).toBeNull()
    expect(logged).toEqual(['cards-not-read'])
  })
})
