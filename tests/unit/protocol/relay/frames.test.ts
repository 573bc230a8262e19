import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { enc, type Item } from '../../../../src/protocol/codec/cbor.ts'
import { limits } from '../../../../src/protocol/limits.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import {
  decodeFrame,
  documentRefusals,
  encodeFrame,
  type Frame,
  introStates,
  introVerdicts,
} from '../../../../src/protocol/relay/frames.ts'
import {
  authRefusals,
  decodeClientGreeting,
  decodeRelayGreeting,
  encodeRelayGreeting,
} from '../../../../src/protocol/relay/handshake.ts'

const doc = '0123456789abcdef0123456789abcdef'
const person = new Uint8Array(32).fill(5) as AccountId
const tag = new Uint8Array(32).fill(6)
const reasonOf = (result: { readonly ok: boolean; readonly error?: { readonly reason: string } }): string =>
  result.ok ? 'accepted' : (result.error?.reason ?? '')

describe('a frame', () => {
  it('is read as it was written, an empty message included', () => {
    const frames: readonly Frame[] = [
      { type: 'sync', doc, message: Uint8Array.of() },
      { type: 'sync', doc, message: Uint8Array.of(1, 2, 3) },
      { type: 'unavailable', doc },
      ...documentRefusals.map((reason): Frame => ({ type: 'refused', doc, reason })),
      { type: 'ping' },
      { type: 'pong' },
      { type: 'token-wanted' },
      { type: 'token', token: new Uint8Array(32).map((_, at) => at), ttlInSeconds: 0 },
      { type: 'token', token: new Uint8Array(32).fill(255), ttlInSeconds: Number.MAX_SAFE_INTEGER },
      { type: 'intro', record: { kind: 'intro', body: [1, 'two'], sig: new Uint8Array(64).fill(3) } },
      ...introStates.map((state): Frame => ({ type: 'intro-state', to: person, tag, state })),
      ...introVerdicts.map((verdict): Frame => ({ type: 'intro-verdict', from: person, tag, verdict })),
      { type: 'intro-withdrawn', to: person, tag },
      { type: 'passing', doc, sealed: Uint8Array.of() },
      { type: 'passing', doc, sealed: new Uint8Array(limits.ephemeralBytes).fill(7) },
      { type: 'resume', question: { number: 0, roster: null, listed: [] } },
      { type: 'resumed', answer: { number: 7, name: '', same: Uint8Array.of(5) } },
    ]
    for (const frame of frames) expect(decodeFrame(encodeFrame(frame))).toEqual({ ok: true, value: frame })
  })

  const id = Array.from({ length: 16 }, () => 7)
  const token = Array.from({ length: 32 }, () => 9)
  it.each<[string, readonly number[], string]>([
    ['nothing', [], 'unknown-kind'],
    ['an unknown code', [0, ...id], 'unknown-kind'],
    ["automerge-repo's map", [0xa1, ...id], 'unknown-kind'],
    ['half a document', [1, 7, 7], 'wrong-shape'],
    ['a document and more, without a message', [2, ...id, 0], 'wrong-shape'],
    ['a ping with something in it', [4, 0], 'wrong-shape'],
    ['a refusal without a reason', [3, ...id], 'not-cbor'],
    ['a refusal for no reason we know', [3, ...id, ...enc(['because'])], 'wrong-shape'],
    ['a refusal with a long reason', [3, ...id, ...enc(['x'.repeat(100)])], 'too-large'],
    ['a wish for a token with something in it', [6, 0], 'wrong-shape'],
    ['a token and nothing else', [7, ...token], 'not-cbor'],
    ['a short token', [7, ...token.slice(1), ...enc([60])], 'wrong-shape'],
    ['a token for text', [7, ...token, ...enc(['60'])], 'wrong-shape'],
    ['a token for less than no time', [7, ...token, 0x81, 0x20], 'wrong-shape'],
    ['a token and more', [7, ...token, ...enc([60, 60])], 'wrong-shape'],
    ['a token and very much more', [7, ...token, ...enc(['x'.repeat(100)])], 'too-large'],
    ['an intro without a record', [8], 'not-cbor'],
    ['an intro that is no record', [8, ...enc(['hello'])], 'unknown-kind'],
    ['an intro of a kind that nobody knows', [8, ...enc(['gift', [1], new Uint8Array(64)])], 'unknown-kind'],
    ['an intro with a short signature', [8, ...enc(['intro', [1], new Uint8Array(63)])], 'wrong-shape'],
    ['a large intro', [8, ...enc(['intro', [new Uint8Array(1024)], new Uint8Array(64)])], 'too-large'],
    ['an intro and more', [8, ...enc(['intro', [1], new Uint8Array(64)]), 0], 'not-cbor'],
    ['what became of an intro, without saying', [9, ...enc([person, tag])], 'wrong-shape'],
    ['what became of an intro, in no word we know', [9, ...enc([person, tag, 'read'])], 'wrong-shape'],
    [
      'what became of an intro to half an account',
      [9, ...enc([person.slice(16), tag, 'kept'])],
      'wrong-shape',
    ],
    ['what became of an intro, at length', [9, ...enc([person, tag, 'x'.repeat(1024)])], 'too-large'],
    ['a verdict that is a state', [10, ...enc([person, tag, 'kept'])], 'wrong-shape'],
    ['a verdict on a short tag', [10, ...enc([person, tag.slice(1), 'taken'])], 'wrong-shape'],
    ['a verdict and more', [10, ...enc([person, tag, 'taken', 1])], 'wrong-shape'],
    ['an intro withdrawn from nobody', [11, ...enc([tag])], 'wrong-shape'],
    ['an intro withdrawn with a reason', [11, ...enc([person, tag, 'why'])], 'wrong-shape'],
    ['an intro withdrawn in another spelling', [11, 0x98, 2, ...enc([person, tag]).slice(1)], 'not-cbor'],
    ['a passing word about half a document', [12, 7, 7], 'wrong-shape'],
    ['a long passing word', [12, ...id, ...new Uint8Array(limits.ephemeralBytes + 1)], 'too-large'],
    ['a question about nothing', [13], 'not-cbor'],
    ['an answer and more', [14, ...enc([1, new Uint8Array(), new Uint8Array(), 1])], 'wrong-shape'],
    ['a code after the last', [15, ...id], 'unknown-kind'],
  ])('of %s is refused', (_, bytes, reason) => {
    expect(reasonOf(decodeFrame(Uint8Array.from(bytes)))).toBe(reason)
  })

  it('has one spelling: whatever is read is written the same', () => {
    const codes = fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0xa1)
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc
        .tuple(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.nat())
        .map(([some, n]) => [...some, ...enc([n])]),
    )
    fc.assert(
      fc.property(codes, bodies, (code, body) => {
        const bytes = Uint8Array.of(code, ...body)
        const frame = decodeFrame(bytes)
        expect(frame.ok ? encodeFrame(frame.value) : bytes).toEqual(bytes)
      }),
    )
  })

  it('too large is refused unread', () => {
    const largest = new Uint8Array(limits.frameBytes).fill(1)
    expect(reasonOf(decodeFrame(largest))).toBe('accepted')
    expect(reasonOf(decodeFrame(new Uint8Array(limits.frameBytes + 1).fill(1)))).toBe('too-large')
  })
})

