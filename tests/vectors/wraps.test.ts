import { expect, test } from 'vitest'
import { unwrapSecret } from '../../src/core/crypto/wrap.ts'
import { keyPairFromSecret } from '../../src/core/crypto/x25519.ts'
import { fromHex, jsonToItem, type JsonItem, toHex } from './json-items.ts'
import file from './own/wraps.json' with { type: 'json' }

interface Given {
  readonly recipientSecret: string
  readonly context: JsonItem
  readonly wrap: string
}
const valid: readonly (Given & { readonly secret: string; readonly recipientX: string })[] = file.valid
const invalid: readonly (Given & { readonly name: string })[] = file.invalid

const open = ({ recipientSecret, context, wrap }: Given): Uint8Array | null =>
  unwrapSecret(fromHex(wrap), keyPairFromSecret(fromHex(recipientSecret)), jsonToItem(context))

test.each(valid)('a wrap opens for its key and context', vector => {
  expect(toHex(keyPairFromSecret(fromHex(vector.recipientSecret)).publicKey)).toBe(vector.recipientX)
  expect(toHex(open(vector) ?? new Uint8Array())).toBe(vector.secret)
})

test.each(valid)('and with no bit of it flipped but the one X25519 ignores', vector => {
  const opened: number[] = []
  const whole = fromHex(vector.wrap)
  for (const index of whole.keys()) {
    const changed = Uint8Array.from(whole)
    changed[index] = (changed[index] ?? 0) ^ (1 << (index % 7))
    if (open({ ...vector, wrap: toHex(changed) }) !== null) opened.push(index)
  }
  expect(opened).toEqual([])
})

test('the ignored top bit of the ephemeral key still changes the derived key', () => {
  for (const vector of valid) {
    const changed = fromHex(vector.wrap)
    changed[31] = (changed[31] ?? 0) ^ 0x80
    expect(open({ ...vector, wrap: toHex(changed) })).toBeNull()
  }
  expect(valid.length).toBeGreaterThan(0)
})

test.each(invalid)('refused: $name', vector => {
  expect(open(vector)).toBeNull()
})
