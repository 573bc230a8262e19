import { describe, expect, it } from 'vitest'
import { systemRandom } from '../../../../src/base/random.ts'
import type { AudienceKey } from '../../../../src/core/audiences/audience-types.ts'
import { openForAudience, sealForAudience } from '../../../../src/core/audiences/sealed-values.ts'
import { Secret } from '../../../../src/core/crypto/secret.ts'
import type { Item } from '../../../../src/protocol/codec/cbor.ts'

const keyNamed = (fill: number, generation = 1): AudienceKey => ({
  generation,
  id: fill.toString(16).padStart(2, '0').repeat(8),
  secret: new Secret(new Uint8Array(32).fill(fill)),
})
const key = keyNamed(1)
const place = { doc32: new Uint8Array(32).fill(4), field: 'title' }

const openWith =
  (...keys: readonly AudienceKey[]) =>
  (bytes: Uint8Array, at = place): Item | null =>
    openForAudience(
      bytes,
      at,
      (generation, id) => keys.find(one => one.generation === generation && one.id === id) ?? null,
    )

const sealed = sealForAudience('Harbour', place, key, systemRandom)

describe('a value for an audience', () => {
  it('opens where it was written, with the key that it names', () => {
    for (const value of ['', 'x'.repeat(10_000), 7, true, new Uint8Array(100).fill(1)]) {
      expect(openWith(key)(sealForAudience(value, place, key, systemRandom))).toEqual(value)
    }
    expect(openWith(keyNamed(2), key)(sealed)).toBe('Harbour')
  })

  it('opens nowhere else, and with no other key', () => {
    expect(openWith(key)(sealed, { ...place, field: 'about' })).toBeNull()
    expect(openWith(key)(sealed, { ...place, doc32: new Uint8Array(32).fill(5) })).toBeNull()
    expect(openWith()(sealed)).toBeNull()
    expect(openWith({ ...keyNamed(2), id: key.id })(sealed)).toBeNull()
    expect(openWith({ ...key, generation: 2 })(sealed)).toBeNull()
  })

  it('opens with no bit of it flipped, and cut at no length', () => {
    const open = openWith(key)
    const changed = [...sealed.keys()].map(index =>
      sealed.with(index, (sealed[index] ?? 0) ^ (1 << (index % 8))),
    )
    expect(changed.filter(bytes => open(bytes) !== null)).toEqual([])
    expect([...sealed.keys()].filter(length => open(sealed.slice(0, length)) !== null)).toEqual([])
    expect(open(Uint8Array.of(...sealed, 0))).toBeNull()
    expect(open(new Uint8Array(300 << 10))).toBeNull()
  })

  it('is as long as others of about its length', () => {
    const lengths = ['a', 'Harbour', 'x'.repeat(60)].map(
      text => sealForAudience(text, place, key, systemRandom).length,
    )
    expect(new Set(lengths).size).toBe(1)
  })
})
