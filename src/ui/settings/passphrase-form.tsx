import { createSignal, Show } from 'solid-js'
import { Button, ErrorWords } from '../components/index.ts'
import { PassphraseField } from '../onboarding/passphrase-field.tsx'
import { createCommand } from '../primitives/index.ts'
import { coreErrorWords, oneSentence } from '../strings/errors.ts'
import { passphraseWords } from '../strings/settings.ts'

export type PassphraseAim = 'set' | 'change' | 'remove'

interface PassphraseFormProps {
  /** Read once: another aim is another form. */
  readonly aim: PassphraseAim
  onDone(): void
  onCancel(): void
}

const submitWords: { readonly [Aim in PassphraseAim]: string } = {
  set: passphraseWords.save,
  change: passphraseWords.save,
  remove: passphraseWords.remove,
}

/** Sets, changes or removes this device's passphrase. What is typed here is never kept. */
export const PassphraseForm = (props: PassphraseFormProps) => {
  const command = createCommand('account.change-passphrase')
  const [current, setCurrent] = createSignal('')
  const [next, setNext] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const needsCurrent = (): boolean => props.aim !== 'set'
  const needsNext = (): boolean => props.aim !== 'remove'

  const currentError = (): string | undefined => {
    if (tried() && needsCurrent() && current() === '') return passphraseWords.emptyCurrent
    const error = command.error()
    return error?.type === 'wrong-passphrase' ? oneSentence(coreErrorWords(error)) : undefined
  }
  const nextError = (): string | undefined =>
    tried() && needsNext() && next().trim() === '' ? passphraseWords.empty : undefined
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    setTried(true)
    command.forget()
    if (command.pending() || currentError() !== undefined || nextError() !== undefined) return
    const done = await command.run({
      current: needsCurrent() ? current() : null,
      next: needsNext() ? next() : null,
    })
    if (done.ok) props.onDone()
  }

  return (
    <form class="stack" novalidate onSubmit={event => void submit(event)}>
      <Show when={props.aim === 'remove'}>
        <h2>{passphraseWords.removeTitle}</h2>
        <p>{passphraseWords.removeText}</p>
      </Show>
      <Show when={needsCurrent()}>
        <PassphraseField
          purpose="current"
          label={passphraseWords.current}
          value={current()}
          error={currentError()}
          onInput={setCurrent}
          autofocus
        />
      </Show>
      <Show when={needsNext()}>
        <PassphraseField
          purpose="new"
          label={passphraseWords.next}
          hint={passphraseWords.forget}
          value={next()}
          error={nextError()}
          onInput={setNext}
        />
      </Show>
      <Show when={command.error()?.type !== 'wrong-passphrase'}>
        <ErrorWords error={command.error() ?? null} />
      </Show>
      <div class="row">
        <Button
          type="submit"
          look={props.aim === 'remove' ? 'danger' : 'primary'}
          busy={command.pending() && passphraseWords.saving}
        >
          {submitWords[props.aim]}
        </Button>
        <Button onPress={() => props.onCancel()}>{passphraseWords.cancel}</Button>
      </div>
      <p class="caption" role="status">
        <Show when={command.pending()}>{passphraseWords.working}</Show>
      </p>
    </form>
  )
}
