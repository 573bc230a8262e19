import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { enc, type Item } from '../../src/protocol/codec/cbor.ts'
import { decodeAudienceEntry, encodeAudienceEntry } from '../../src/protocol/journal/audience.ts'
import { decodeJournalEntry, encodeJournalEntry } from '../../src/protocol/journal/entry.ts'
import { decodeJournalPlain, encodeJournalPlain } from '../../src/protocol/journal/plain.ts'
import { fromHex } from '../vectors/json-items.ts'
import journal from '../vectors/own/journal.json' with { type: 'json' }
import {
  expectReadAsWritten,
  expectRefusesNoise,
  expectSurvivesTampering,
  takes,
} from './decoder-promises.ts'
import { type Format, unless } from './tampering.ts'

const isSlow = process.env['SLOW'] === '1'

const written = (vectors: readonly { readonly bytes: string }[]): readonly Uint8Array[] =>
  vectors.map(({ bytes }) => fromHex(bytes))

const formats: readonly Format[] = [
  {
    name: 'what an entry says',
    valid: written(journal.plains.valid),
    readBack: bytes => unless(decodeJournalPlain(bytes), encodeJournalPlain),
  },
  {
    name: 'journal entry',
    valid: written(journal.entries.valid),
    readBack: bytes => unless(decodeJournalEntry(bytes), encodeJournalEntry),
  },
  {
    name: 'audience entry',
    valid: written(journal.audience.valid),
    readBack: bytes => unless(decodeAudienceEntry(bytes), encodeAudienceEntry),
  },
]

describe('every decoder of journals and audiences', () => {
  it('reads what was written, as it was written', () => expectReadAsWritten(formats))

  it('survives what has been tampered with, and takes no second spelling', () =>
    expectSurvivesTampering(formats))

  it('says no to noise', () => expectRefusesNoise(formats))

  it('never throws at an entry of any shape', () => {
    const items: fc.Arbitrary<Item> = fc.letrec<{ item: Item }>(tie => ({
      item: fc.oneof(
        { maxDepth: 3, depthSize: 'small' },
        fc.constant(null),
        fc.boolean(),
        fc.maxSafeNat(),
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom(8, 16, 24, 32, 48, 272).map(length => new Uint8Array(length)),
        fc.array(tie('item'), { maxLength: 5 }),
      ),
    })).item
    const starts = fc.constantFrom(
      0,
      1,
      2,
      3,
      4,
      'post',
      'comment',
      'appreciate',
      'edit',
      'delete',
      'hide',
      'follow',
    )
    fc.assert(
      fc.property(starts, fc.array(items, { maxLength: 8 }), (start, fields) => {
        for (const bytes of [enc([start, ...fields]), enc([0, new Uint8Array(16), [start, ...fields]])]) {
          expect(formats.filter(format => takes(format, bytes)).length).toBeLessThan(3)
        }
      }),
      { numRuns: isSlow ? 50_000 : 500 },
    )
  })
})
