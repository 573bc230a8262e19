/** Padding, so that a size tells little: 0x80 00 … to 256, 1024, 4096 bytes, then to multiples of 4096. */
import { limits } from '../limits.ts'

const smallSizes = [256, 1024, 4096] as const
const stepBytes = 4096
const boxOverheadBytes = 16

const paddedBytes = (plainBytes: number): number =>
  smallSizes.find(size => plainBytes < size) ?? Math.ceil((plainBytes + 1) / stepBytes) * stepBytes

/** The longest plaintext that an envelope can take. */
export const maxPlainBytes = Math.floor((limits.envelopeBytes - boxOverheadBytes) / stepBytes) * stepBytes - 1

/** Whether a secretbox of this many bytes can hold something padded. */
export const isPaddedBox = (boxBytes: number): boolean => {
  const padded = boxBytes - boxOverheadBytes
  return padded > 0 && (smallSizes.some(size => size === padded) || padded % stepBytes === 0)
}

export const padPlain = (plain: Uint8Array): Uint8Array => {
  const padded = new Uint8Array(paddedBytes(plain.length))
  padded.set(plain)
  padded[plain.length] = 0x80
  return padded
}

/** Null unless it is exactly what `padPlain` gives for something. */
export const unpadPlain = (padded: Uint8Array): Uint8Array | null => {
  const end = padded.lastIndexOf(0x80)
  if (end === -1 || paddedBytes(end) !== padded.length) return null
  return padded.subarray(end + 1).every(byte => byte === 0) ? padded.subarray(0, end) : null
}
