/** The words somebody is typing, as plain text with a caret in it. Pure. */

const separators = /[\s,;.\d\u200B-\u200F\u2060\uFEFF]+/u

export const countWords = (text: string): number => text.split(separators).filter(word => word !== '').length

interface WordAt {
  readonly word: string
  readonly start: number
  readonly end: number
  /** Counted from one, as the core counts. */
  readonly position: number
}

const isSeparator = (sign: string | undefined): boolean => sign === undefined || separators.test(sign)

/** The word the caret is in or right behind, or null between words. */
export const wordAt = (text: string, caret: number): WordAt | null => {
  let start = caret
  while (!isSeparator(text[start - 1])) start--
  let end = caret
  while (!isSeparator(text[end])) end++
  if (start === end) return null
  return { word: text.slice(start, end), start, end, position: countWords(text.slice(0, end)) }
}

/** Puts a chosen word in place of the one at the caret, which comes to stand behind it, ready for the next. */
export const withWordAt = (
  text: string,
  caret: number,
  chosen: string,
): { readonly text: string; readonly caret: number } => {
  const at = wordAt(text, caret) ?? { start: caret, end: caret }
  const behind = text.slice(at.end)
  const space = isSeparator(behind[0]) && behind !== '' ? '' : ' '
  return { text: text.slice(0, at.start) + chosen + space + behind, caret: at.start + chosen.length + 1 }
}
