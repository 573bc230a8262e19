import { onMount, splitProps } from 'solid-js'
import { Field, type FieldWords } from './field.tsx'
import { keepCaret } from './keep-caret.ts'

interface TextFieldProps extends FieldWords {
  readonly value: string
  readonly onInput: (value: string) => void
  readonly onBlur?: (() => void) | undefined
  readonly type?: 'text' | 'url' | 'password'
  readonly autocomplete?: string
  readonly large?: boolean
  readonly required?: boolean
  /** Codes and addresses: not spelled, not capitalised, always left to right. */
  readonly verbatim?: boolean
  /** Takes the focus when it appears: for screens that ask for this one thing. */
  readonly autofocus?: boolean
}

export const TextField = (props: TextFieldProps) => {
  let control: HTMLInputElement | undefined
  // The attribute alone only works while a page loads.
  onMount(() => {
    if (props.autofocus) control?.focus()
  })
  const [words] = splitProps(props, ['label', 'hint', 'error', 'status'])
  return (
    <Field {...words}>
      {wiring => (
        <input
          ref={input => {
            control = input
            keepCaret(input, () => props.value)
          }}
          class="input"
          classList={{ 'input-large': props.large ?? false }}
          id={wiring.id}
          type={props.type ?? 'text'}
          dir={props.verbatim ? 'ltr' : 'auto'}
          autocomplete={props.autocomplete ?? 'off'}
          autocapitalize={props.verbatim ? 'none' : undefined}
          spellcheck={props.verbatim ? false : undefined}
          required={props.required ?? false}
          aria-describedby={wiring.describedBy()}
          aria-invalid={wiring.invalid()}
          onInput={event => props.onInput(event.currentTarget.value)}
          onBlur={() => props.onBlur?.()}
        />
      )}
    </Field>
  )
}

type TextAreaProps = FieldWords & Pick<TextFieldProps, 'value' | 'onInput' | 'onBlur'>

export const TextArea = (props: TextAreaProps) => {
  const [words] = splitProps(props, ['label', 'hint', 'error', 'status'])
  return (
    <Field {...words}>
      {wiring => (
        <textarea
          ref={area => keepCaret(area, () => props.value)}
          class="input"
          id={wiring.id}
          dir="auto"
          rows={6}
          aria-describedby={wiring.describedBy()}
          aria-invalid={wiring.invalid()}
          onInput={event => props.onInput(event.currentTarget.value)}
          onBlur={() => props.onBlur?.()}
        />
      )}
    </Field>
  )
}
