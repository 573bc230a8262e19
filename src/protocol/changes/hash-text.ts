/**
 * Hashes as text. They are the keys of every table and live as long as the document: text that grew digit by digit
 * would keep each of its steps in memory, eight times what the digits need, until it is first read.
 */
const digitCodes = Array.from('0123456789abcdef', digit => digit.charCodeAt(0))

/** Lower-case hex of a few dozen bytes. */
export const hashText = (bytes: Uint8Array): string => {
  const codes: number[] = []
  for (const byte of bytes) codes.push(digitCodes[byte >> 4] ?? 0, digitCodes[byte & 15] ?? 0)
  return String.fromCharCode(...codes)
}
