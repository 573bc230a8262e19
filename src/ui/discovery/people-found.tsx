import { onMount } from 'solid-js'
import type { FoundPerson } from '../../core/api.ts'
import { ByAccount } from '../components/by-account.tsx'
import { FoundPersonItem } from './found-person.tsx'
import styles from './people.module.css'

interface PeopleFoundProps {
  readonly people: readonly FoundPerson[]
  /** What the list is called. */
  readonly label: string
  /** The list has its height for the first time. */
  readonly onDrawn?: () => void
}

export const PeopleFound = (props: PeopleFoundProps) => {
  onMount(() => props.onDrawn?.())
  return (
    <ul class={styles['items']} aria-label={props.label}>
      <ByAccount people={props.people}>{person => <FoundPersonItem person={person()} />}</ByAccount>
    </ul>
  )
}
