/** Naming people while one types. Pure. */
import { mentionLimit, type AccountIdText, type PersonMention } from '../../../core/api.ts'
import { fitsName } from '../../connections/lists/name-search.ts'

/** What is being typed after an `@`, and where that stands. */
export interface Naming {
  readonly from: number
  readonly typed: string
}

const longestTyped = 40
const mostWords = 3
const beforeName = /[\s([{"'“‘«,;:/-]/u

/** The name that the caret stands in, if it is one: `@` at the start of a word, and no more than a name after it. */
export const namingAt = (text: string, caret: number): Naming | null => {
  const from = caret === 0 ? -1 : text.lastIndexOf('@', caret - 1)
  if (from === -1 || (from > 0 && !beforeName.test(text[from - 1] ?? ''))) return null
  const typed = text.slice(from + 1, caret)
  const isName = typed.length <= longestTyped && !typed.includes('\n') && !/^\s|\s\s/u.test(typed)
  return isName && typed.split(' ').length <= mostWords ? { from, typed } : null
}

export interface Named {
  readonly text: string
  readonly caret: number
}

/** The text with the whole name in place of what was typed of it, and a space to go on after. */
export const withName = (text: string, caret: number, { from }: Naming, name: string): Named => {
  const after = text.slice(caret)
  const inserted = `@${name}${after.startsWith(' ') ? '' : ' '}`
  return { text: `${text.slice(0, from)}${inserted}${after}`, caret: from + name.length + 2 }
}

export const withMention = (
  mentions: readonly PersonMention[],
  person: PersonMention,
): readonly PersonMention[] =>
  mentions.some(({ account }) => account === person.account) ? mentions : [...mentions, person]

/** Those whose names still stand in the text. */
export const mentionsLeft = (text: string, mentions: readonly PersonMention[]): readonly PersonMention[] =>
  mentions.filter(({ name }) => text.includes(`@${name}`)).slice(0, mentionLimit)

interface Card {
  readonly account: AccountIdText
  readonly name: string
}

export const mostSuggested = 6

/** Whom one is connected to before everybody else, each once; people without a name cannot be named. */
export const suggestionsFrom = <C extends Card>(
  typed: string,
  connections: readonly C[],
  found: readonly C[],
): readonly C[] => {
  const close = connections.filter(({ name }) => fitsName(name, typed))
  const all = [...close, ...(typed === '' ? [] : found)].filter(({ name }) => name.trim() !== '')
  return all
    .filter(({ account }, at) => all.findIndex(one => one.account === account) === at)
    .slice(0, mostSuggested)
}
