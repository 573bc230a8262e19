import { Show } from 'solid-js'
import './checkbox.css'

interface CheckboxProps {
  readonly label: string
  readonly hint?: string
  readonly checked: boolean
  readonly disabled?: boolean
  readonly onChange: (checked: boolean) => void
}

/** One thing to say yes to; the whole line is the target. */
export const Checkbox = (props: CheckboxProps) => (
  <label class="checkbox">
    <input
      type="checkbox"
      checked={props.checked}
      disabled={props.disabled ?? false}
      onChange={event => props.onChange(event.currentTarget.checked)}
    />
    <span>
      {props.label}
      <Show when={props.hint}>
        <span class="field-hint checkbox-hint">{props.hint}</span>
      </Show>
    </span>
  </label>
)
