import { Unzlib } from 'fflate'
import { concatBytes } from '../../base/bytes.ts'

/** So that no step makes more than about a megabyte, whatever the bytes say. */
const stepBytes = 1_024

/** Null when it is not zlib's, or would be longer than `maxBytes`. */
export const inflateBounded = (packed: Uint8Array, maxBytes: number): Uint8Array | null => {
  const parts: Uint8Array[] = []
  const unpacked = { bytes: 0 }
  const stream = new Unzlib(part => {
    unpacked.bytes += part.length
    parts.push(part.slice())
  })
  try {
    for (let at = 0; at < packed.length; at += stepBytes) {
      stream.push(packed.subarray(at, at + stepBytes), at + stepBytes >= packed.length)
      if (unpacked.bytes > maxBytes) return null
    }
  } catch {
    return null
  }
  return concatBytes(...parts)
}
