import { createFieldIds, Field } from './field.tsx'
import type { FieldProps } from './field.tsx'
import styles from './field.module.css'

export interface TextAreaProps extends FieldProps {
  readonly value: string
  readonly onInput: (text: string) => void
  readonly onFocus?: () => void
  readonly onBlur?: () => void
  readonly maxLength?: number
  readonly rows?: number
  readonly required?: boolean
  readonly dir?: 'auto' | 'ltr'
  readonly spellcheck?: boolean
  readonly ref?: (element: HTMLTextAreaElement) => void
}

export const TextArea = (props: TextAreaProps) => {
  const ids = createFieldIds(props)
  return (
    <Field
      ids={ids}
      label={props.label}
      hint={props.hint}
      error={props.error}
      optional={props.optional === true}
      mark={props.mark}
    >
      <textarea
        ref={element => props.ref?.(element)}
        id={ids.control}
        class={`${styles['control']} ${styles['area']}`}
        dir={props.dir ?? 'auto'}
        value={props.value}
        rows={props.rows ?? 4}
        maxlength={props.maxLength}
        required={props.required === true}
        autocomplete="off"
        autocapitalize={props.spellcheck === false ? 'none' : undefined}
        spellcheck={props.spellcheck ?? true}
        aria-invalid={props.error === undefined ? undefined : 'true'}
        aria-describedby={ids.describedBy()}
        onInput={event => props.onInput(event.currentTarget.value)}
        onFocus={() => props.onFocus?.()}
        onBlur={() => props.onBlur?.()}
      />
    </Field>
  )
}
