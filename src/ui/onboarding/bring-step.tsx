import { createSignal, Show } from 'solid-js'
import type { CoreError } from '../../core/api.ts'
import { Button } from '../components/button.tsx'
import { ErrorWords } from '../components/error-words.tsx'
import { PageHeading } from '../components/page-heading.tsx'
import { TextField } from '../components/text-field.tsx'
import { createAfter } from '../primitives/create-after.ts'
import { createCommand } from '../primitives/create-command.ts'
import { createKeptSignal } from '../primitives/create-kept-signal.ts'
import { coreErrorWords, oneSentence } from '../strings/errors.ts'
import { onboardingStrings as words } from '../strings/onboarding.ts'
import { deviceNameFrom } from './device-name.ts'
import { fieldError } from './name-step.tsx'
import { OptionalPassphrase } from './optional-passphrase.tsx'
import { relayHere } from './relay-here.ts'
import { WordsField } from './words-field.tsx'

type Place = 'words' | 'relay' | 'deviceName' | 'passphrase' | 'below'

/** Where an error is shown: beside what has to be changed. */
const placeOf = (error: CoreError): Place => {
  switch (error.type) {
    case 'words-unknown':
    case 'words-count':
    case 'words-checksum':
      return 'words'
    case 'relay-unreachable':
    case 'account-unknown-to-relay':
      return 'relay'
    case 'invalid-input':
      return (
        (['words', 'relay', 'deviceName', 'passphrase'] as const).find(one => one === error.field) ?? 'below'
      )
    default:
      return 'below'
  }
}

export const BringStep = (props: { readonly onBack: () => void; readonly onDone: () => void }) => {
  const recover = createCommand('account.recover')
  // The words open everything, so they are never written anywhere: a reload asks for them again.
  const [typedWords, setTypedWords] = createSignal('')
  const [passphrase, setPassphrase] = createSignal<string | null>(null)
  const [relay, setRelay, forgetRelay] = createKeptSignal('bring-relay', relayHere(location))
  const [device, setDevice, forgetDevice] = createKeptSignal(
    'bring-device',
    deviceNameFrom(navigator.userAgent),
  )

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (recover.pending()) return
    const brought = await recover.run({
      words: typedWords(),
      passphrase: passphrase(),
      deviceName: device(),
      relay: relay(),
    })
    if (!brought.ok) return
    forgetRelay()
    forgetDevice()
    props.onDone()
  }
  const errorAt = (place: Place): string | undefined => {
    const error = recover.error()
    return error !== undefined && placeOf(error) === place ? oneSentence(coreErrorWords(error)) : undefined
  }
  const changing = (set: (text: string) => void) => (text: string) => {
    recover.forget()
    set(text)
  }

  return (
    <form class="step" onSubmit={event => void submit(event)} novalidate>
      <div class="stack">
        <PageHeading title={words.recoverTitle} step="bring">
          {words.recoverTitle}
        </PageHeading>
        <p class="lead">{words.recover}</p>
      </div>
      <WordsField value={typedWords()} onInput={changing(setTypedWords)} error={errorAt('words')} />
      <TextField
        label={words.relay}
        hint={words.relayHint}
        error={errorAt('relay')}
        value={relay()}
        onInput={changing(setRelay)}
        verbatim
        required
      />
      <TextField
        label={words.deviceName}
        hint={words.deviceNameHint}
        error={errorAt('deviceName')}
        value={device()}
        onInput={setDevice}
      />
      <OptionalPassphrase
        value={passphrase()}
        onChange={setPassphrase}
        error={fieldError(recover.error(), 'passphrase')}
      />
      <Show when={recover.error()}>
        {error => <ErrorWords error={placeOf(error()) === 'below' ? error() : null} />}
      </Show>
      <div class="row">
        <Button look="primary" type="submit" busy={recover.pending() && words.bringing}>
          {words.bringFinish}
        </Button>
        <Button look="quiet" onPress={() => props.onBack()}>
          {words.back}
        </Button>
      </div>
      <Show when={recover.pending()}>
        <Progress />
      </Show>
    </form>
  )
}

/** Says what is being waited for, and that a slow network is no reason to give up. */
const Progress = () => {
  const isSlow = createAfter(4000)
  return (
    <p class="caption" role="status">
      {isSlow() ? words.bringingSlow : words.bringingNow}
    </p>
  )
}
