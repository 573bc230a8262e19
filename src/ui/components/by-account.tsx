import { createMemo, For, Show, type Accessor, type JSX } from 'solid-js'
import type { AccountIdText } from '../../core/api.ts'

interface ByAccountProps<T> {
  readonly people: readonly T[]
  readonly children: (person: Accessor<T>) => JSX.Element
}

/** Each row stays with its person: what is open or has the focus beside one never goes over to another. */
export const ByAccount = <T extends { readonly account: AccountIdText }>(props: ByAccountProps<T>) => {
  const accounts = createMemo(() => props.people.map(person => person.account), [], {
    equals: (a, b) => a.length === b.length && a.every((account, at) => account === b[at]),
  })
  const byAccount = createMemo(() => new Map(props.people.map(person => [person.account, person])))
  return (
    <For each={accounts()}>
      {account => <Show when={byAccount().get(account)}>{person => props.children(person)}</Show>}
    </For>
  )
}
