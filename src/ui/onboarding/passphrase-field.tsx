import { createSignal, Show } from 'solid-js'
import { Checkbox } from '../components/checkbox.tsx'
import { TextField } from '../components/text-field.tsx'
import { onboardingStrings, strengthText } from '../strings/onboarding.ts'
import { strengthOf } from './passphrase-strength.ts'
import './passphrase.css'

interface PassphraseFieldProps {
  readonly label: string
  readonly value: string
  readonly onInput: (value: string) => void
  readonly error?: string | undefined
  readonly hint?: string
  /** A new one shows its strength; a known one is only asked for. Read once. */
  readonly purpose: 'new' | 'current'
  readonly autofocus?: boolean
}

/** Pasting is welcome, and what was typed can be shown. */
export const PassphraseField = (props: PassphraseFieldProps) => {
  const [isShown, setShown] = createSignal(false)
  return (
    <div class="passphrase">
      <TextField
        label={props.label}
        hint={props.hint}
        error={props.error}
        value={props.value}
        onInput={text => props.onInput(text)}
        type={isShown() ? 'text' : 'password'}
        autocomplete={props.purpose === 'new' ? 'new-password' : 'current-password'}
        autofocus={props.autofocus ?? false}
        verbatim
      />
      <Checkbox label={onboardingStrings.showPassphrase} checked={isShown()} onChange={setShown} />
      <Show when={props.purpose === 'new' && props.value !== ''}>
        <Strength passphrase={props.value} />
      </Show>
    </div>
  )
}

const Strength = (props: { readonly passphrase: string }) => {
  const word = () => strengthOf(props.passphrase)
  return (
    <div class="strength" data-strength={word()}>
      <div class="strength-bar" aria-hidden="true" />
      <p role="status">{strengthText(word())}</p>
      <p class="field-hint">{onboardingStrings.strengthRough}</p>
    </div>
  )
}
