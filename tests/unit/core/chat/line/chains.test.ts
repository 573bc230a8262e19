import { beforeEach, describe, expect, test } from 'vitest'
import { systemRandom } from '../../../../../src/base/random.ts'
import { type Chains, loadChains } from '../../../../../src/core/chat/line/chains.ts'
import { createRowKeys } from '../../../../../src/core/chat/line/row-keys.ts'
import { createSealedRows } from '../../../../../src/core/private/sealed-rows.ts'
import type { SealedRows } from '../../../../../src/core/private/private-types.ts'
import { createMemoryRowStorage } from '../../../../../src/platform/memory/row-storage.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'
import type { Doc32 } from '../../../../../src/protocol/records/document-genesis.ts'
import type { EnvelopeHeader, EnvelopeId, EpochId } from '../../../../../src/protocol/rooms/room-types.ts'

const owner = new Uint8Array(32).fill(1) as AccountId
const keys = createRowKeys('AAAAAAAAAAAAAAAAAAAAAA')
const idOf = (fill: number): EnvelopeId => new Uint8Array(32).fill(fill) as EnvelopeId
const headerOf = (n: number, chain = 1, device = 1): EnvelopeHeader => ({
  feed: new Uint8Array(32) as Doc32,
  epoch: new Uint8Array(32) as EpochId,
  device: new Uint8Array(32).fill(device),
  chain: new Uint8Array(16).fill(chain),
  n,
  prev: null,
  seen: [],
})

let rows: SealedRows
let chains: Chains
beforeEach(async () => {
  rows = createSealedRows(createMemoryRowStorage(), new Uint8Array(32), systemRandom)
  chains = await loadChains(rows, keys)
})

const note = (n: number, id: EnvelopeId, chain = 1): Promise<void> =>
  chains.note(owner, headerOf(n, chain), id)

/** As after the program ended and started. */
const reload = async (): Promise<void> => {
  expect(await rows.write(chains.changes())).toEqual({ ok: true, value: null })
  chains.written()
  expect(chains.changes()).toEqual([])
  chains = await loadChains(rows, keys)
}

describe('the numbers of a chain', () => {
  test('tell whether one was used, and by whom, also after a restart', async () => {
    expect(await chains.seenBefore(headerOf(70), idOf(1))).toBe('nothing')
    await note(70, idOf(1))
    for (const restart of [() => Promise.resolve(), reload]) {
      await restart()
      expect(await chains.seenBefore(headerOf(70), idOf(1))).toBe('same')
      expect(await chains.seenBefore(headerOf(70), idOf(2))).toBe('another')
      expect(await chains.seenBefore(headerOf(69), idOf(2))).toBe('nothing')
      expect(await chains.seenBefore(headerOf(70, 2), idOf(2))).toBe('nothing')
      expect(await chains.seenBefore(headerOf(70, 1, 2), idOf(2))).toBe('nothing')
    }
  })

  test('tell how many are left out; before the first only where all of the past is here', async () => {
    for (const n of [5, 6, 9]) await note(n, idOf(n + 1))
    await note(0, idOf(20), 2)
    for (const restart of [() => Promise.resolve(), reload]) {
      await restart()
      expect(chains.missing(owner, false)).toBe(2)
      expect(chains.missing(owner, true)).toBe(7)
    }
    await note(7, idOf(30))
    await note(3, idOf(31))
    expect(chains.missing(owner, false)).toBe(2)
    expect(chains.missing(owner, true)).toBe(5)
    expect(chains.missing(new Uint8Array(32).fill(2) as AccountId, true)).toBe(0)
  })

  test('are not counted twice', async () => {
    await note(1, idOf(1))
    await note(1, idOf(2))
    await note(2, idOf(3))
    expect(chains.missing(owner, false)).toBe(0)
    expect(await chains.seenBefore(headerOf(1), idOf(1))).toBe('same')
  })

  test('as large as a number can be make nobody count to there', async () => {
    await note(0, idOf(1))
    await note(Number.MAX_SAFE_INTEGER, idOf(2))
    expect(chains.missing(owner, false)).toBe(9_999)
    await reload()
    expect(await chains.seenBefore(headerOf(Number.MAX_SAFE_INTEGER), idOf(2))).toBe('same')
  })

  test('end, for whoever is removed, at the last one of each chain, in order', async () => {
    for (const n of [0, 1, 4]) await note(n, idOf(n + 1), 9)
    await note(2, idOf(9), 3)
    await reload()
    expect(chains.frontierOf(owner)).toEqual([
      [new Uint8Array(16).fill(3), 2],
      [new Uint8Array(16).fill(9), 4],
    ])
  })
})
