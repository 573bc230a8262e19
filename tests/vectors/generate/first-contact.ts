import type { Item } from '../../../src/protocol/codec/cbor.ts'
import { enc } from '../../../src/protocol/codec/cbor.ts'
import { createDocumentGenesis } from '../../../src/protocol/records/document-genesis.ts'
import { encodeRecord, type SignedRecord, signRecord } from '../../../src/protocol/records/record.ts'
import { codeToText, signCode } from '../../../src/protocol/rooms/code.ts'
import { codeClockSlackMs, codeLifetimeMs } from '../../../src/protocol/rooms/first-contact-types.ts'
import { signIntro } from '../../../src/protocol/rooms/intro.ts'
import {
  encodeLetter,
  encodeRequest,
  letterKey,
  letterWrapContext,
} from '../../../src/protocol/rooms/letter.ts'
import { padPlain } from '../../../src/protocol/rooms/padding.ts'
import { safetyNumber } from '../../../src/protocol/rooms/safety-number.ts'
import { sealBox } from '../../../src/core/crypto/secretbox.ts'
import { wrapSecret } from '../../../src/core/crypto/wrap.ts'
import { itemToJson, toHex } from '../json-items.ts'
import { createPeople, type People, vectorTimeMs } from './people.ts'
import { describeRecord } from './rooms.ts'

export const firstContactVectors = async () => {
  const ana = await createPeople(31)
  const bo = await createPeople(32)
  const intro = await signIntro(ana.laptop.sign, {
    to: bo.keys.account,
    from: ana.keys.account,
    fromDevice: ana.laptop.publicKey,
    tag: ana.random.bytes(32),
    nonce: ana.random.bytes(16),
    atMs: vectorTimeMs,
  })
  const code = await codeVectors(ana)
  const signer = toHex(ana.laptop.publicKey)
  return {
    about: 'First contact: intro, letter, code and safety number. `nowMs` and `self` are the reader’s.',
    valid: [
      { name: 'an intro', signer, ...describeRecord(intro) },
      { name: 'a code', signer, ...describeRecord(code.record) },
    ],
    invalid: (await badIntros(ana, intro)).map(([name, record]) => ({
      name,
      bytes: toHex(encodeRecord(record)),
      error: { type: 'malformed', reason: 'wrong-shape' },
    })),
    codes: { ...code.json, self: toHex(bo.keys.account) },
    letter: letterVectors(ana, bo),
    safetyNumber: {
      accounts: [toHex(ana.keys.account), toHex(bo.keys.account)],
      groups: safetyNumber(ana.keys.account, bo.keys.account),
    },
  }
}

const badIntros = async ({ laptop }: People, intro: SignedRecord) => {
  const spoil = (at: number, value: Item): Promise<SignedRecord> =>
    signRecord(laptop.sign, 'intro', intro.body.with(at, value))
  return [
    ['an intro to half an account', await spoil(0, new Uint8Array(16))],
    ['an intro with a short nonce', await spoil(4, new Uint8Array(15))],
    ['an intro from no time', await spoil(5, null)],
    ['an intro from a date that no calendar has', await spoil(5, 8.64e15 + 1)],
    ['an intro that says more', await signRecord(laptop.sign, 'intro', [...intro.body, 'hello'])],
  ] as const
}

