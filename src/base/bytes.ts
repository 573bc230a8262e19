/** Byte helpers used everywhere. Bytes inside; text only at the edges. */

export const utf8ToBytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Strict: returns null for anything that is not well-formed UTF-8. */
export const bytesToUtf8 = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

export const concatBytes = (...parts: readonly Uint8Array[]): Uint8Array => {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}

/** Not constant time: for public values only. */
export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index])

/** Lexicographic order of unsigned bytes; a prefix sorts first. */
export const compareBytes = (a: Uint8Array, b: Uint8Array): number => {
  const shared = Math.min(a.length, b.length)
  for (let index = 0; index < shared; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

export const bytesToHex = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += hexOfByte[byte] ?? ''
  return text
}

/** By character code: the digit's value, or 255. */
const valuesOf = (digits: string): Uint8Array => {
  const values = new Uint8Array(128).fill(255)
  for (let value = 0; value < digits.length; value++) values[digits.charCodeAt(value)] = value
  return values
}

const hexValues = valuesOf('0123456789abcdef')

/** Null unless the text is an even number of lower-case hex digits. */
export const hexToBytes = (text: string): Uint8Array | null => {
  if (text.length % 2 !== 0) return null
  const bytes = new Uint8Array(text.length / 2)
  let seen = 0
  for (let index = 0; index < bytes.length; index++) {
    const high = hexValues[text.charCodeAt(index * 2)] ?? 255
    const low = hexValues[text.charCodeAt(index * 2 + 1)] ?? 255
    seen |= high | low
    bytes[index] = (high << 4) | low
  }
  return seen < 16 ? bytes : null
}

const base64Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const base64Values = valuesOf(base64Digits)

/** RFC 4648 §5, without padding. */
export const bytesToBase64Url = (bytes: Uint8Array): string => {
  let text = ''
  for (let index = 0; index < bytes.length; index += 3) {
    const group = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0)
    const digits = Math.min(bytes.length - index, 3) + 1
    for (let digit = 0; digit < digits; digit++) text += base64Digits.charAt((group >> (18 - 6 * digit)) & 63)
  }
  return text
}

/** RFC 4648 §5, without padding. Null for any other spelling, stray bits in the last digit included. */
export const base64UrlToBytes = (text: string): Uint8Array | null => {
  const rest = text.length % 4
  if (rest === 1) return null
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let seen = 0
  let held = 0
  let bits = 0
  let length = 0
  for (let index = 0; index < text.length; index++) {
    const value = base64Values[text.charCodeAt(index)] ?? 255
    seen |= value
    held = ((held << 6) | value) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[length++] = held >> bits
  }
  const strayBits = held & ((1 << bits) - 1)
  return seen < 64 && strayBits === 0 ? bytes : null
}
