/**
 * Bloom filters of Automerge's sync protocol: which changes a peer probably has.
 *
 *   nothing at all for no entries, else: entries uleb · bits an entry uleb · probes uleb · ceil(entries × bits / 8) bytes
 *
 * A hash's first twelve bytes are three little-endian numbers x, y, z modulo the number of bits; probe k is x,
 * then x + y, with y growing by z each time (triple hashing: Dillinger and Manolios 2004, §4.2).
 */
import { concatBytes, hexToBytes } from '../../src/base/bytes.ts'
import { createByteReader, ulebBytes } from '../../src/protocol/changes/byte-reader.ts'
import type { ChangeHash } from '../../src/protocol/changes/change.ts'
import { limits } from '../../src/protocol/limits.ts'

const bitsPerEntry = 10
const probes = 7
const maxProbes = 64

export type MayHave = (hash: ChangeHash) => boolean

const visitProbes = (
  hash: Uint8Array,
  bitCount: number,
  probeCount: number,
  visit: (bit: number) => boolean,
): boolean => {
  const view = new DataView(hash.buffer, hash.byteOffset, 12)
  let x = view.getUint32(0, true) % bitCount
  let y = view.getUint32(4, true) % bitCount
  const z = view.getUint32(8, true) % bitCount
  for (let probe = 0; probe < probeCount; probe++) {
    if (probe > 0) {
      x = (x + y) % bitCount
      y = (y + z) % bitCount
    }
    if (!visit(x)) return false
  }
  return true
}

const firstBytes = (hash: ChangeHash): Uint8Array => hexToBytes(hash.slice(0, 24)) ?? new Uint8Array(12)

export const encodeBloom = (count: number, hashes: Iterable<ChangeHash>): Uint8Array => {
  if (count === 0) return new Uint8Array()
  const bits = new Uint8Array(Math.ceil((count * bitsPerEntry) / 8))
  for (const hash of hashes) {
    visitProbes(firstBytes(hash), bits.length * 8, probes, bit => {
      bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (1 << (bit & 7))
      return true
    })
  }
  return concatBytes(ulebBytes(count), ulebBytes(bitsPerEntry), ulebBytes(probes), bits)
}

/** Null for a filter that cannot be read. */
export const readBloom = (encoded: Uint8Array): MayHave | null => {
  if (encoded.length === 0) return () => false
  const reader = createByteReader(encoded)
  const count = reader.uleb()
  const perEntry = reader.uleb()
  const probeCount = reader.uleb()
  if (reader.failed || count > limits.bloomEntries || perEntry > 1_024 || probeCount > maxProbes) return null
  const bits = reader.bytes(Math.ceil((count * perEntry) / 8))
  if (reader.failed || reader.remaining() > 0) return null
  if (count === 0) return () => false
  if (bits.length === 0 || probeCount === 0) return null
  const isSet = (bit: number): boolean => ((bits[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0
  return hash => visitProbes(firstBytes(hash), bits.length * 8, probeCount, isSet)
}
