/** Whether one person is found by a question: by the rules of the people index itself. */
import { createPeopleIndex, type IndexedPerson, type PeopleAsked } from './people-index.ts'

export type PersonMatch = (person: IndexedPerson, asked: PeopleAsked) => boolean

export const createPersonMatch = (): PersonMatch => {
  const index = createPeopleIndex()
  return (person, asked) => {
    index.set(person)
    const { found } = index.search(asked, 1)
    index.remove(person.id)
    return found > 0
  }
}
