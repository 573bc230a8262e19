import { createMemo, For, Show } from 'solid-js'
import type { PersonCard } from '../../../core/api.ts'
import styles from './lists.module.css'
import { PersonItem } from './person-item.tsx'

interface PeopleListProps {
  readonly people: readonly PersonCard[]
  readonly onDone: (words: string) => void
}

/** Each row stays with its person: a question that is open about one is never answered about another. */
export const PeopleList = (props: PeopleListProps) => {
  const accounts = createMemo(() => props.people.map(person => person.account), [], {
    equals: (a, b) => a.length === b.length && a.every((account, at) => account === b[at]),
  })
  const byAccount = createMemo(() => new Map(props.people.map(person => [person.account, person])))
  return (
    <ul class={styles['items']}>
      <For each={accounts()}>
        {account => (
          <Show when={byAccount().get(account)}>
            {person => <PersonItem person={person()} onDone={props.onDone} />}
          </Show>
        )}
      </For>
    </ul>
  )
}
