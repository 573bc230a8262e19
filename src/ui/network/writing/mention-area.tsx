import { createEffect, createUniqueId, For, on, onMount, Show } from 'solid-js'
import type { PersonMention } from '../../../core/api.ts'
import { directionOf, leftToTell, overLimit } from '../../chat/composer/writing-rules.ts'
import { Field } from '../../components/index.ts'
import '../../components/combobox.css'
import { keepCaret } from '../../components/keep-caret.ts'
import { writingWords } from '../../strings/network-writing.ts'
import { createNaming } from './create-naming.ts'
import styles from './writing.module.css'

interface MentionAreaProps {
  readonly label: string
  readonly value: string
  readonly limit: number
  readonly rows?: number
  readonly hint?: string
  /** Said politely while it changes. */
  readonly status?: string | undefined
  /** Grows whenever the field should take the focus. */
  readonly focusWish?: number
  /** Takes the focus when it appears. */
  readonly autofocus?: boolean
  readonly onInput: (text: string) => void
  readonly onMention: (person: PersonMention) => void
  readonly onBlur?: () => void
}

/** A text in which people can be named with `@`; says calmly when it comes near its end. */
export const MentionArea = (props: MentionAreaProps) => {
  const limitId = createUniqueId()
  const naming = createNaming({
    value: () => props.value,
    input: text => props.onInput(text),
    name: person => props.onMention(person),
  })
  let area: HTMLTextAreaElement | undefined
  const over = (): number => overLimit(props.value, props.limit)
  createEffect(
    on(
      () => props.focusWish,
      () => area?.focus(),
      { defer: true },
    ),
  )
  onMount(() => {
    if (props.autofocus) area?.focus()
  })
  return (
    <Field label={props.label} hint={props.hint} status={props.status}>
      {wiring => (
        <div class="combobox">
          <textarea
            ref={found => {
              area = found
              naming.attach(found)
              keepCaret(found, () => props.value)
            }}
            class={`input ${styles['area']}`}
            id={wiring.id}
            rows={props.rows ?? 5}
            style={{ '--rows': props.rows ?? 5 }}
            dir={directionOf(props.value, props.limit)}
            aria-autocomplete="list"
            aria-controls={naming.isOpen() ? naming.listId : undefined}
            aria-activedescendant={naming.isOpen() ? naming.optionId(naming.active()) : undefined}
            aria-describedby={[wiring.describedBy(), limitId].filter(Boolean).join(' ')}
            aria-invalid={over() > 0 ? 'true' : undefined}
            onInput={event => {
              props.onInput(event.currentTarget.value)
              naming.look()
            }}
            onClick={() => naming.look()}
            onKeyUp={event => {
              if (event.key.startsWith('Arrow') && !naming.isOpen()) naming.look()
            }}
            onKeyDown={event => {
              if (event.isComposing || !naming.press(event.key)) return
              event.preventDefault()
              event.stopPropagation()
            }}
            onBlur={() => {
              naming.blur()
              props.onBlur?.()
            }}
          />
          <Show when={naming.isOpen()}>
            <ul class="combobox-list" role="listbox" id={naming.listId} aria-label={writingWords.people}>
              <For each={naming.suggested()}>
                {(person, at) => (
                  <li
                    class={`combobox-option ${styles['person']}`}
                    role="option"
                    id={naming.optionId(at())}
                    aria-selected={at() === naming.active()}
                    onPointerDown={event => event.preventDefault()}
                    onClick={() => naming.choose(person)}
                  >
                    <bdi>{person.name}</bdi>
                    <Show when={person.place !== ''}>
                      <bdi class="caption">{person.place}</bdi>
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          </Show>
          <p class="visually-hidden" role="status">
            {naming.isOpen() ? writingWords.suggested(naming.suggested().length) : ''}
          </p>
          <p class={styles['limit']} id={limitId} role="status" data-over={over() > 0 ? '' : undefined}>
            {limitText(props.value, props.limit)}
          </p>
        </div>
      )}
    </Field>
  )
}

const limitText = (text: string, limit: number): string => {
  const over = overLimit(text, limit)
  const left = leftToTell(text, limit)
  if (over > 0) return writingWords.tooLong(over)
  return left === null ? '' : writingWords.left(left)
}
