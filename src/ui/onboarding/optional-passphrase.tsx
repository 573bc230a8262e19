import { createUniqueId, Show } from 'solid-js'
import { Icon } from '../components/icon.tsx'
import { onboardingStrings as words } from '../strings/onboarding.ts'
import { PassphraseField } from './passphrase-field.tsx'

interface OptionalPassphraseProps {
  /** Null while none is wanted. */
  readonly value: string | null
  readonly onChange: (value: string | null) => void
  readonly error?: string | undefined
}

/** A disclosure: closed means none, and says what none means. */
export const OptionalPassphrase = (props: OptionalPassphraseProps) => {
  const id = createUniqueId()
  const isOpen = (): boolean => props.value !== null
  return (
    <div class="optional-passphrase">
      <button
        class="disclosure"
        type="button"
        aria-expanded={isOpen()}
        aria-controls={isOpen() ? id : undefined}
        onClick={() => props.onChange(isOpen() ? null : '')}
      >
        <Icon name="forward" />
        <span>{words.addPassphrase}</span>
        <span class="optional-word">{words.passphraseOptional}</span>
      </button>
      <Show when={isOpen()} fallback={<p class="caption">{words.passphraseMeaning}</p>}>
        <div class="stack" id={id}>
          <PassphraseField
            purpose="new"
            label={words.newPassphrase}
            value={props.value ?? ''}
            onInput={text => props.onChange(text)}
            error={props.error}
          />
          <p class="caption">{words.passphraseForgotten}</p>
        </div>
      </Show>
    </div>
  )
}
