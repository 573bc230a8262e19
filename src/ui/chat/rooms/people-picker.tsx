import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js'
import type { AccountIdText, PersonCard } from '../../../core/api.ts'
import { Icon } from '../../components/index.ts'
import { Initials } from '../../components/initials.tsx'
import { fitsName } from '../../connections/lists/name-search.ts'
import { chatWords } from '../../strings/chat.ts'
import { newConversationWords } from '../../strings/chat-rooms.ts'
import styles from './rooms.module.css'

interface PeoplePickerProps {
  readonly people: readonly PersonCard[]
  readonly chosen: ReadonlySet<AccountIdText>
  readonly label: string
  readonly onToggle: (account: AccountIdText) => void
}

/** From this many on, one searches rather than looks. */
const searchFrom = 8

/** People with a tick each, found by name when they are many. */
export const PeoplePicker = (props: PeoplePickerProps) => {
  const id = createUniqueId()
  const [text, setText] = createSignal('')
  const found = createMemo(() => props.people.filter(person => fitsName(person.name, text())))
  return (
    <div class="stack">
      <Show when={props.people.length >= searchFrom}>
        <div class="field">
          <label class="field-label" for={id}>
            {newConversationWords.filter}
          </label>
          <input
            class="input"
            id={id}
            type="search"
            dir="auto"
            autocomplete="off"
            onInput={event => setText(event.currentTarget.value)}
          />
        </div>
      </Show>
      <fieldset class={styles['people']}>
        <legend class="visually-hidden">{props.label}</legend>
        <For each={found()} fallback={<p class="caption">{newConversationWords.noneFits}</p>}>
          {person => (
            <label class={styles['person']}>
              <Initials name={chatWords.named(person.name)} />
              <span class={styles['person-words']}>
                <bdi>{chatWords.named(person.name)}</bdi>
                <Show when={person.place !== ''}>
                  <span class="caption" dir="auto">
                    {person.place}
                  </span>
                </Show>
              </span>
              <Show when={person.verified !== 'no'}>
                <Icon name="verified" />
              </Show>
              <input
                type="checkbox"
                checked={props.chosen.has(person.account)}
                onChange={() => props.onToggle(person.account)}
              />
            </label>
          )}
        </For>
      </fieldset>
    </div>
  )
}
