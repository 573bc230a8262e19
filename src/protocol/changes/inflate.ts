/** Raw DEFLATE (RFC 1951) with a ceiling on what comes out, so that a small bomb stays small. */
import { Inflate } from 'fflate'
import { concatBytes } from '../../base/bytes.ts'

const stepBytes = 1024

/** Null when the stream is broken, unfinished, or larger than `maxBytes` once inflated. */
export const inflateWithin = (compressed: Uint8Array, maxBytes: number): Uint8Array | null => {
  const parts: Uint8Array[] = []
  let length = 0
  let finished = false
  const inflate = new Inflate((part, final) => {
    parts.push(part)
    length += part.length
    finished = final
  })
  try {
    for (let offset = 0; offset < compressed.length; offset += stepBytes) {
      const end = Math.min(offset + stepBytes, compressed.length)
      inflate.push(compressed.subarray(offset, end), end === compressed.length)
      if (length > maxBytes) return null
    }
  } catch {
    return null
  }
  return finished ? concatBytes(...parts) : null
}
