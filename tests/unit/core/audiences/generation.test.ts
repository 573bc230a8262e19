/** What a hostile document of an audience makes whoever reads it hold and compute: little, whatever it says. */
import { from } from '@automerge/automerge/slim'
import { beforeAll, describe, expect, it } from 'vitest'
import { bytesToHex } from '../../../../src/base/bytes.ts'
import { ok } from '../../../../src/base/result.ts'
import { readGeneration } from '../../../../src/core/audiences/generation.ts'
import { loadHeldKeys } from '../../../../src/core/audiences/held-keys.ts'
import { Secret } from '../../../../src/core/crypto/secret.ts'
import { loadAutomerge } from '../../../../src/platform/node/automerge.ts'
import { encodeAudienceEntry } from '../../../../src/protocol/journal/audience.ts'
import type { AudienceEntry } from '../../../../src/protocol/journal/audience-types.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'

beforeAll(() => loadAutomerge())

type SecretEntry = Extract<AudienceEntry, { readonly kind: 'secret' }>

const bytes = (length: number, fill = 1): Uint8Array => new Uint8Array(length).fill(fill)
const named = (n: number): Uint8Array => Uint8Array.of(n >> 8, n & 255, ...bytes(6))
const before = (generation: number) => ({ generation, keyId: named(9), nonce: bytes(24), box: bytes(48) })
const secret = (n: number, change: Partial<SecretEntry> = {}): AudienceEntry => ({
  kind: 'secret',
  keyId: named(n),
  akX: bytes(32),
  akGeneration: 1,
  before: null,
  ...change,
})
const own = (n: number): AudienceEntry => ({
  kind: 'own',
  keyId: named(n),
  akGeneration: 1,
  nonce: bytes(24),
  box: bytes(48),
})
const read = (entries: readonly AudienceEntry[], generation = 5) =>
  readGeneration(from({ v: 1, e: entries.map(encodeAudienceEntry) }), generation).secrets

const many = <T>(count: number, make: (n: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, n) => make(n))

describe('of a generation', () => {
  it('a few secrets are looked at, however many it has', () => {
    expect(read(many(100, n => secret(n)))).toHaveLength(16)
  })

  it('a secret is what the first entry says of it that names it', () => {
    const [one] = read([secret(1), secret(1, { akX: bytes(32, 2), akGeneration: 7 })])
    expect(one).toMatchObject({ akX: bytes(32), akGeneration: 1 })
  })

  it('a bounded number of earlier secrets and of boxes for oneself are tried', () => {
    const [one] = read([
      secret(1),
      ...many(200, () => secret(1, { before: before(1) })),
      ...many(200, () => own(1)),
    ])
    expect([one?.befores.length, one?.own.length]).toEqual([64, 64])
  })

  it('nothing comes before that is not earlier', () => {
    const [one] = read([4, 5, 6, 2 ** 40].map(generation => secret(1, { before: before(generation) })))
    expect(one?.befores.map(({ generation }) => generation)).toEqual([4])
  })
})

it('of one account so many secrets are kept, and no more', async () => {
  const rows = {
    range: async () => ok([]),
    write: async () => ok(null),
    seal: (key: string) => [key, null],
  } as never
  const held = await loadHeldKeys(rows, () => undefined)
  const eve = bytes(32) as AccountId
  const key = (n: number) => ({
    generation: n,
    id: bytesToHex(named(n)),
    secret: new Secret(bytes(32)),
    befores: null,
  })
  expect(await held.add(eve, many(2_000, key))).toBe(true)
  expect(await held.add(eve, [key(2_001)])).toBe(false)
  expect(held.of(eve)).toHaveLength(2_000)
})