describe('a greeting of a relay', () => {
  const hello: readonly Item[] = [
    'hello',
    1,
    'https://relay.example',
    new Uint8Array(32),
    new Uint8Array(16),
    1 << 24,
  ]

  it('is read as it was written', () => {
    for (const reason of authRefusals) {
      const greeting = { type: 'refused', reason } as const
      expect(decodeRelayGreeting(encodeRelayGreeting(greeting))).toEqual({ ok: true, value: greeting })
    }
    expect(reasonOf(decodeRelayGreeting(enc(hello)))).toBe('accepted')
  })

  it.each<[string, Item, string]>([
    ['of another version', hello.with(1, 2), 'unknown-version'],
    ['without a version', ['hello'], 'unknown-version'],
    ['with a short nonce', hello.with(3, new Uint8Array(31)), 'wrong-shape'],
    ['with a long id', hello.with(4, new Uint8Array(17)), 'wrong-shape'],
    ['with a long origin', hello.with(2, 'x'.repeat(513)), 'wrong-shape'],
    ['with more than it should say', [...hello, 1], 'wrong-shape'],
    ['that welcomes too much', ['welcome', 1], 'unknown-kind'],
    ['that refuses for no reason we know', ['refused', 'because'], 'wrong-shape'],
    ['of another kind', ['goodbye'], 'unknown-kind'],
    ['that is not an array', 'hello', 'unknown-kind'],
    ['that says nothing', [], 'unknown-kind'],
  ])('%s is refused', (_, item, reason) => {
    expect(reasonOf(decodeRelayGreeting(enc(item)))).toBe(reason)
  })

  it('too large is refused unread', () => {
    expect(reasonOf(decodeRelayGreeting(new Uint8Array(4097)))).toBe('too-large')
  })
})

describe('a greeting of a client', () => {
  const record: Item = ['auth', [1], new Uint8Array(64)]

  it.each<[string, Item, string]>([
    ['of another kind', ['hello', 1], 'unknown-kind'],
    ['without a record', ['auth'], 'wrong-shape'],
    ['with a record and more', ['auth', record, 1], 'wrong-shape'],
    [
      'with a record of a kind we do not know',
      ['auth', ['consent', [1], new Uint8Array(64)]],
      'unknown-kind',
    ],
    ['with a short signature', ['auth', ['auth', [1], new Uint8Array(63)]], 'wrong-shape'],
    ['with an empty chain', ['chain', []], 'wrong-shape'],
    ['with a chain of records that are not bytes', ['chain', [record]], 'wrong-shape'],
    ['with a chain of bytes that are not records', ['chain', [enc(7)]], 'wrong-shape'],
    [
      'with a chain that is too long',
      ['chain', Array.from({ length: limits.chainRecords + 1 }, () => enc(7))],
      'wrong-shape',
    ],
    ['that is not an array', null, 'unknown-kind'],
  ])('%s is refused', (_, item, reason) => {
    expect(reasonOf(decodeClientGreeting(enc(item)))).toBe(reason)
  })
})
