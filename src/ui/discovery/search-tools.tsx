import { createUniqueId, For } from 'solid-js'
import { discoverWords } from '../strings/discovery.ts'
import styles from './discover-page.module.css'
import { sorts, type DiscoverSort } from './discover-search.ts'

interface SearchToolsProps {
  readonly text: string
  readonly sort: DiscoverSort
  readonly onSearch: (text: string) => void
  readonly onSort: (sort: DiscoverSort) => void
}

export const SearchTools = (props: SearchToolsProps) => {
  const id = createUniqueId()
  return (
    <form class={styles['search']} role="search" onSubmit={event => event.preventDefault()}>
      <div class={styles['field']}>
        <label class="field-label" for={`${id}-text`}>
          {discoverWords.search}
        </label>
        <input
          class="input"
          id={`${id}-text`}
          type="search"
          dir="auto"
          autocomplete="off"
          placeholder={discoverWords.searchHint}
          ref={input => {
            input.value = props.text
          }}
          onInput={event => props.onSearch(event.currentTarget.value)}
        />
      </div>
      <div class={styles['field']}>
        <label class="field-label" for={`${id}-sort`}>
          {discoverWords.sort}
        </label>
        <select
          class="input"
          id={`${id}-sort`}
          onChange={event => {
            const chosen = sorts.find(sort => sort === event.currentTarget.value)
            if (chosen !== undefined) props.onSort(chosen)
          }}
        >
          <For each={sorts}>
            {sort => (
              <option value={sort} selected={sort === props.sort}>
                {discoverWords.sorts[sort]}
              </option>
            )}
          </For>
        </select>
      </div>
    </form>
  )
}
