import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { createVerifier, type VerifySignature } from '../../src/protocol/crypto/verify.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import type { Doc32 } from '../../src/protocol/records/document-genesis.ts'
import { decodeRecord, encodeRecord, recordId } from '../../src/protocol/records/record.ts'
import { verifyRecord } from '../../src/protocol/records/verify-record.ts'
import { codeToText, readCode } from '../../src/protocol/rooms/code.ts'
import { parseIntro } from '../../src/protocol/rooms/intro.ts'
import {
  decodeLetter,
  decodeRequest,
  encodeLetter,
  encodeRequest,
  letterKey,
  letterWrapContext,
} from '../../src/protocol/rooms/letter.ts'
import { unpadPlain } from '../../src/protocol/rooms/padding.ts'
import { safetyNumber } from '../../src/protocol/rooms/safety-number.ts'
import { openBox } from '../../src/core/crypto/secretbox.ts'
import { unwrapSecret } from '../../src/core/crypto/wrap.ts'
import { keyPairFromSecret } from '../../src/core/crypto/x25519.ts'
import { bytesToBase64Url } from '../../src/base/bytes.ts'
import { fromHex, itemToJson, toHex } from './json-items.ts'
import file from './own/first-contact.json' with { type: 'json' }

let verify: VerifySignature
beforeAll(async () => {
  verify = await createVerifier()
})

const self = fromHex(file.codes.self) as AccountId
const [fresh] = file.codes.texts
if (fresh === undefined) throw new Error('a fresh code')
const reader = { nowMs: fresh.nowMs, self }

/** As the relay and the addressee take in an intro, and a phone a code. */
const isAccepted = async (kind: string, bytes: Uint8Array, signer: Uint8Array): Promise<boolean> => {
  if (kind === 'code') {
    const code = readCode(`gesso1:${bytesToBase64Url(bytes)}`, reader)
    return code.ok && verifyRecord(verify, code.value.record, signer)
  }
  const record = decodeRecord(bytes)
  const intro = record.ok ? parseIntro(record.value) : record
  return intro.ok && verifyRecord(verify, intro.value.record, signer)
}

describe.each(file.valid)('$name', ({ kind, rid, bytes, signer }) => {
  const whole = fromHex(bytes)
  const key = fromHex(signer)

  test('is accepted, has this id, and is written in no other way', async () => {
    expect(await isAccepted(kind, whole, key)).toBe(true)
    const record = decodeRecord(whole)
    if (!record.ok) throw new Error('accepted, so decoded')
    expect(toHex(recordId(record.value.kind, record.value.body))).toBe(rid)
    expect(toHex(encodeRecord(record.value))).toBe(bytes)
  })

  test('is refused with a bit flipped in any byte, and cut at any length', async () => {
    const accepted: number[] = []
    for (const index of whole.keys()) {
      const changed = whole.with(index, (whole[index] ?? 0) ^ (1 << (index % 8)))
      if (await isAccepted(kind, changed, key)) accepted.push(index)
      if (await isAccepted(kind, whole.slice(0, index), key)) accepted.push(index)
    }
    expect(accepted).toEqual([])
    expect(await isAccepted(kind, Uint8Array.of(...whole, 0), key)).toBe(false)
  })
})

test.each(file.invalid)('refused: $name', ({ bytes, error }) => {
  const record = decodeRecord(fromHex(bytes))
  expect(record.ok && parseIntro(record.value)).toMatchObject({ ok: false, error })
})

describe('a code', () => {
  test.each(file.codes.texts)('$name', ({ text, nowMs, problem }) => {
    const read = readCode(text, { nowMs, self })
    expect(read.ok ? null : read.error).toEqual(problem === null ? null : { type: 'code', problem })
    if (read.ok) expect(codeToText(read.value.record)).toBe(text.trim())
  })

  test('of oneself is one’s own', () => {
    const own = fromHex(file.codes.account) as AccountId
    expect(readCode(fresh.text, { ...reader, self: own })).toEqual({
      ok: false,
      error: { type: 'code', problem: 'own' },
    })
  })

  test('fits what a camera reads at once', () => {
    expect(fresh.text.length).toBeLessThan(700)
  })
})

describe('a letter', () => {
  const given = file.letter
  const [doc32, from, to] = [
    fromHex(given.doc32) as Doc32,
    fromHex(given.from) as AccountId,
    fromHex(given.to) as AccountId,
  ]
  const whole = fromHex(given.bytes)
  const open = (bytes: Uint8Array, generation: number, sender: AccountId): Uint8Array | null => {
    const letter = decodeLetter(bytes)
    if (!letter.ok) return null
    const context = letterWrapContext(doc32, to, generation)
    const secret = unwrapSecret(letter.value.wrap, keyPairFromSecret(fromHex(given.addresseeSecret)), context)
    const padded = secret === null ? null : openBox(letter.value, letterKey(secret, doc32, sender, to))
    return padded === null ? null : unpadPlain(padded)
  }

  test('opens for its addressee, and says what was asked', () => {
    expect(itemToJson(letterWrapContext(doc32, to, 4))).toEqual(given.wrapContext)
    expect(toHex(open(whole, 4, from) ?? whole)).toBe(given.plain)
    const request = decodeRequest(fromHex(given.plain))
    expect(request.ok && toHex(encodeRequest(request.value))).toBe(given.plain)
    const letter = decodeLetter(whole)
    expect(letter.ok && toHex(encodeLetter(letter.value))).toBe(given.bytes)
  })

  test('does not open for another generation or from another sender', () => {
    expect(open(whole, 5, from)).toBeNull()
    expect(open(whole, 4, to)).toBeNull()
  })

  test('does not open with a bit flipped in any byte but that of the generation, nor cut at any length', () => {
    const opened: number[] = []
    for (const index of whole.keys()) {
      if (open(whole.slice(0, index), 4, from) !== null) opened.push(index)
      // The context takes the generation from the letter.
      const changed = whole.with(index, (whole[index] ?? 0) ^ (1 << (index % 8)))
      const letter = decodeLetter(changed)
      if (letter.ok && open(changed, letter.value.generation, from) !== null) opened.push(index)
    }
    expect(opened).toEqual([])
  })

  test.each(given.invalidRequests)('refused: a request $name', ({ bytes, reason }) => {
    expect(decodeRequest(fromHex(bytes))).toMatchObject({ ok: false, error: { reason } })
  })
})

test('a safety number is twelve groups of digits, by Node too, the same on both sides', () => {
  const [one, other] = file.safetyNumber.accounts.map(account => fromHex(account) as AccountId)
  if (one === undefined || other === undefined) throw new Error('two accounts')
  expect(safetyNumber(one, other)).toEqual(file.safetyNumber.groups)
  expect(safetyNumber(other, one)).toEqual(file.safetyNumber.groups)
  expect(safetyNumber(one, one)).not.toEqual(file.safetyNumber.groups)
  const digest = createHash('sha512').update('gesso/1/sn\0')
  for (const account of [one, other].toSorted((a, b) => Buffer.compare(a, b))) digest.update(account)
  const bytes = digest.digest()
  const groups = Array.from({ length: 12 }, (_, at) =>
    (bytes.readUIntBE(at * 5, 5) % 100_000).toString().padStart(5, '0'),
  )
  expect(groups).toEqual(file.safetyNumber.groups)
})
