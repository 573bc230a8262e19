import { createUniqueId, For, Show } from 'solid-js'
import { searchLimit } from '../../core/api.ts'
import { keepCaret } from '../components/keep-caret.ts'
import { discoverWords } from '../strings/discovery.ts'
import styles from './discover-page.module.css'
import { sorts, type WorksQuery } from './discover-search.ts'

interface SearchFieldProps {
  readonly label: string
  readonly hint: string
  readonly text: string
  readonly onSearch: (text: string) => void
}

export const SearchField = (props: SearchFieldProps) => {
  const id = createUniqueId()
  const isTooLong = (): boolean => props.text.length > searchLimit
  return (
    <form class={styles['search']} role="search" onSubmit={event => event.preventDefault()}>
      <SearchInput
        id={id}
        label={props.label}
        hint={props.hint}
        text={props.text}
        describedBy={isTooLong() ? `${id}-long` : undefined}
        onSearch={text => props.onSearch(text)}
      />
      <TooLong id={`${id}-long`} text={props.text} />
    </form>
  )
}

interface SearchInputProps extends SearchFieldProps {
  readonly id: string
  readonly describedBy: string | undefined
}

const SearchInput = (props: SearchInputProps) => (
  <>
    <label class="field-label" for={props.id}>
      {props.label}
    </label>
    <input
      class="input"
      id={props.id}
      type="search"
      dir="auto"
      autocomplete="off"
      placeholder={props.hint}
      aria-describedby={props.describedBy}
      ref={input => keepCaret(input, () => props.text)}
      onInput={event => props.onSearch(event.currentTarget.value)}
    />
  </>
)

/** All of it stays in the box; what is searched for is said. */
export const TooLong = (props: { readonly id: string; readonly text: string }) => (
  <p class="caption" id={props.id} role="status">
    <Show when={props.text.length > searchLimit}>{discoverWords.tooLong(searchLimit)}</Show>
  </p>
)

interface OrderProps {
  readonly sort: WorksQuery['sort']
  readonly onSort: (sort: WorksQuery['sort']) => void
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
