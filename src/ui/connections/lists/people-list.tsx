import type { PersonCard } from '../../../core/api.ts'
import { PersonEntries } from '../../components/person-entry.tsx'
import { PersonItem } from './person-item.tsx'

interface PeopleListProps {
  readonly people: readonly PersonCard[]
  readonly onDone: (words: string) => void
}

/** A question that is open about one person is never answered about another. */
export const PeopleList = (props: PeopleListProps) => (
  <PersonEntries people={props.people}>
    {person => <PersonItem person={person()} onDone={props.onDone} />}
  </PersonEntries>
)
