import { createUniqueId, For, Show } from 'solid-js'
import type { JSX } from 'solid-js'
import { createFieldIds, Field, FieldError } from './field.tsx'
import type { FieldProps } from './field.tsx'
import styles from './field.module.css'

export interface Choice<V extends string> {
  readonly value: V
  readonly label: string
  readonly hint?: string
  /** Drawn before the words, such as a swatch. */
  readonly mark?: () => JSX.Element
}

export interface ChoiceProps<V extends string> extends FieldProps {
  readonly value: V
  readonly choices: readonly Choice<V>[]
  readonly onChange: (value: V) => void
}

/** The browser only answers with a value of the list it was given. */
const chosen = <V extends string>(choices: readonly Choice<V>[], value: string): V | undefined =>
  choices.find(choice => choice.value === value)?.value

export const Select = <V extends string>(props: ChoiceProps<V>) => {
  const ids = createFieldIds(props)
  const change = (value: string): void => {
    const known = chosen(props.choices, value)
    if (known !== undefined) props.onChange(known)
  }
  return (
    <Field
      ids={ids}
      label={props.label}
      hint={props.hint}
      error={props.error}
      optional={props.optional === true}
      mark={props.mark}
    >
      <select
        id={ids.control}
        class={`${styles['control']} ${styles['select']}`}
        aria-invalid={props.error === undefined ? undefined : 'true'}
        aria-describedby={ids.describedBy()}
        onChange={event => change(event.currentTarget.value)}
      >
        <For each={props.choices}>
          {choice => (
            <option value={choice.value} selected={choice.value === props.value}>
              {choice.label}
            </option>
          )}
        </For>
      </select>
    </Field>
  )
}

export const RadioGroup = <V extends string>(
  props: ChoiceProps<V> & { readonly flow?: 'column' | 'row' },
) => {
  const ids = createFieldIds(props)
  const name = createUniqueId()
  return (
    <fieldset
      class={styles['group']}
      aria-describedby={ids.describedBy()}
      aria-invalid={props.error === undefined ? undefined : 'true'}
    >
      <legend class={styles['legend']}>{props.label}</legend>
      {props.mark}
      <Show when={props.hint}>
        <p class={styles['hint']} id={ids.hint}>
          {props.hint}
        </p>
      </Show>
      <div class={styles['choices']} data-flow={props.flow ?? 'column'}>
        <For each={props.choices}>
          {choice => (
            <label class={styles['choice']}>
              <input
                type="radio"
                name={name}
                value={choice.value}
                checked={choice.value === props.value}
                onChange={() => props.onChange(choice.value)}
              />
              {choice.mark?.()}
              <ChoiceWords label={choice.label} hint={choice.hint} />
            </label>
          )}
        </For>
      </div>
      <FieldError id={ids.error} text={props.error} />
    </fieldset>
  )
}

export const Checkbox = (props: {
  readonly label: string
  readonly hint?: string
  readonly checked: boolean
  readonly disabled?: boolean
  readonly onChange: (checked: boolean) => void
}) => (
  <label class={styles['choice']}>
    <input
      type="checkbox"
      checked={props.checked}
      disabled={props.disabled === true}
      onChange={event => props.onChange(event.currentTarget.checked)}
    />
    <ChoiceWords label={props.label} hint={props.hint} />
  </label>
)

const ChoiceWords = (props: { readonly label: string; readonly hint: string | undefined }) => (
  <span class={styles['choice-words']}>
    <span>{props.label}</span>
    <Show when={props.hint}>
      <span class={styles['hint']}>{props.hint}</span>
    </Show>
  </span>
)
