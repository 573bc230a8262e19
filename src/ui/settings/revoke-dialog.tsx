import { createSignal, Show } from 'solid-js'
import type { CoreError, DeviceRow } from '../../core/api.ts'
import { Button, Dialog, ErrorWords } from '../components/index.ts'
import { WordsField } from '../onboarding/words-field.tsx'
import { createCommand } from '../primitives/index.ts'
import { coreErrorWords, oneSentence } from '../strings/errors.ts'
import { identityWords } from '../strings/settings.ts'

interface RevokeDialogProps {
  /** Whom to ask about; closed while null. */
  readonly device: DeviceRow | null
  onClose(): void
}

/** Says what revoking does, and does it. For a device older than this one it asks for the recovery words. */
export const RevokeDialog = (props: RevokeDialogProps) => {
  const revoke = createCommand('device.revoke')
  const [words, setWords] = createSignal('')
  const close = (): void => {
    setWords('')
    revoke.forget()
    props.onClose()
  }
  const confirm = async (device: DeviceRow): Promise<void> => {
    const evenSo = wouldLoseMessages()
    const done = await revoke.run(
      device.canRevoke ? { device: device.id, evenSo } : { device: device.id, words: words(), evenSo },
    )
    if (done.ok) close()
  }
  /** Said once: the next press means it. */
  const wouldLoseMessages = (): boolean => {
    const error = revoke.error()
    return error?.type === 'not-allowed' && error.reason === 'history-arriving'
  }
  const wordsError = (): string | undefined => {
    const error = revoke.error()
    return error !== undefined && isAboutWords(error) ? oneSentence(coreErrorWords(error)) : undefined
  }
  return (
    <Dialog
      open={props.device !== null}
      title={identityWords.dialogTitle(props.device?.name || identityWords.unnamed)}
      onClose={close}
    >
      <Show when={props.device}>
        {device => (
          <div class="stack">
            <p>{identityWords.dialogEffect}</p>
            <p>{identityWords.dialogKeeps}</p>
            <p>{identityWords.dialogFinal}</p>
            <Show when={!device().canRevoke}>
              <p>{identityWords.dialogWords}</p>
              <WordsField value={words()} onInput={setWords} error={wordsError()} />
            </Show>
            <Show when={wordsError() === undefined}>
              <ErrorWords error={revoke.error() ?? null} />
            </Show>
            <div class="row">
              <Button onPress={close}>{identityWords.cancel}</Button>
              <Button
                look="danger"
                busy={revoke.pending() && identityWords.revoking}
                onPress={() => void confirm(device())}
              >
                {wouldLoseMessages() ? identityWords.dialogEvenSo : identityWords.dialogConfirm}
              </Button>
            </div>
          </div>
        )}
      </Show>
    </Dialog>
  )
}

const isAboutWords = (error: CoreError): boolean => error.type.startsWith('words-')
