/** Numbers and text out of untrusted bytes. Nothing here throws: what lies past the end reads as zero. */

export const u8 = (bytes: Uint8Array, at: number): number => bytes[at] ?? 0

export const u16be = (bytes: Uint8Array, at: number): number => (u8(bytes, at) << 8) | u8(bytes, at + 1)
export const u16le = (bytes: Uint8Array, at: number): number => u8(bytes, at) | (u8(bytes, at + 1) << 8)
export const u24le = (bytes: Uint8Array, at: number): number => u16le(bytes, at) | (u8(bytes, at + 2) << 16)
export const u32be = (bytes: Uint8Array, at: number): number =>
  u16be(bytes, at) * 0x10000 + u16be(bytes, at + 2)
export const u32le = (bytes: Uint8Array, at: number): number =>
  u16le(bytes, at) + u16le(bytes, at + 2) * 0x10000

/** One character a byte (Latin-1); shorter where the bytes end. */
export const latin1 = (bytes: Uint8Array, at: number, length: number): string => {
  let text = ''
  const end = Math.min(bytes.length, at + length)
  for (let index = at; index < end; index++) text += String.fromCharCode(u8(bytes, index))
  return text
}

export const startsWith = (bytes: Uint8Array, text: string, at = 0): boolean =>
  at + text.length <= bytes.length && latin1(bytes, at, text.length) === text

/** The number as bytes, most significant first. */
export const be = (value: number, length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => Math.floor(value / 256 ** (length - 1 - index)) & 255)

/** The number as bytes, least significant first. */
export const le = (value: number, length: number): Uint8Array => be(value, length).reverse()

export const asciiBytes = (text: string): Uint8Array => Uint8Array.from(text, letter => letter.charCodeAt(0))
