import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Result } from '../../src/base/result.ts'
import { enc, type Item } from '../../src/protocol/codec/cbor.ts'
import type { Malformed } from '../../src/protocol/errors.ts'
import {
  decodeRecord,
  encodeRecord,
  type RecordKind,
  type SignedRecord,
} from '../../src/protocol/records/record.ts'
import { codeToText, readCode } from '../../src/protocol/rooms/code.ts'
import { parseControl } from '../../src/protocol/rooms/control.ts'
import { parseEnvelope } from '../../src/protocol/rooms/envelope.ts'
import { parseEpoch } from '../../src/protocol/rooms/epoch.ts'
import {
  decodeControl,
  decodeFeedEntry,
  decodeSealedControl,
  encodeFeedEntry,
  encodeSealedControl,
} from '../../src/protocol/rooms/feed-entries.ts'
import { parseIntro } from '../../src/protocol/rooms/intro.ts'
import { decodeLetter, decodeRequest, encodeLetter, encodeRequest } from '../../src/protocol/rooms/letter.ts'
import { padPlain, unpadPlain } from '../../src/protocol/rooms/padding.ts'
import { decodePlain, encodePlain } from '../../src/protocol/rooms/plain.ts'
import { parseRoom } from '../../src/protocol/rooms/room.ts'
import { accountNamed } from '../unit/protocol/rooms/room-people.ts'
import { fromHex } from '../vectors/json-items.ts'
import contact from '../vectors/own/first-contact.json' with { type: 'json' }
import rooms from '../vectors/own/rooms.json' with { type: 'json' }
import {
  expectReadAsWritten,
  expectRefusesNoise,
  expectSurvivesTampering,
  takes,
} from './decoder-promises.ts'
import { type Format, unless } from './tampering.ts'

const isSlow = process.env['SLOW'] === '1'

const recordsOf = (kind: RecordKind): readonly Uint8Array[] =>
  [...rooms.valid, ...contact.valid].filter(one => one.kind === kind).map(({ bytes }) => fromHex(bytes))

type ParseRecord = (record: SignedRecord) => Result<{ readonly record: SignedRecord }, Malformed>

const recordFormat = (kind: RecordKind, parse: ParseRecord): Format => ({
  name: kind,
  valid: recordsOf(kind),
  readBack: bytes => {
    const record = decodeRecord(bytes)
    return record.ok ? unless(parse(record.value), value => encodeRecord(value.record)) : null
  },
})

const reader = { nowMs: contact.codes.texts[0]?.nowMs ?? 0, self: accountNamed('reader') }
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

const formats: readonly Format[] = [
  recordFormat('room', parseRoom),
  recordFormat('epoch', parseEpoch),
  recordFormat('env', parseEnvelope),
  recordFormat('ctl', parseControl),
  recordFormat('intro', parseIntro),
  {
    name: 'entry of a feed',
    valid: [...recordsOf('epoch'), ...recordsOf('env')],
    readBack: b =>
      unless(decodeFeedEntry(b), entry =>
        encodeFeedEntry(entry.type === 'epoch' ? entry.epoch.record : entry.envelope.record),
      ),
  },
  {
    name: 'sealed control',
    valid: [fromHex(rooms.control.entry)],
    readBack: b => unless(decodeSealedControl(b), encodeSealedControl),
  },
  {
    name: 'control',
    valid: recordsOf('ctl'),
    readBack: b => unless(decodeControl(b), ({ record }) => encodeRecord(record)),
  },
  {
    name: 'message',
    valid: rooms.plains.valid.map(({ bytes }) => fromHex(bytes)),
    readBack: b => unless(decodePlain(b), encodePlain),
  },
  {
    name: 'padding',
    valid: [padPlain(new Uint8Array(9).fill(7)), padPlain(new Uint8Array(300).fill(0x80))],
    readBack: b => {
      const plain = unpadPlain(b)
      return plain === null ? null : padPlain(plain)
    },
  },
  {
    name: 'letter',
    valid: [fromHex(contact.letter.bytes)],
    readBack: b => unless(decodeLetter(b), encodeLetter),
  },
  {
    name: 'request',
    valid: [fromHex(contact.letter.plain)],
    readBack: b => unless(decodeRequest(b), encodeRequest),
  },
  {
    name: 'code',
    valid: contact.codes.texts.slice(0, 1).map(({ text }) => Buffer.from(text, 'latin1')),
    readBack: b => {
      const code = readCode(textOf(b), reader)
      if (!code.ok) return null
      // Blanks around a code are no part of it.
      expect(codeToText(code.value.record)).toBe(textOf(b).trim())
      return b
    },
  },
]

describe('every decoder of rooms and first contact', () => {
  it('reads what was written, as it was written', () => expectReadAsWritten(formats))

  it('survives what has been tampered with, and takes no second spelling', () =>
    expectSurvivesTampering(formats))

  it('says no to noise', () => expectRefusesNoise(formats))

  it('never throws at a record or message of any shape', () => {
    const items: fc.Arbitrary<Item> = fc.letrec<{ item: Item }>(tie => ({
      item: fc.oneof(
        { maxDepth: 3, depthSize: 'small' },
        fc.constant(null),
        fc.boolean(),
        fc.maxSafeNat(),
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom(16, 24, 32, 80).map(length => new Uint8Array(length)),
        fc.array(tie('item'), { maxLength: 5 }),
      ),
    })).item
    const starts = fc.constantFrom(
      'room',
      'epoch',
      'env',
      'ctl',
      'intro',
      'code',
      'text',
      'image',
      'got',
      'invite',
    )
    fc.assert(
      fc.property(starts, fc.array(items, { maxLength: 10 }), (start, fields) => {
        for (const bytes of [enc([start, fields, new Uint8Array(64)]), enc([start, 1, [], fields])]) {
          expect(formats.filter(format => takes(format, bytes)).length).toBeLessThan(3)
        }
      }),
      { numRuns: isSlow ? 50_000 : 500 },
    )
  })
})
