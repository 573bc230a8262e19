/** Names as people read them: cut to what a record holds, and folded so that look-alikes meet. Pure. */
import { utf8ToBytes } from '../../base/bytes.ts'
import { nameBytes } from '../../protocol/rooms/first-contact-types.ts'

const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu

/** The name without what cannot be seen, at most so many bytes; `before` when nothing is left. */
export const named = (name: string, before: string, maxBytes: number = nameBytes): string => {
  const visible = name
    .replace(/\p{Surrogate}/gu, '\u{fffd}')
    .replace(invisible, '')
    .trim()
  return visible === '' ? before : cutTo(visible, maxBytes)
}

/** Whole characters only. */
export const cutTo = (text: string, maxBytes: number): string => {
  let cut = ''
  let bytes = 0
  for (const character of text) {
    bytes += utf8ToBytes(character).length
    if (bytes > maxBytes) return cut
    cut += character
  }
  return cut
}

/**
 * The same for names that look the same: compatibility forms, case and diacritics do not count, nor does which of
 * Latin, Cyrillic or Greek a letter is from (after Unicode TR 39, its most common pairs), nor white space.
 */
export const foldName = (name: string): string => {
  const plain = name.normalize('NFKC').toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')
  let folded = ''
  for (const character of plain) folded += lookAlikes.get(character) ?? character
  return folded
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w')
    .replace(/[\p{White_Space}\p{P}\p{Default_Ignorable_Code_Point}]/gu, '')
}

const lookAlikes: ReadonlyMap<string, string> = new Map([
  // Cyrillic
  ['а', 'a'],
  ['в', 'b'],
  ['с', 'c'],
  ['ԁ', 'd'],
  ['е', 'e'],
  ['һ', 'h'],
  ['н', 'h'],
  ['і', 'i'],
  ['ј', 'j'],
  ['к', 'k'],
  ['ӏ', 'l'],
  ['м', 'm'],
  ['п', 'n'],
  ['о', 'o'],
  ['р', 'p'],
  ['ԛ', 'q'],
  ['г', 'r'],
  ['ѕ', 's'],
  ['т', 't'],
  ['у', 'y'],
  ['ѵ', 'v'],
  ['ԝ', 'w'],
  ['х', 'x'],
  ['ь', 'b'],
  ['з', '3'],
  ['ё', 'e'],
  // Greek
  ['α', 'a'],
  ['β', 'b'],
  ['ϲ', 'c'],
  ['ε', 'e'],
  ['η', 'n'],
  ['ι', 'i'],
  ['κ', 'k'],
  ['μ', 'm'],
  ['ν', 'v'],
  ['ο', 'o'],
  ['ρ', 'p'],
  ['σ', 'o'],
  ['ς', 'c'],
  ['τ', 't'],
  ['υ', 'u'],
  ['χ', 'x'],
  ['ω', 'w'],
  ['ζ', 'z'],
  // Latin and digits
  ['ı', 'i'],
  ['l', 'i'],
  ['|', 'i'],
  ['1', 'i'],
  ['0', 'o'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ł', 'i'],
  ['ħ', 'h'],
  ['ɑ', 'a'],
  ['ɡ', 'g'],
] as const)
