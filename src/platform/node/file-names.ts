import { bytesToHex, bytesToUtf8, hexToBytes, utf8ToBytes } from '../../base/bytes.ts'

/**
 * File names that every file system keeps apart: hex of the name's UTF-8, so that letter case, dots,
 * slashes and Unicode forms cannot collide or escape the folder. Null past 100 bytes of UTF-8.
 */
export const nameToFileName = (name: string, suffix: string): string | null => {
  const bytes = utf8ToBytes(name)
  return bytes.length > 100 ? null : `n${bytesToHex(bytes)}${suffix}`
}

/** Null for files that `nameToFileName` did not name. */
export const fileNameToName = (fileName: string, suffix: string): string | null => {
  if (!fileName.startsWith('n') || !fileName.endsWith(suffix)) return null
  const bytes = hexToBytes(fileName.slice(1, fileName.length - suffix.length))
  return bytes && bytesToUtf8(bytes)
}
