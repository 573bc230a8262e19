/** From what somebody types to the roles that it may mean, in any of the languages. */
import SearchableMap from 'minisearch/SearchableMap'
import { foldText } from './fold.ts'
import { roleIdsWithWords, roleWordsOf } from './role-words.ts'
import { errorsIn } from './word-index.ts'
import { keptWords } from './words.ts'

export interface RoleLexicon {
  /** Roles that are called so, exactly. */
  called(text: string): readonly string[]
  /** Roles with such a word in one of their names. */
  withWord(word: string): readonly string[]
  withBeginning(word: string): readonly string[]
  nearly(word: string): readonly { readonly id: string; readonly errors: number }[]
}

const nameKey = (text: string): string =>
  foldText(text)
    .replace(/[\s-]+/gu, ' ')
    .trim()

const push = <T>(map: Map<string, Set<T>>, key: string, value: T): void => {
  const known = map.get(key)
  if (known === undefined) map.set(key, new Set([value]))
  else known.add(value)
}

export const createRoleLexicon = (): RoleLexicon => {
  const idsByName = new Map<string, Set<string>>()
  const words = new SearchableMap<Set<string>>()
  for (const id of roleIdsWithWords) {
    for (const name of [...roleWordsOf(id), id.replaceAll('-', ' ')]) {
      push(idsByName, nameKey(name), id)
      for (const word of keptWords(name)) words.fetch(word, () => new Set()).add(id)
    }
  }
  return {
    called: text => [...(idsByName.get(nameKey(text)) ?? [])],
    withWord: word => [...(words.get(word) ?? [])],
    withBeginning: word => [...new Set([...words.atPrefix(word).values()].flatMap(ids => [...ids]))],
    nearly: word =>
      [...words.fuzzyGet(word, errorsIn(word)).values()].flatMap(([ids, errors]) =>
        [...ids].map(id => ({ id, errors })),
      ),
  }
}
