import { onMount } from 'solid-js'
import type { FoundPerson } from '../../core/api.ts'
import { PersonEntries } from '../components/person-entry.tsx'
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
    <PersonEntries people={props.people} label={props.label} class={styles['items'] ?? ''}>
      {person => <FoundPersonItem person={person()} />}
    </PersonEntries>
  )
}
