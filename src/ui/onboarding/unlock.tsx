import { createSignal, Show } from 'solid-js'
import type { VaultProtection } from '../../core/api.ts'
import { Button } from '../components/button.tsx'
import { ErrorWords } from '../components/error-words.tsx'
import { Initials } from '../components/initials.tsx'
import { PageHeading } from '../components/page-heading.tsx'
import { createCommand } from '../primitives/create-command.ts'
import type { Release } from '../primitives/create-release.ts'
import { Alone } from '../shell/alone.tsx'
import { coreErrorWords, oneSentence } from '../strings/errors.ts'
import { onboardingStrings as words } from '../strings/onboarding.ts'
import './onboarding.css'
import { PassphraseField } from './passphrase-field.tsx'

interface UnlockProps {
  readonly release: Release
  readonly name: string
  readonly protection: VaultProtection
}

/** The locked screen: who is here, and the one way in. */
export const Unlock = (props: UnlockProps) => {
  const unlock = createCommand('account.unlock')
  const [passphrase, setPassphrase] = createSignal('')
  const asks = (): boolean => props.protection === 'passphrase'

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (unlock.pending()) return
    await unlock.run({ passphrase: asks() ? passphrase() : null })
  }
  const isOfField = (): boolean => {
    const error = unlock.error()
    return error?.type === 'wrong-passphrase' || error?.type === 'invalid-input'
  }
  const passphraseError = (): string | undefined => {
    const error = unlock.error()
    return error !== undefined && isOfField() ? oneSentence(coreErrorWords(error)) : undefined
  }

  return (
    <Alone release={props.release}>
      <form class="step" onSubmit={event => void submit(event)} novalidate>
        <div class="stack stack-close">
          <Show when={props.name !== ''}>
            <Initials name={props.name} />
          </Show>
          <PageHeading title={words.lockedTitle(props.name)} step="locked">
            <bdi>{words.lockedTitle(props.name)}</bdi>
          </PageHeading>
          <p class="caption">{words.locked}</p>
        </div>
        <Show when={asks()}>
          <PassphraseField
            purpose="current"
            label={words.passphrase}
            value={passphrase()}
            onInput={setPassphrase}
            error={passphraseError()}
            autofocus
          />
        </Show>
        <ErrorWords error={isOfField() ? null : (unlock.error() ?? null)} />
        <div class="row">
          <Button
            look="primary"
            type="submit"
            busy={unlock.pending() && (asks() ? words.unlocking : words.opening)}
          >
            {asks() ? words.unlock : words.open}
          </Button>
        </div>
        <Show when={asks()}>
          <details class="forgot">
            <summary>{words.forgot}</summary>
            <p>{words.forgotWords}</p>
          </details>
        </Show>
      </form>
    </Alone>
  )
}
