import { beforeAll, describe, expect, test } from 'vitest'
import { err, type Result } from '../../src/base/result.ts'
import { type RecordError, verifyAccountRecords } from '../../src/protocol/accounts/verify-records.ts'
import { createVerifier, type VerifySignature } from '../../src/protocol/crypto/verify.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import {
  decodeRecord,
  encodeRecord,
  recordId,
  type SignedRecord,
  signingInput,
} from '../../src/protocol/records/record.ts'
import { fromHex, toHex } from './json-items.ts'
import file from './own/records.json' with { type: 'json' }

const account = fromHex(file.account) as AccountId

let verify: VerifySignature
beforeAll(async () => {
  verify = await createVerifier()
})

/** As a client or a relay takes it in: bytes, one spelling, shape, account, signatures. */
const acceptRecord = async (bytes: Uint8Array): Promise<Result<SignedRecord, RecordError>> => {
  const decoded = decodeRecord(bytes)
  if (!decoded.ok) return decoded
  const { refused } = await verifyAccountRecords(verify, account, [decoded.value])
  return refused[0] === undefined ? decoded : err(refused[0].error)
}

/** A pop never travels alone: it is judged by its own signature. */
const isGoodPop = async (bytes: Uint8Array): Promise<boolean> => {
  const decoded = decodeRecord(bytes)
  if (!decoded.ok || decoded.value.kind !== 'pop') return false
  const { body, sig } = decoded.value
  const device = body[2]
  return device instanceof Uint8Array && verify(sig, signingInput('pop', body), device)
}

const isAccepted = async (kind: string, bytes: Uint8Array): Promise<boolean> =>
  kind === 'pop' ? isGoodPop(bytes) : (await acceptRecord(bytes)).ok

describe.each(file.valid)('$name', ({ kind, rid, bytes }) => {
  const whole = fromHex(bytes)

  test('is accepted, has this id, and is written in no other way', async () => {
    expect(await isAccepted(kind, whole)).toBe(true)
    const decoded = decodeRecord(whole)
    if (!decoded.ok) throw new Error('accepted, so decoded')
    expect(toHex(recordId(decoded.value.kind, decoded.value.body))).toBe(rid)
    expect(toHex(encodeRecord(decoded.value))).toBe(bytes)
  })

  test('is refused with a bit flipped in any byte', async () => {
    const accepted: string[] = []
    const bits = process.env['SLOW'] === '1' ? [0, 1, 2, 3, 4, 5, 6, 7] : [null]
    for (const index of whole.keys()) {
      for (const bit of bits) {
        const changed = Uint8Array.from(whole)
        changed[index] = (changed[index] ?? 0) ^ (1 << (bit ?? index % 8))
        if (await isAccepted(kind, changed)) accepted.push(`byte ${index}`)
      }
    }
    expect(accepted).toEqual([])
  })

  test('is refused cut at any length, and with anything after it', async () => {
    const accepted: number[] = []
    for (const length of whole.keys()) {
      if (await isAccepted(kind, whole.slice(0, length))) accepted.push(length)
    }
    expect(accepted).toEqual([])
    expect(await isAccepted(kind, Uint8Array.of(...whole, 0))).toBe(false)
  })
})

test.each(file.invalid)('refused: $name', async ({ bytes, error }) => {
  expect(await acceptRecord(fromHex(bytes))).toMatchObject({ ok: false, error })
})
