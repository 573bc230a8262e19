import { describe, expect, test } from 'vitest'
import { bytesToHex } from '../../../../src/base/bytes.ts'
import { systemRandom } from '../../../../src/base/random.ts'
import type { HeldAccountSecret } from '../../../../src/core/account/account-secret.ts'
import { Secret } from '../../../../src/core/crypto/secret.ts'
import { privateGenesis } from '../../../../src/core/private/private-document.ts'
import { openEntry, sealEntry } from '../../../../src/core/private/sealed-entries.ts'
import { dec, enc, type Item } from '../../../../src/protocol/codec/cbor.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'

const held = (generation: number, fill: number): HeldAccountSecret => ({
  generation,
  secret: new Secret(new Uint8Array(32).fill(fill)),
})
const first = held(1, 1)
const second = held(2, 2)
const here = { doc32: new Uint8Array(32).fill(9), field: 'title' }
const seal = (value: Item, by = first): Uint8Array => sealEntry(value, here, by, systemRandom)

describe('a sealed entry', () => {
  test.each([
    ['text'],
    [''],
    [true],
    [1_700_000_000_000],
    [new Uint8Array([0x80, 0, 0])],
    [['a', null, [1]]],
  ])('opens to what was sealed: %j', value => {
    expect(openEntry(seal(value), here, [first])).toEqual(value)
  })

  test('opens in its own document and field only', () => {
    const entry = seal('secret')
    expect(openEntry(entry, { ...here, field: 'about' }, [first])).toBeNull()
    expect(openEntry(entry, { ...here, doc32: new Uint8Array(32) }, [first])).toBeNull()
  })

  test('opens under its own generation only, held among others', () => {
    const entry = seal('new', second)
    expect(openEntry(entry, here, [first])).toBeNull()
    expect(openEntry(entry, here, [first, second])).toBe('new')
    expect(openEntry(entry, here, [held(2, 5), second])).toBe('new')
    expect(openEntry(entry, here, [held(2, 5)])).toBeNull()
  })

  test('does not open under a generation that it only claims', () => {
    const decoded = dec(seal('x'), 'entry')
    if (!decoded.ok || !Array.isArray(decoded.value)) throw new Error('no entry')
    const [, nonce = null, box = null] = decoded.value as Item[]
    expect(openEntry(enc([2, nonce, box]), here, [first, held(2, 1)])).toBeNull()
  })

  test('is nothing once any byte of it was changed, or it was cut', () => {
    const entry = seal('x')
    for (let at = 0; at < entry.length; at++) {
      const changed = entry.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(openEntry(changed, here, [first])).toBeNull()
      expect(openEntry(entry.subarray(0, at), here, [first])).toBeNull()
    }
  })

  test('shows its length in steps of 64 bytes, and never the same bytes twice', () => {
    const lengths = [1, 20, 40, 61].map(chars => seal('x'.repeat(chars)).length)
    expect(new Set(lengths).size).toBe(1)
    expect(seal('x'.repeat(62)).length).toBe((lengths[0] ?? 0) + 64)
    expect(seal('x')).not.toEqual(seal('x'))
  })
})

describe('a private document', () => {
  const alice = new Uint8Array(32).fill(1) as AccountId
  const bob = new Uint8Array(32).fill(2) as AccountId

  test('is found by each device of its owner, and is nobody else’s', () => {
    expect(privateGenesis(alice, 'albums')).toEqual(privateGenesis(alice, 'albums'))
    expect(privateGenesis(alice, 'albums').doc32).not.toEqual(privateGenesis(bob, 'albums').doc32)
    expect(privateGenesis(alice, 'albums').kind).toBe('private')
  })

  test('is another for each purpose and segment, and stays where it always was', () => {
    const all = (['albums', 'people', 'talk', 'keychain'] as const).flatMap(purpose =>
      [0, 1, 2].map(segment => bytesToHex(privateGenesis(alice, purpose, segment).doc32)),
    )
    expect(new Set(all).size).toBe(all.length)
    expect(bytesToHex(privateGenesis(alice, 'albums').tag)).toBe(
      'e6b58698be45c58fff0d4e972c4d206087be4320fc03a1593e5308464ae5fe0d',
    )
  })
})
