/** What people write as words, links and people named. Only https is followed from here. Pure. */
import type { PersonMention } from '../../core/api.ts'

export type TextPart =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }
  | { readonly kind: 'mention'; readonly text: string; readonly person: PersonMention }

/** Signs that turn the order of letters round end it: it would be shown as another than it is. */
const address = /https:\/\/[^\s<>"“”\p{Bidi_Control}]+/giu
/** What a sentence puts after an address. */
const closing = new Set(".,;:!?'’…)]}")
const maxLinkChars = 2_000

export const textParts = (text: string, mentions: readonly PersonMention[] = []): readonly TextPart[] => {
  const people = longestNameFirst(mentions)
  const parts: TextPart[] = []
  let done = 0
  for (const found of text.matchAll(address)) {
    const link = linkIn(found[0])
    if (link === null) continue
    parts.push(...wordsWithPeople(text.slice(done, found.index), people))
    parts.push({ kind: 'link', text: link, href: link })
    done = found.index + link.length
  }
  parts.push(...wordsWithPeople(text.slice(done), people))
  return parts
}

/** Whoever was mentioned and is not named in the text as they are called now. */
export const unnamedIn = (
  parts: readonly TextPart[],
  mentions: readonly PersonMention[],
): readonly PersonMention[] =>
  mentions.filter(
    ({ account }) => !parts.some(part => part.kind === 'mention' && part.person.account === account),
  )

const longestNameFirst = (mentions: readonly PersonMention[]): readonly PersonMention[] =>
  mentions.filter(({ name }) => name !== '').toSorted((a, b) => b.name.length - a.name.length)

const partOfWord = /[\p{L}\p{N}_]/u

/** `@` and a name leads to its person only where it is the name of one who was mentioned, as they call themselves. */
const wordsWithPeople = (text: string, people: readonly PersonMention[]): readonly TextPart[] => {
  const parts: TextPart[] = []
  let done = 0
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', Math.max(at + 1, done))) {
    const person = partOfWord.test(text[at - 1] ?? '') ? undefined : personAt(text, at + 1, people)
    if (person === undefined) continue
    if (at > done) parts.push({ kind: 'words', text: text.slice(done, at) })
    done = at + 1 + person.name.length
    parts.push({ kind: 'mention', text: text.slice(at, done), person })
  }
  if (done < text.length) parts.push({ kind: 'words', text: text.slice(done) })
  return parts
}

const personAt = (text: string, at: number, people: readonly PersonMention[]): PersonMention | undefined =>
  people.find(({ name }) => text.startsWith(name, at) && !partOfWord.test(text[at + name.length] ?? ''))

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