const codeVectors = async ({ keys, laptop, laptopX, random }: People) => {
  const record = await signCode(laptop.sign, {
    account: keys.account,
    device: laptop.publicKey,
    heads: [random.bytes(32)],
    key: { generation: 2, akX: laptopX.publicKey },
    name: 'Ana Müller',
    nonce: random.bytes(16),
    atMs: vectorTimeMs,
    answers: null,
  })
  const text = codeToText(record)
  const resigned = async (at: number, value: Item): Promise<string> =>
    codeToText(await signRecord(laptop.sign, 'code', record.body.with(at, value)))
  const notCode = await signRecord(laptop.sign, 'intro', record.body)
  const at = (name: string, codeText: string, nowMs: number, problem: string | null) => ({
    name,
    text: codeText,
    nowMs,
    problem,
  })
  const texts = [
    at('fresh', text, vectorTimeMs, null),
    at('with blanks around it', `\n ${text} `, vectorTimeMs, null),
    at('at the end of its time', text, vectorTimeMs + codeLifetimeMs, null),
    at('after its time', text, vectorTimeMs + codeLifetimeMs + 1, 'too-old'),
    at('of a clock that is a little ahead', text, vectorTimeMs - codeClockSlackMs, null),
    at('of a clock that is far ahead', text, vectorTimeMs - codeClockSlackMs - 1, 'from-the-future'),
    at(
      'of another version, by its beginning',
      text.replace('gesso1:', 'gesso2:'),
      vectorTimeMs,
      'other-version',
    ),
    at('of another version, by its record', await resigned(0, 2), vectorTimeMs, 'other-version'),
    at('nothing', '', vectorTimeMs, 'not-a-code'),
    at('an address', 'https://example.org/gesso1:', vectorTimeMs, 'not-a-code'),
    at('a beginning alone', 'gesso1:', vectorTimeMs, 'not-a-code'),
    at('with padding', `${text}=`, vectorTimeMs, 'not-a-code'),
    at('in capitals', text.toUpperCase(), vectorTimeMs, 'not-a-code'),
    at('one character short', text.slice(0, -1), vectorTimeMs, 'not-a-code'),
    at('of another kind of record', codeToText(notCode), vectorTimeMs, 'not-a-code'),
    at('without heads', await resigned(3, []), vectorTimeMs, 'not-a-code'),
    at('with a long name', await resigned(6, 'x'.repeat(257)), vectorTimeMs, 'not-a-code'),
    at(
      'with too much in it',
      await resigned(
        3,
        Array.from({ length: 40 }, (_, byte) => new Uint8Array(32).fill(byte)),
      ),
      vectorTimeMs,
      'not-a-code',
    ),
  ]
  return { record, json: { account: toHex(keys.account), texts } }
}

const letterVectors = (ana: People, bo: People) => {
  const { random, keys } = ana
  const doc32 = createDocumentGenesis('letter', keys.account, random.bytes(32)).doc32
  const secret = random.bytes(32)
  const plain = encodeRequest({
    atMs: vectorTimeMs,
    name: 'Ana Müller',
    note: 'We met in Łódź.',
    key: { generation: 2, akX: ana.laptopX.publicKey },
    heads: [random.bytes(32)],
    codeNonce: random.bytes(16),
  })
  const context = letterWrapContext(doc32, bo.keys.account, 4)
  const wrap = wrapSecret(secret, bo.phoneX.publicKey, context, random)
  if (wrap === null) throw new Error('a real key')
  const key = letterKey(secret, doc32, keys.account, bo.keys.account)
  const { nonce, box } = sealBox(padPlain(plain), key, random)
  const request = (...fields: readonly Item[]): string => toHex(enc(fields))
  const akX = ana.laptopX.publicKey
  return {
    doc32: toHex(doc32),
    from: toHex(keys.account),
    to: toHex(bo.keys.account),
    addresseeSecret: toHex(bo.phoneX.secretKey),
    wrapContext: itemToJson(context),
    key: toHex(key),
    plain: toHex(plain),
    bytes: toHex(encodeLetter({ generation: 4, wrap, nonce, box })),
    invalidRequests: [
      { name: 'of a newer kind', bytes: request('gift', 1), reason: 'unknown-kind' },
      { name: 'that is a word', bytes: toHex(enc('request')), reason: 'wrong-shape' },
      {
        name: 'without heads',
        bytes: request('request', 1, 'Ana', '', 1, akX, [], null),
        reason: 'wrong-shape',
      },
      {
        name: 'with a long note',
        bytes: request('request', 1, 'Ana', 'x'.repeat(2_001), 1, akX, [akX], null),
        reason: 'wrong-shape',
      },
      {
        name: 'with half a nonce of a code',
        bytes: request('request', 1, 'Ana', '', 1, akX, [akX], new Uint8Array(8)),
        reason: 'wrong-shape',
      },
    ],
  }
}
