import { For } from 'solid-js'
import { Field } from '../../components/index.ts'

interface SelectFieldProps {
  readonly label: string
  readonly hint?: string
  readonly status?: string
  readonly value: string
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  readonly onChoose: (value: string) => void
}

/** One of many: the browser's own list. */
export const SelectField = (props: SelectFieldProps) => (
  <Field label={props.label} hint={props.hint} status={props.status}>
    {wiring => (
      <select
        class="input"
        id={wiring.id}
        aria-describedby={wiring.describedBy()}
        onChange={event => props.onChoose(event.currentTarget.value)}
      >
        <For each={props.choices}>
          {choice => (
            <option value={choice.value} selected={choice.value === props.value}>
              {choice.label}
            </option>
          )}
        </For>
      </select>
    )}
  </Field>
)
