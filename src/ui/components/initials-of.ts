const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** The first sign of the first and of the last word, whole even when it is an emoji or has marks. */
export const initialsOf = (name: string): string => {
  const words = name.trim().split(/\s+/u)
  const first = words[0] ?? ''
  const last = words.length > 1 ? (words.at(-1) ?? '') : ''
  return (firstSign(first) + firstSign(last)).toLocaleUpperCase()
}

const firstSign = (word: string): string => {
  for (const { segment } of segmenter.segment(word)) return segment
  return ''
}
