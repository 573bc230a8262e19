/** Text chunks of PNG (W3C PNG §11.3.3): a keyword of up to 79 bytes, a zero, and what the type says. */
import { inflateBounded } from './inflate.ts'
import { cleanName, type Metadata } from './metadata.ts'
import { parseXmp } from './xmp.ts'
import { latin1, u8 } from './read-bytes.ts'
import { textOf } from './text.ts'

const maxTextBytes = 1 << 20
const maxKeywordBytes = 79

export const parsePngText = (type: string, body: Uint8Array): Partial<Metadata> => {
  const keywordEnd = body.indexOf(0)
  if (keywordEnd < 1 || keywordEnd > maxKeywordBytes) return {}
  const keyword = latin1(body, 0, keywordEnd)
  if (!keywords.has(keyword)) return {}
  const value = valueOf(type, body, keywordEnd + 1)
  if (value === null) return {}
  if (keyword === xmpKeyword) return parseXmp(value)
  const name = cleanName(textOf(value.subarray(0, maxTextBytes)))
  return keyword === 'Copyright' ? { copyright: name } : { artist: name }
}

const xmpKeyword = 'XML:com.adobe.xmp'
const keywords: ReadonlySet<string> = new Set([xmpKeyword, 'Copyright', 'Author', 'Artist'])

/** zTXt: a method, then zlib's. iTXt: a flag, a method, a language and a translated keyword, each ended by a zero. */
const valueOf = (type: string, body: Uint8Array, at: number): Uint8Array | null => {
  if (type === 'tEXt') return body.subarray(at)
  if (type === 'zTXt') return inflateBounded(body.subarray(at + 1), maxTextBytes)
  const languageEnd = body.indexOf(0, at + 2)
  const keywordEnd = languageEnd < 0 ? -1 : body.indexOf(0, languageEnd + 1)
  if (keywordEnd < 0) return null
  const value = body.subarray(keywordEnd + 1)
  return u8(body, at) === 1 ? inflateBounded(value, maxTextBytes) : value
}
