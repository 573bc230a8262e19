import { createUniqueId, For } from 'solid-js'
import { discoverWords } from '../strings/discovery.ts'
import styles from './discover-page.module.css'
import { sorts, type DiscoverSort } from './discover-search.ts'

interface SearchFieldProps {
  /** What it says at first. Read once, because what is typed runs ahead of the search. */
  readonly text: string
  readonly onSearch: (text: string) => void
  /** Lets the page empty it. Read once. */
  readonly onReady: (clear: () => void) => void
}

export const SearchField = (props: SearchFieldProps) => {
  const id = createUniqueId()
  return (
    <form class={styles['search']} role="search" onSubmit={event => event.preventDefault()}>
      <label class="field-label" for={id}>
        {discoverWords.search}
      </label>
      <input
        class="input"
        id={id}
        type="search"
        dir="auto"
        autocomplete="off"
        placeholder={discoverWords.searchHint}
        ref={input => {
          input.value = props.text
          props.onReady(() => (input.value = ''))
        }}
        onInput={event => props.onSearch(event.currentTarget.value)}
      />
    </form>
  )
}

interface OrderProps {
  readonly sort: DiscoverSort
  readonly onSort: (sort: DiscoverSort) => void
}

export const Order = (props: OrderProps) => {
  const id = createUniqueId()
  const choose = (value: string): void => {
    const chosen = sorts.find(sort => sort === value)
    if (chosen !== undefined) props.onSort(chosen)
  }
  return (
    <div class={styles['order']}>
      <label class="visually-hidden" for={id}>
        {discoverWords.sort}
      </label>
      <select class="input" id={id} onChange={event => choose(event.currentTarget.value)}>
        <For each={sorts}>
          {sort => (
            <option value={sort} selected={sort === props.sort}>
              {discoverWords.sorts[sort]}
            </option>
          )}
        </For>
      </select>
    </div>
  )
}
