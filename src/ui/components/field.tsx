import { createUniqueId, Show, type JSX } from 'solid-js'
import './field.css'

export interface FieldWords {
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | null | undefined
  /** Said politely while it changes: "Saved on this device". */
  readonly status?: string | undefined
}

export interface Wiring {
  readonly id: string
  readonly describedBy: () => string | undefined
  readonly invalid: () => 'true' | undefined
}

/** A label, a control, and the words that belong to it, tied together for everyone. */
export const Field = (props: FieldWords & { readonly children: (wiring: Wiring) => JSX.Element }) => {
  const id = createUniqueId()
  const describedBy = (): string | undefined => {
    const ids = [props.hint && `${id}-hint`, props.error && `${id}-error`].filter(Boolean).join(' ')
    return ids === '' ? undefined : ids
  }
  return (
    <div class="field">
      <div class="field-head">
        <label class="field-label" for={id}>
          {props.label}
        </label>
        <span class="field-status" role="status">
          {props.status}
        </span>
      </div>
      {props.children({ id, describedBy, invalid: () => (props.error ? 'true' : undefined) })}
      <Show when={props.hint}>
        <p class="field-hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      </Show>
      <Show when={props.error}>
        <p class="field-error" id={`${id}-error`} role="alert">
          {props.error}
        </p>
      </Show>
    </div>
  )
}
