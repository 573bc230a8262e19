import { createUniqueId, Show } from 'solid-js'
import type { JSX } from 'solid-js'
import { componentWords } from '../strings/components.ts'
import { Icon } from './icon.tsx'
import styles from './field.module.css'

export interface FieldProps {
  readonly label: string
  /** A sentence under the label that says what belongs here. */
  readonly hint?: string | undefined
  /** What is wrong and what to do, from strings/errors.ts. */
  readonly error?: string | undefined
  readonly optional?: boolean
  /** Beside the label, such as a SavedMark. */
  readonly mark?: JSX.Element
}

export interface FieldIds {
  readonly control: string
  describedBy(): string | undefined
}

/** The ids that tie a control to its words. `props` stays reactive. */
export const createFieldIds = (
  props: FieldProps,
): FieldIds & { readonly hint: string; readonly error: string } => {
  const control = createUniqueId()
  const ids = { control, hint: `${control}-hint`, error: `${control}-error` }
  const describedBy = (): string | undefined => {
    const said = [props.hint === undefined ? '' : ids.hint, props.error === undefined ? '' : ids.error]
    return said.join(' ').trim() || undefined
  }
  return { ...ids, describedBy }
}

/** Label, hint and error around one control. */
export const Field = (
  props: FieldProps & { readonly ids: ReturnType<typeof createFieldIds>; readonly children: JSX.Element },
) => (
  <div class={styles['field']} data-invalid={props.error === undefined ? undefined : ''}>
    <div class={styles['head']}>
      <label class={styles['label']} for={props.ids.control}>
        {props.label}
        <Show when={props.optional}>
          <span class={styles['optional']}> {componentWords.optional}</span>
        </Show>
      </label>
      {props.mark}
    </div>
    <Show when={props.hint}>
      <p class={styles['hint']} id={props.ids.hint}>
        {props.hint}
      </p>
    </Show>
    {props.children}
    <FieldError id={props.ids.error} text={props.error} />
  </div>
)

/** Always in the page, so that an error is announced when it appears. */
export const FieldError = (props: { readonly id: string; readonly text: string | undefined }) => (
  <div class={styles['error']} id={props.id} aria-live="polite">
    <Show when={props.text}>
      {text => (
        <>
          <Icon name="alert" />
          <span>{text()}</span>
        </>
      )}
    </Show>
  </div>
)
