import * as Automerge from '@automerge/automerge'
import { describe, expect, it } from 'vitest'
import { limits } from '../../../../src/protocol/limits.ts'
import {
  decodeSyncMessage,
  encodeSyncMessage,
  type SyncMessage,
} from '../../../../src/protocol/sync/message.ts'
import { uleb } from '../../../support/forger.ts'
import { type Doc, diceFrom, randomHistory } from '../changes/random-history.ts'

const decoded = (bytes: Uint8Array): SyncMessage => {
  const message = decodeSyncMessage(bytes)
  if (!message.ok) throw new Error(`refused: ${JSON.stringify(message.error)}`)
  return message.value
}
const reasonOf = (bytes: Uint8Array): string => {
  const message = decodeSyncMessage(bytes)
  return message.ok ? 'accepted' : message.error.reason
}
const empty: SyncMessage = { heads: [], need: [], have: [], changes: [] }
const withBloom = (bloom: readonly number[]): Uint8Array =>
  encodeSyncMessage({ ...empty, have: [{ lastSync: [], bloom: Uint8Array.from(bloom) }] })
const bloomOf = (entries: number, bits: number, probes: number, bytes: number): number[] => [
  ...uleb(entries),
  ...uleb(bits),
  ...uleb(probes),
  ...new Uint8Array(bytes),
]

describe('a sync message', () => {
  it('says what Automerge said, and Automerge understands it, to the end of an exchange', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const dice = diceFrom(seed)
      const common = randomHistory(dice, 2, 30)
      let docs: [Doc, Doc] = [Automerge.merge(randomHistory(dice, 2, 40), common), Automerge.clone(common)]
      const states: [Automerge.SyncState, Automerge.SyncState] = [
        Automerge.initSyncState(),
        Automerge.initSyncState(),
      ]
      let silent = 0
      let said = 0
      for (let turn = 0; silent < 2; turn = 1 - turn) {
        const [from, to] = turn === 0 ? ([0, 1] as const) : ([1, 0] as const)
        const [next, bytes] = Automerge.generateSyncMessage(docs[from], states[from])
        states[from] = next
        silent = bytes === null ? silent + 1 : 0
        if (bytes === null) continue
        expect(++said).toBeLessThan(12)
        const message = decoded(bytes)
        const again = encodeSyncMessage(message)
        expect(decoded(again)).toEqual(message)
        const theirs = Automerge.decodeSyncMessage(again)
        expect([theirs.heads, theirs.need]).toEqual([message.heads, message.need])
        const [doc, state] = Automerge.receiveSyncMessage(docs[to], states[to], again)
        docs = to === 0 ? [doc, docs[1]] : [docs[0], doc]
        states[to] = state
        expect(message.changes.every(change => change[8] === 1)).toBe(true)
      }
      expect(Automerge.getHeads(docs[0])).toEqual(Automerge.getHeads(docs[1]))
    }
  })

  it('of version 2, which holds whole documents, is refused', () => {
    const [, bytes] = Automerge.generateSyncMessage(Automerge.init(), Automerge.initSyncState())
    expect(reasonOf((bytes ?? new Uint8Array()).with(0, 0x43))).toBe('unknown-version')
    expect(reasonOf(Uint8Array.of())).toBe('unknown-kind')
    expect(reasonOf(Uint8Array.of(0x44, 0, 0, 0, 0))).toBe('unknown-kind')
  })

  it('that lies about a length or a count is refused', () => {
    const hashes = (count: number): number[] => [...uleb(count), ...new Uint8Array(32)]
    const lies: readonly (readonly number[])[] = [
      [0x42, ...hashes(2), 0, 0, 0],
      [0x42, ...hashes(limits.syncHashes + 1)],
      [0x42, ...hashes(2 ** 40)],
      [0x42, 0, ...uleb(2 ** 53), 0, 0],
      [0x42, 0, 0, 65, ...Array.from({ length: 65 }, () => [0, 0]).flat(), 0],
      [0x42, 0, 0, 1, 0, 200, 0],
      [0x42, 0, 0, 0, ...uleb(1 << 18), 0],
      [0x42, 0, 0, 0, 1, ...uleb(5), 1, 2],
      [0x42, 0, 0],
    ]
    for (const lie of lies)
      expect([lie.slice(0, 8), reasonOf(Uint8Array.from(lie))]).toEqual([lie.slice(0, 8), 'wrong-shape'])
  })

  it('larger than a message may be is refused unread', () => {
    expect(reasonOf(new Uint8Array(limits.syncMessageBytes + 1))).toBe('too-large')
  })
})

describe('a bloom filter', () => {
  it('as Automerge writes it is taken', () => {
    for (const entries of [1, 2, 7, 8, 9, 100]) {
      expect(reasonOf(withBloom(bloomOf(entries, 10, 7, Math.ceil((entries * 10) / 8))))).toBe('accepted')
    }
    expect(reasonOf(withBloom([]))).toBe('accepted')
  })

  const hostile: readonly (readonly [string, readonly number[]])[] = [
    ['without bits, which Automerge divides by', bloomOf(1, 0, 7, 0)],
    ['of four thousand million probes, for which Automerge takes memory', bloomOf(1, 10, 0xffff_ffff, 2)],
    ['of fifty million probes, over which Automerge takes its time', bloomOf(1, 10, 50_000_000, 2)],
    ['that claims more entries than it holds', bloomOf(0xffff_ffff, 10, 7, 2)],
    [
      'of more entries than anybody has changes',
      bloomOf(limits.bloomEntries + 1, 10, 7, ((limits.bloomEntries + 8) * 10) / 8),
    ],
    ['followed by more', bloomOf(1, 10, 7, 3)],
    ['of no entries, spelt out', bloomOf(0, 10, 7, 0)],
    ['cut short', [1, 10]],
  ]
  it.each(hostile)('%s is refused', (_, bloom) => {
    expect(reasonOf(withBloom(bloom))).toBe('wrong-shape')
  })
})
