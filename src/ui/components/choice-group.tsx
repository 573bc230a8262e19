import { createUniqueId, For, Show, type JSX } from 'solid-js'
import './choice-group.css'

interface ChoiceGroupProps<T extends string> {
  readonly legend: string
  readonly hint?: string
  readonly status?: string
  readonly value: T
  readonly choices: readonly { readonly value: T; readonly label: string }[]
  /** Drawn before each label. */
  readonly sample?: (value: T) => JSX.Element
  readonly onChoose: (value: T) => void
}

/** A few choices, all in sight: native radio buttons in a row. */
export const ChoiceGroup = <T extends string>(props: ChoiceGroupProps<T>) => {
  const name = createUniqueId()
  return (
    <fieldset class="choices" aria-describedby={props.hint ? `${name}-hint` : undefined}>
      <legend class="group-label">{props.legend}</legend>
      <span class="field-status" role="status">
        {props.status}
      </span>
      <div class="choices-row">
        <For each={props.choices}>
          {choice => (
            <label class="choice">
              <input
                type="radio"
                name={name}
                value={choice.value}
                checked={choice.value === props.value}
                onChange={() => props.onChoose(choice.value)}
              />
              {props.sample?.(choice.value)}
              <span>{choice.label}</span>
            </label>
          )}
        </For>
      </div>
      <Show when={props.hint}>
        <p class="field-hint" id={`${name}-hint`}>
          {props.hint}
        </p>
      </Show>
    </fieldset>
  )
}
