import { createSignal, createUniqueId } from 'solid-js'
import { Combobox, Field, TextField } from '../components/index.ts'
import { keepCaret } from '../components/keep-caret.ts'
import { roleFromText, suggestRoles } from '../profiles/role-list.ts'
import { findPeopleWords } from '../strings/discovery.ts'
import { roleText } from '../strings/roles.ts'
import type { Search } from './create-search.ts'
import styles from './discover-page.module.css'
import { TooLong } from './search-tools.tsx'

/** Who is looked for: by name or anything, by role, by place. */
export const PeopleSearch = (props: { readonly search: Search }) => {
  const id = createUniqueId()
  const typed = () => props.search.typed()
  return (
    <form class={styles['people-search']} role="search" onSubmit={event => event.preventDefault()}>
      <div class="field">
        <label class="field-label" for={id}>
          {findPeopleWords.text}
        </label>
        <input
          class="input"
          id={id}
          type="search"
          dir="auto"
          autocomplete="off"
          aria-describedby={`${id}-hint ${id}-long`}
          ref={input => keepCaret(input, () => typed().text)}
          onInput={event => props.search.type({ text: event.currentTarget.value })}
        />
        <p class="field-hint" id={`${id}-hint`}>
          {findPeopleWords.textHint}
        </p>
        <TooLong id={`${id}-long`} text={typed().text} />
      </div>
      <RoleField role={typed().role} onChange={role => props.search.type({ role })} />
      <TextField
        label={findPeopleWords.place}
        value={typed().place}
        onInput={place => props.search.type({ place })}
      />
    </form>
  )
}

interface RoleFieldProps {
  /** An id of the vocabulary, or empty. */
  readonly role: string
  readonly onChange: (role: string) => void
}

/** One of the known roles; words that are none of them look for nothing, and it is said. */
const RoleField = (props: RoleFieldProps) => {
  const [words, setWords] = createSignal<string | null>(null)
  const chosen = (): string => (props.role === '' ? '' : roleText({ kind: 'known', id: props.role }))
  const shown = (): string => words() ?? chosen()
  const isUnknown = (): boolean => props.role === '' && suggestions(shown()).length === 0
  const type = (text: string): void => {
    const role = roleFromText(text)
    setWords(text)
    props.onChange(role?.kind === 'known' ? role.id : '')
  }
  return (
    <Field label={findPeopleWords.role} error={isUnknown() ? findPeopleWords.unknownRole : null}>
      {wiring => (
        <Combobox
          id={wiring.id}
          describedBy={wiring.describedBy()}
          invalid={wiring.invalid()}
          value={shown()}
          listLabel={findPeopleWords.roles}
          suggestions={suggestions(shown())}
          opensEmpty
          onInput={type}
          onChoose={suggestion => {
            setWords(null)
            props.onChange(suggestion.value)
          }}
        />
      )}
    </Field>
  )
}

const suggestions = (text: string) =>
  suggestRoles(text.slice(0, 80), []).flatMap(role =>
    role.kind === 'known' ? [{ value: role.id, label: roleText(role) }] : [],
  )
