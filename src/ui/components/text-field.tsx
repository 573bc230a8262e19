import { createFieldIds, Field } from './field.tsx'
import type { FieldProps } from './field.tsx'
import styles from './field.module.css'

export interface TextFieldProps extends FieldProps {
  readonly value: string
  readonly onInput: (text: string) => void
  readonly onFocus?: () => void
  readonly onBlur?: () => void
  readonly type?: 'text' | 'password' | 'url' | 'email' | 'search'
  readonly autocomplete?: string
  readonly inputMode?: 'text' | 'url' | 'email' | 'search'
  readonly maxLength?: number
  readonly required?: boolean
  readonly disabled?: boolean
  readonly placeholder?: string
  /** `auto`, the rule for what people write; `ltr` for addresses and words of the recovery list. */
  readonly dir?: 'auto' | 'ltr'
  /** False for addresses, ids and secrets. */
  readonly spellcheck?: boolean
  readonly ref?: (element: HTMLInputElement) => void
}

export const TextField = (props: TextFieldProps) => {
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
      <input
        ref={element => props.ref?.(element)}
        id={ids.control}
        class={styles['control']}
        type={props.type ?? 'text'}
        dir={props.dir ?? 'auto'}
        value={props.value}
        maxlength={props.maxLength}
        required={props.required === true}
        disabled={props.disabled === true}
        placeholder={props.placeholder}
        autocomplete={props.autocomplete ?? 'off'}
        autocapitalize={props.spellcheck === false ? 'none' : undefined}
        inputmode={props.inputMode}
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
