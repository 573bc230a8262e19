import { bytesToUtf8, utf8ToBytes } from '../../base/bytes.ts'
import { limits } from '../../protocol/limits.ts'
import { tidyText } from '../profiles/rules.ts'

/** A device's name as the chain holds it: something visible, at most 256 bytes of UTF-8. */
export const deviceNameFrom = (typed: string): string => {
  const tidy = tidyText(typed)
  return tidy === '' ? 'Device' : cutToBytes(tidy, limits.deviceNameBytes)
}

/** Whole characters only. */
const cutToBytes = (text: string, maxBytes: number): string => {
  const bytes = utf8ToBytes(text)
  for (let length = Math.min(bytes.length, maxBytes); length > 0; length--) {
    const cut = bytesToUtf8(bytes.subarray(0, length))
    if (cut !== null) return cut
  }
  return ''
}
