import { enc, type Item } from '../../../src/protocol/codec/cbor.ts'
import {
  encodePeopleAnswer,
  encodePeopleQuestion,
  encodeReferencesAnswer,
  encodeReferencesQuestion,
} from '../../../src/protocol/directory/directory.ts'
import type { EntryId16 } from '../../../src/protocol/journal/journal-types.ts'
import type { AccountId } from '../../../src/protocol/records/account-genesis.ts'
import { toHex } from '../json-items.ts'
import { bytes } from './harbour.ts'
import { vectorTimeMs } from './people.ts'

const account = (value: number): AccountId => bytes(32, value) as AccountId
const key = bytes(16, 1)
const cursor = bytes(36, 9)
const longest = 'é'.repeat(200)

const reference = (segment: number) => ({ key, account: account(2), segment, id: bytes(16, 3) as EntryId16 })

const valid = [
  ['people-question', 'who is there', encodePeopleQuestion({ text: '', role: '', place: '', after: null })],
  [
    'people-question',
    'a camera operator near Lisbon, the second page',
    encodePeopleQuestion({ text: 'Zoë 🎬', role: 'camera-operator', place: 'Lisboa', after: cursor }),
  ],
  [
    'people-question',
    'as much as may be asked',
    encodePeopleQuestion({ text: longest, role: longest, place: longest, after: bytes(64, 8) }),
  ],
  ['people-answer', 'nobody', encodePeopleAnswer({ found: 0, people: [], next: null })],
  [
    'people-answer',
    'a page of two, with more to come',
    encodePeopleAnswer({
      found: 3,
      people: [
        { account: account(1), changedMs: vectorTimeMs },
        { account: account(2), changedMs: 0 },
      ],
      next: cursor,
    }),
  ],
  ['references-question', 'about one thing', encodeReferencesQuestion({ keys: [key], after: null })],
  [
    'references-question',
    'about as much as may be asked',
    encodeReferencesQuestion({
      keys: Array.from({ length: 64 }, (_, at) => bytes(16, at)),
      after: bytes(8, 8),
    }),
  ],
  ['references-answer', 'nothing', encodeReferencesAnswer({ references: [], next: null })],
  [
    'references-answer',
    'a full page, with more to come',
    encodeReferencesAnswer({
      references: Array.from({ length: 200 }, (_, at) => reference(at)),
      next: cursor,
    }),
  ],
] as const

const refusedItems: readonly (readonly [string, string, Item])[] = [
  ['people-question', 'of too many characters', ['x'.repeat(201), '', '', null]],
  ['people-question', 'without a place', ['', '', null]],
  ['people-question', 'with more than it should have', ['', '', '', null, 1]],
  ['people-question', 'of bytes for text', [bytes(3, 65), '', '', null]],
  ['people-question', 'with a short cursor', ['', '', '', bytes(7, 1)]],
  ['people-question', 'with a long cursor', ['', '', '', bytes(65, 1)]],
  ['people-answer', 'of more than a page', [41, Array.from({ length: 41 }, () => [account(1), 0]), null]],
  ['people-answer', 'with half an account', [1, [[bytes(16, 1), 0]], null]],
  ['people-answer', 'from a date that no calendar has', [1, [[account(1), 8.64e15 + 1]], null]],
  ['people-answer', 'that says a name', [1, [[account(1), 0, 'Zoë']], null]],
  ['references-question', 'about nothing', [[], null]],
  ['references-question', 'about too much', [Array.from({ length: 65 }, () => key), null]],
  ['references-question', 'with a long key', [[bytes(17, 1)], null]],
  [
    'references-answer',
    'of more than a page',
    [Array.from({ length: 201 }, () => [key, account(2), 0, key]), null],
  ],
  ['references-answer', 'without a segment', [[[key, account(2), key]], null]],
]

/** Too long before anybody looks inside. */
const tooLong: readonly (readonly [string, Item])[] = [
  ['people-question', ['', '', '', bytes(4_096, 1)]],
  ['people-answer', [0, [], bytes(65_536, 1)]],
  ['references-question', [[key], bytes(4_096, 1)]],
  ['references-answer', [[], bytes(65_536, 1)]],
]

export const directoryVectors = () => ({
  about: 'What one asks a relay’s directory, and what it answers.',
  valid: valid.map(([message, name, encoded]) => ({ message, name, bytes: toHex(encoded) })),
  invalid: [
    ...refusedItems.map(([message, name, item]) => ({
      message,
      name,
      bytes: toHex(enc(item)),
      reason: 'wrong-shape',
    })),
    ...tooLong.map(([message, item]) => ({
      message,
      name: 'that is long',
      bytes: toHex(enc(item)),
      reason: 'too-large',
    })),
  ],
})
