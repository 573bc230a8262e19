import { describe, expect, test } from 'vitest'
import { enc } from '../../../../src/protocol/codec/cbor.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import { entryToItem, itemToEntry } from '../../../../src/core/connections/contact-codec.ts'
import { type ContactEntry, emptyEntry } from '../../../../src/core/connections/contact-entry.ts'
import { mergeEntries } from '../../../../src/core/connections/contact-merge.ts'
import type { ContactState } from '../../../../src/core/connections/connection-types.ts'
import type { RoomId } from '../../../../src/protocol/rooms/room-types.ts'

const account = new Uint8Array(32).fill(1) as AccountId
const head = (fill: number): Uint8Array => new Uint8Array(32).fill(fill)
const bytesOf = (entry: ContactEntry): Uint8Array => enc(entryToItem(entry))

const inState = (state: ContactState, rev: number, sinceMs = 0): ContactEntry => {
  const entry = emptyEntry(account)
  return { ...entry, standing: { ...entry.standing, state, rev, sinceMs } }
}

const full: ContactEntry = {
  account,
  id: '01'.repeat(32),
  standing: {
    rev: 7,
    state: 'connected',
    sinceMs: 1,
    room: head(2) as RoomId,
    confirmed: true,
    heardAtMs: 3,
    heardTag: head(4),
    unblockedAtMs: 5,
    sent: { tag: head(6), atMs: 7, note: 'Hé', delivered: true, withdrawn: false },
    received: { tag: head(8), atMs: 9, note: '', codeNonce: new Uint8Array(16).fill(1), scanned: true },
  },
  seen: { rev: 2, name: 'Bob', heads: [head(10), head(11)], atMs: 12 },
  trust: {
    rev: 3,
    verified: 'in-person',
    resets: 1,
    acknowledged: [head(13)],
    falseAtMs: 14,
    code: {
      device: head(15),
      heads: [head(16)],
      key: { generation: 2, akX: head(17) },
      nonce: new Uint8Array(16).fill(18),
      atMs: 19,
      connects: true,
      settled: false,
    },
  },
}

/** Everything that three devices may have written, from a few parts. */
const variants: readonly ContactEntry[] = (
  ['none', 'sent', 'received', 'rejected', 'connected', 'removed', 'blocked'] as const
).flatMap((state, index) =>
  [1, 2].flatMap(rev =>
    [0, 1].map((other): ContactEntry => ({
      ...inState(state, rev, other),
      seen: { rev: 3 - rev, name: `name ${index}${other}`, heads: [head(index + 1)], atMs: other },
      trust: {
        ...full.trust,
        rev: 1 + other,
        verified: index % 2 === 0 ? 'no' : 'compared',
        falseAtMs: index % 3,
        code: null,
      },
    })),
  ),
)

describe('a contact on disk', () => {
  test('is read as it was written', () => {
    expect(itemToEntry(entryToItem(full))).toEqual(full)
    expect(itemToEntry(entryToItem(emptyEntry(account)))).toEqual(emptyEntry(account))
  })

  test('of another version or shape is not read', () => {
    const item = entryToItem(full)
    if (!Array.isArray(item)) throw new Error('not a list')
    expect(itemToEntry([2, ...item.slice(1)])).toBeNull()
    expect(itemToEntry(item.slice(0, 4))).toBeNull()
    expect(itemToEntry([...item, null])).toBeNull()
    expect(itemToEntry('contact')).toBeNull()
    expect(itemToEntry(null)).toBeNull()
    for (const [at] of item.entries()) expect(itemToEntry(item.toSpliced(at, 1, 'x'))).toBeNull()
  })
})

describe('merging', () => {
  test('takes the higher revision', () => {
    expect(mergeEntries(inState('blocked', 1), inState('connected', 2)).standing.state).toBe('connected')
  })

  test('of equal revisions takes what is worse to lose', () => {
    const order = ['blocked', 'removed', 'connected', 'rejected', 'received', 'none', 'sent'] as const
    for (const [index, first] of order.entries()) {
      for (const second of order.slice(index)) {
        expect(mergeEntries(inState(second, 1), inState(first, 1)).standing.state).toBe(first)
      }
    }
  })

  test('keeps each part by itself, and every end of a chain', () => {
    const older: ContactEntry = { ...full, seen: { rev: 1, name: 'Rob', heads: [head(20)], atMs: 0 } }
    const newer: ContactEntry = {
      ...full,
      standing: { ...full.standing, rev: 8, state: 'removed' },
      trust: { ...full.trust, rev: 2, verified: 'no' },
    }
    const merged = mergeEntries(older, newer)
    expect(merged).toMatchObject({
      standing: { state: 'removed' },
      seen: { name: 'Bob' },
      trust: { verified: 'in-person' },
    })
    expect(merged.seen.heads).toEqual([head(10), head(11), head(20)])
  })

  test('gives the same whatever the order, and however often', () => {
    for (const a of variants) {
      expect(bytesOf(mergeEntries(a, a))).toEqual(bytesOf(a))
      for (const b of variants) {
        expect(bytesOf(mergeEntries(a, b))).toEqual(bytesOf(mergeEntries(b, a)))
        for (const c of variants.slice(0, 6)) {
          const left = mergeEntries(mergeEntries(a, b), c)
          expect(bytesOf(left)).toEqual(bytesOf(mergeEntries(a, mergeEntries(b, c))))
        }
      }
    }
  })

  test('never quotes more ends of a chain than a record may', () => {
    const many = (from: number): ContactEntry => ({
      ...full,
      seen: { ...full.seen, heads: Array.from({ length: 64 }, (_, index) => head(from + index)) },
    })
    expect(mergeEntries(many(0), many(100)).seen.heads).toHaveLength(64)
  })
})
