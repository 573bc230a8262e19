/** What is asked of the core, and how a result shows why it was found. Pure. */
import type { QueryOf } from '../../../core/api.ts'

export type MessageSearch = Omit<QueryOf<'find-messages'>, 'type'>

const maxChars = 200

interface Params {
  readonly q?: string | readonly string[] | undefined
  readonly in?: string | readonly string[] | undefined
}

export const searchOf = (params: Params): MessageSearch => {
  const within = one(params.in)
  return { text: one(params.q).trim().slice(0, maxChars), conversation: within === '' ? null : within }
}

const one = (value: string | readonly string[] | undefined): string =>
  typeof value === 'string' ? value : (value?.[0] ?? '')

const before = 40
const excerptChars = 160

/** One line of a text around the first of the words that were looked for. */
export const excerptAround = (text: string, sought: string): string => {
  const line = text.replaceAll(/\s+/gu, ' ').trim()
  const at = Math.min(...hitsIn(line, sought).map(hit => hit.from), line.length)
  const from = at === line.length || at <= before ? 0 : at - before
  const cut = line.slice(from, from + excerptChars)
  return `${from > 0 ? '…' : ''}${cut}${from + excerptChars < line.length ? '…' : ''}`
}

export interface HitPart {
  readonly text: string
  readonly isHit: boolean
}

/** The text in pieces, with those marked that were looked for. */
export const hitParts = (text: string, sought: string): readonly HitPart[] => {
  const parts: HitPart[] = []
  let done = 0
  for (const { from, to } of hitsIn(text, sought)) {
    if (from < done) continue
    if (from > done) parts.push({ text: text.slice(done, from), isHit: false })
    parts.push({ text: text.slice(from, to), isHit: true })
    done = to
  }
  if (done < text.length) parts.push({ text: text.slice(done), isHit: false })
  return parts
}

interface Hit {
  readonly from: number
  readonly to: number
}

/** Accents and capitals make no difference, letter for letter, so that places in the text stay what they are. */
const hitsIn = (text: string, sought: string): readonly Hit[] => {
  const letters = Array.from(text)
  const plain = letters.map(plainLetter)
  const starts = startsOf(letters)
  const hits = sought.split(/\s+/u).flatMap(word => {
    const wanted = Array.from(word, plainLetter)
    if (wanted.length === 0) return []
    return placesOf(plain, wanted).map(at => ({
      from: starts[at] ?? 0,
      to: starts[at + wanted.length] ?? text.length,
    }))
  })
  return hits.toSorted((a, b) => a.from - b.from)
}

const startsOf = (letters: readonly string[]): readonly number[] => {
  let length = 0
  return letters.map(letter => (length += letter.length) - letter.length)
}

const placesOf = (letters: readonly string[], wanted: readonly string[]): readonly number[] =>
  letters.flatMap((_, at) => (wanted.every((letter, index) => letters[at + index] === letter) ? [at] : []))

const plainLetter = (letter: string): string =>
  letter.normalize('NFD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase()
