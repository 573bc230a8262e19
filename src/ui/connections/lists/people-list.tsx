import type { PersonCard } from '../../../core/api.ts'
import { ByAccount } from '../../components/by-account.tsx'
import styles from './lists.module.css'
import { PersonItem } from './person-item.tsx'

interface PeopleListProps {
  readonly people: readonly PersonCard[]
  readonly onDone: (words: string) => void
}

/** A question that is open about one person is never answered about another. */
export const PeopleList = (props: PeopleListProps) => (
  <ul class={styles['items']}>
    <ByAccount people={props.people}>
      {person => <PersonItem person={person()} onDone={props.onDone} />}
    </ByAccount>
  </ul>
)
