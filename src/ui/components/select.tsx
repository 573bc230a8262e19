import { For, splitProps } from 'solid-js'
import { Field, type FieldWords } from './field.tsx'

interface SelectProps<T extends string> extends FieldWords {
  readonly value: T
  readonly choices: readonly { readonly value: T; readonly label: string }[]
  readonly onChoose: (value: T) => void
}

export const Select = <T extends string>(props: SelectProps<T>) => {
  const [words] = splitProps(props, ['label', 'hint', 'error', 'status'])
  const choose = (index: number): void => {
    const choice = props.choices[index]
    if (choice !== undefined) props.onChoose(choice.value)
  }
  return (
    <Field {...words}>
      {wiring => (
        <select
          class="input"
          id={wiring.id}
          aria-describedby={wiring.describedBy()}
          aria-invalid={wiring.invalid()}
          onChange={event => choose(event.currentTarget.selectedIndex)}
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
}
