import { createHash, hkdfSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { enc } from '../../src/protocol/codec/cbor.ts'
import { deriveKey, hashWithLabel } from '../../src/protocol/crypto/hash.ts'
import { fromHex, jsonToItem, type JsonItem, toHex } from './json-items.ts'
import file from './own/derivations.json' with { type: 'json' }

interface Derivation {
  readonly label: string
  readonly ikm: string
  readonly salt: string
  readonly context: JsonItem
  readonly out: string
}
const derivations: readonly Derivation[] = file.derivations

test.each(file.hashes)('H("$label", …) is $out, by Node too', ({ label, bytes, out }) => {
  expect(toHex(hashWithLabel(label, fromHex(bytes)))).toBe(out)
  expect(createHash('sha256').update(`gesso/1/${label}\0`).update(fromHex(bytes)).digest('hex')).toBe(out)
})

test.each(derivations)('KDF(…, "$label", …) is $out, by Node too', ({ label, ikm, salt, context, out }) => {
  const item = jsonToItem(context)
  expect(toHex(deriveKey(fromHex(ikm), fromHex(salt), label, item))).toBe(out)
  const info = Buffer.concat([Buffer.from(`gesso/1/${label}\0`), enc(item)])
  expect(Buffer.from(hkdfSync('sha256', fromHex(ikm), fromHex(salt), info, 32)).toString('hex')).toBe(out)
})

test('no two outputs are the same', () => {
  const outputs = [...file.hashes, ...file.derivations].map(({ out }) => out)
  expect(new Set(outputs).size).toBe(outputs.length)
})
