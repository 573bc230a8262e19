import { createSignal } from 'solid-js'
import type { CoreError } from '../../core/api.ts'
import { Button } from '../components/button.tsx'
import { ErrorWords } from '../components/error-words.tsx'
import { PageHeading } from '../components/page-heading.tsx'
import { TextField } from '../components/text-field.tsx'
import { createCommand } from '../primitives/create-command.ts'
import { createKeptSignal } from '../primitives/create-kept-signal.ts'
import { coreErrorWords, oneSentence } from '../strings/errors.ts'
import { onboardingStrings as words } from '../strings/onboarding.ts'
import { deviceNameFrom } from './device-name.ts'
import { OptionalPassphrase } from './optional-passphrase.tsx'

interface StepProps {
  readonly onBack: () => void
  readonly onDone: () => void
}

export const NameStep = (props: StepProps) => {
  const create = createCommand('account.create')
  const [name, setName, forgetName] = createKeptSignal('onboarding-name')
  const [passphrase, setPassphrase] = createSignal<string | null>(null)

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (create.pending()) return
    const deviceName = deviceNameFrom(navigator.userAgent)
    const made = await create.run({ name: name(), passphrase: passphrase(), deviceName })
    if (!made.ok) return
    forgetName()
    props.onDone()
  }
  const errorAt = (field: string): string | undefined => fieldError(create.error(), field)
  const otherError = (): CoreError | null => {
    const error = create.error()
    return error === undefined || isOfField(error, 'name') || isOfField(error, 'passphrase') ? null : error
  }

  return (
    <form class="step" onSubmit={event => void submit(event)} novalidate>
      <PageHeading title={words.nameTitle} step="name">
        {words.nameTitle}
      </PageHeading>
      <TextField
        label={words.name}
        hint={words.nameHint}
        error={errorAt('name')}
        value={name()}
        onInput={setName}
        autocomplete="name"
        large
        autofocus
        required
      />
      <OptionalPassphrase value={passphrase()} onChange={setPassphrase} error={errorAt('passphrase')} />
      <ErrorWords error={otherError()} />
      <div class="row">
        <Button look="primary" type="submit" busy={create.pending() && words.finishing}>
          {words.finish}
        </Button>
        <Button look="quiet" onPress={() => props.onBack()}>
          {words.back}
        </Button>
      </div>
    </form>
  )
}

/** Whether an error belongs under one field, by the core's name for it. */
const isOfField = (error: CoreError, field: string): boolean =>
  error.type === 'invalid-input' && error.field === field

export const fieldError = (error: CoreError | undefined, field: string): string | undefined =>
  error !== undefined && isOfField(error, field) ? oneSentence(coreErrorWords(error)) : undefined
