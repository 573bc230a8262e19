/** The same people in search libraries as they come: each told to do what ours does, as far as it can. */
import { create, insert, search } from '@orama/orama'
import MiniSearch from 'minisearch'
import { foldText } from '../../../src/search/fold.ts'
import { roleWordsOf } from '../../../src/search/role-words.ts'
import type { BenchPerson } from './people.ts'

export interface Rival {
  readonly name: string
  /** Answers what finds, and how many. */
  build(people: readonly BenchPerson[]): (text: string) => number
}

interface PersonDocument {
  readonly id: string
  readonly name: string
  readonly roles: string
  readonly place: string
}

const documentOf = ({ name, roles, place }: BenchPerson, at: number): PersonDocument => ({
  id: String(at),
  name: foldText(name),
  roles: foldText(
    roles.flatMap(role => (role.kind === 'known' ? roleWordsOf(role.id) : [role.text])).join(' '),
  ),
  place: foldText(place),
})

const errorsIn = (word: string): number | false => {
  if (word.length < 4) return false
  return word.length < 8 ? 1 : 2
}

const shown = 60

export const miniSearch: Rival = {
  name: 'MiniSearch',
  build(people) {
    const index = new MiniSearch<PersonDocument>({ fields: ['name', 'roles', 'place'] })
    index.addAll(people.map(documentOf))
    const options = { prefix: true, fuzzy: errorsIn, combineWith: 'AND', boost: { name: 3 } } as const
    return text => index.search(foldText(text), options).length
  },
}

export const orama: Rival = {
  name: 'Orama',
  build(people) {
    const index = create({
      schema: { id: 'string', name: 'string', roles: 'string', place: 'string' } as const,
    })
    for (const [at, person] of people.entries()) {
      const inserted = insert(index, documentOf(person, at))
      if (typeof inserted !== 'string') throw new Error('Orama answers later than it should')
    }
    return text => {
      const tolerance = errorsIn(text) === false ? 0 : 1
      const found = search(index, {
        term: foldText(text),
        limit: shown,
        threshold: 0,
        tolerance,
        boost: { name: 3 },
      })
      if (!('count' in found)) throw new Error('Orama answers later than it should')
      return found.count
    }
  },
}
