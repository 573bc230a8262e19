import { describe, expect, test } from 'vitest'
import { dec, enc } from '../../src/protocol/codec/cbor.ts'
import { fromHex, jsonToItem, type JsonItem, toHex } from './json-items.ts'
import file from './own/codec.json' with { type: 'json' }

const valid: readonly { readonly name: string; readonly item: JsonItem; readonly bytes: string }[] =
  file.valid

describe('enc and dec', () => {
  test.each(valid)('agree on $name', ({ item, bytes }) => {
    expect(toHex(enc(jsonToItem(item)))).toBe(bytes)
    expect(dec(fromHex(bytes), 'item')).toEqual({ ok: true, value: jsonToItem(item) })
  })

  test.each(file.invalid)('refuse $name', ({ bytes, reason }) => {
    expect(dec(fromHex(bytes), 'item')).toEqual({
      ok: false,
      error: { type: 'malformed', what: 'item', reason },
    })
  })

  test.each(valid)('refuse $name with a byte missing or one too many', ({ bytes }) => {
    const whole = fromHex(bytes)
    expect(dec(whole.slice(0, -1), 'item').ok).toBe(false)
    expect(dec(Uint8Array.of(...whole, 0), 'item').ok).toBe(false)
  })
})
