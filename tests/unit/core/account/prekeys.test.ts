import { expect, test } from 'vitest'
import {
  createPrekey,
  type HeldPrekey,
  isPrekeyDue,
  nextPrekeyId,
  prekeyKeptMs,
  prekeyLifetimeMs,
  prekeysToUnwrapKeys,
  sortOutPrekeys,
} from '../../../../src/core/account/prekeys.ts'
import { createSigner } from '../../../../src/core/crypto/ed25519.ts'
import { Secret } from '../../../../src/core/crypto/secret.ts'
import { unsafeSeededRandom } from '../../../../src/platform/memory/seeded-random.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import { parsePrekey } from '../../../../src/protocol/records/prekey.ts'

const random = unsafeSeededRandom(14)
const start = 1_750_000_000_000
const day = 86_400_000

const held = (id: number, createdAtMs: number): HeldPrekey => ({
  id,
  secret: new Secret(random.bytes(32)),
  createdAtMs,
  expiresMs: createdAtMs + prekeyLifetimeMs,
})

test('a prekey is due when there is none, after a week, and after a clock was far ahead', () => {
  expect(isPrekeyDue([], start)).toBe(true)
  expect(isPrekeyDue([held(1, start)], start)).toBe(false)
  expect(isPrekeyDue([held(1, start)], start + 7 * day - 1)).toBe(false)
  expect(isPrekeyDue([held(1, start)], start + 7 * day)).toBe(true)
  expect(isPrekeyDue([held(1, start), held(2, start + 7 * day)], start + 8 * day)).toBe(false)
  expect(isPrekeyDue([held(1, start + 400 * day)], start)).toBe(true)
})

test('ids only grow, also when an old vault was restored', () => {
  expect(nextPrekeyId([], null)).toBe(1)
  expect(nextPrekeyId([held(4, start), held(2, start)], null)).toBe(5)
  expect(nextPrekeyId([held(4, start)], 9)).toBe(10)
})

test('private halves are kept 30 days after they expire, the newest always', () => {
  const old = held(1, start)
  const newer = held(2, start + 7 * day)
  const lastDay = old.expiresMs + prekeyKeptMs
  expect(sortOutPrekeys([old, newer], lastDay)).toEqual({ kept: [old, newer], spent: [] })
  const { kept, spent } = sortOutPrekeys([old, newer], lastDay + 1)
  expect([kept.map(({ id }) => id), spent.map(({ id }) => id)]).toEqual([[2], [1]])
  expect(sortOutPrekeys([old], start + 1_000 * day).kept).toEqual([old])
})

test('what is published is the public half of what is held', async () => {
  const device = await createSigner(random.bytes(32))
  const account = random.bytes(32) as AccountId
  const made = await createPrekey(device, account, 3, start, random)
  const [key] = prekeysToUnwrapKeys(device.publicKey, [made.held])
  expect(parsePrekey(made.record)).toMatchObject({
    ok: true,
    value: {
      account,
      device: device.publicKey,
      id: 3,
      x: key?.pair.publicKey,
      createdAtMs: start,
      expiresMs: start + 7 * day,
    },
  })
})
