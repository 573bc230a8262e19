/** How vectors write bytes and items: bytes are {"hex": "…"}, everything else is itself. */
import { bytesToHex, hexToBytes } from '../../src/base/bytes.ts'
import type { Item } from '../../src/protocol/codec/cbor.ts'

export type JsonItem = null | boolean | number | string | { readonly hex: string } | readonly JsonItem[]

export const itemToJson = (item: Item): JsonItem => {
  if (item instanceof Uint8Array) return { hex: bytesToHex(item) }
  return Array.isArray(item) ? (item as readonly Item[]).map(itemToJson) : (item as JsonItem)
}

export const jsonToItem = (json: JsonItem): Item => {
  if (json === null || typeof json !== 'object') return json
  if ('hex' in json) return fromHex(json.hex)
  return json.map(jsonToItem)
}

/** Throws on anything but hex: a vector file is ours. */
export const fromHex = (hex: string): Uint8Array => {
  const bytes = hexToBytes(hex)
  if (bytes === null) throw new Error(`not hex: ${hex.slice(0, 40)}`)
  return bytes
}

export const toHex = bytesToHex
