/** Sizes that only a hostile author would write: refused, whatever else is in order. */
import { describe, expect, test } from 'vitest'
import { enc } from '../../../../src/protocol/codec/cbor.ts'
import { decodeAudienceEntry } from '../../../../src/protocol/journal/audience.ts'
import { decodeJournalEntry } from '../../../../src/protocol/journal/entry.ts'
import { decodeJournalPlain } from '../../../../src/protocol/journal/plain.ts'
import { limits } from '../../../../src/protocol/limits.ts'

const bytes = (length: number): Uint8Array => new Uint8Array(length).fill(1)
const reason = (decoded: ReturnType<typeof decodeJournalPlain | typeof decodeJournalEntry>) =>
  decoded.ok ? null : decoded.error.reason

describe('an entry in a thread', () => {
  const boxed = (length: number): Uint8Array =>
    enc([2, bytes(16), bytes(16), 2, bytes(8), bytes(24), bytes(length)])

  test('is padded, so that its size tells next to nothing', () => {
    expect(reason(decodeJournalEntry(boxed(272)))).toBeNull()
    expect([16, 271, 273, 300].map(length => reason(decodeJournalEntry(boxed(length))))).toEqual(
      Array.from({ length: 4 }, () => 'wrong-shape'),
    )
  })
})

test('a kind of a newer version has a name of some length, and not any', () => {
  const ofKind = (length: number): Uint8Array => enc(['k'.repeat(length), 1])
  expect(reason(decodeJournalPlain(ofKind(32)))).toBe('unknown-kind')
  expect(reason(decodeJournalPlain(ofKind(33)))).toBe('wrong-shape')
})

test('an entry of an audience is refused unread when it is too large', () => {
  const decoded = decodeAudienceEntry(new Uint8Array(limits.entryBytes + 1))
  expect(decoded).toMatchObject({ ok: false, error: { reason: 'too-large' } })
})
