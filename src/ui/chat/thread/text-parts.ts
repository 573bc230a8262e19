/** A message's text as words and links. Only https is followed from here. Pure. */

export type TextPart =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

const address = /https:\/\/[^\s<>"“”]+/giu
/** What a sentence puts after an address. */
const closing = new Set(".,;:!?'’…)]}")
const maxLinkChars = 2_000

export const textParts = (text: string): readonly TextPart[] => {
  const parts: TextPart[] = []
  let done = 0
  for (const found of text.matchAll(address)) {
    const link = linkIn(found[0])
    if (link === null) continue
    if (found.index > done) parts.push({ kind: 'words', text: text.slice(done, found.index) })
    parts.push({ kind: 'link', text: link, href: link })
    done = found.index + link.length
  }
  if (done < text.length) parts.push({ kind: 'words', text: text.slice(done) })
  return parts
}

const linkIn = (found: string): string | null => {
  const link = withoutClosing(found)
  if (link.length > maxLinkChars || !URL.canParse(link)) return null
  const { protocol, hostname, username, password } = new URL(link)
  // A name before the host makes an address look like another place's.
  return protocol === 'https:' && hostname !== '' && username === '' && password === '' ? link : null
}

/** From the end, so that a long row of brackets costs no more than its length. A bracket opened inside belongs to it. */
const withoutClosing = (found: string): string => {
  let end = found.length
  while (end > 0 && closing.has(found[end - 1] ?? '')) end--
  const isOpened = found[end] === ')' && found.slice(0, end).includes('(')
  return found.slice(0, isOpened ? end + 1 : end)
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const emoji = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3)/u
const largestCount = 5
/** A family of seven with skin tones stays below this. */
const maxEmojiChars = 40

export const isEmoji = (text: string): boolean => {
  if (text.length === 0 || text.length > maxEmojiChars) return false
  const first = segmenter.segment(text)[Symbol.iterator]().next()
  return first.done === false && first.value.segment === text && emoji.test(text)
}

/** A few emoji and nothing else: drawn larger. */
export const isOnlyEmoji = (text: string): boolean => {
  const bare = text.replaceAll(/\s/gu, '')
  if (bare === '' || bare.length > maxEmojiChars * largestCount) return false
  const signs = [...segmenter.segment(bare)].map(one => one.segment)
  return signs.length <= largestCount && signs.every(isEmoji)
}
