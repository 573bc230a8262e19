import { createSignal, For, onMount, Show } from 'solid-js'
import { Button, ErrorWords, TextField } from '../components/index.ts'
import { createCommand } from '../primitives/index.ts'
import { recoveryWords } from '../strings/settings.ts'
import { focusFirst } from './focus-first.ts'
import styles from './recovery-section.module.css'

/** Asks for three words from the paper. Answered rightly, all twelve are erased from this device. */
export const WordsProof = (props: { onCancel(): void }) => {
  const challenge = createCommand('recovery.challenge')
  const prove = createCommand('recovery.prove')
  const [positions, setPositions] = createSignal<readonly number[]>([])
  const [answers, setAnswers] = createSignal<Readonly<Record<number, string>>>({})
  const [missing, setMissing] = createSignal<readonly number[]>([])
  let form: HTMLFormElement | undefined
  onMount(() => void ask())

  const ask = async (): Promise<void> => {
    const asked = await challenge.run({})
    if (!asked.ok) return
    setPositions(asked.value.positions)
    focusFirst(() => form)
  }
  const wordAt = (position: number): string => answers()[position] ?? ''
  const write = (position: number, word: string): void => {
    prove.forget()
    setMissing(missing().filter(one => one !== position))
    setAnswers({ ...answers(), [position]: word })
  }
  const errorAt = (position: number): string | null => {
    if (missing().includes(position)) return recoveryWords.missing
    const error = prove.error()
    return error?.type === 'words-mismatch' && error.positions.includes(position)
      ? recoveryWords.mismatch
      : null
  }
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (prove.pending()) return
    const empty = positions().filter(position => wordAt(position).trim() === '')
    setMissing(empty)
    if (empty.length === 0) {
      const proved = await prove.run({
        answers: positions().map(position => ({ position, word: wordAt(position) })),
      })
      if (proved.ok) return document.querySelector<HTMLElement>('h1')?.focus()
    }
    form?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }

  return (
    <form ref={found => (form = found)} class="stack" novalidate onSubmit={event => void submit(event)}>
      <h2>{recoveryWords.challengeTitle}</h2>
      <p>{recoveryWords.challenge}</p>
      <ErrorWords error={challenge.error() ?? null} />
      <div class={styles['answers']}>
        <For each={positions()}>
          {position => (
            <TextField
              label={recoveryWords.word(position)}
              error={errorAt(position)}
              value={wordAt(position)}
              verbatim
              required
              onInput={word => write(position, word)}
            />
          )}
        </For>
      </div>
      <Show when={prove.error()?.type !== 'words-mismatch'}>
        <ErrorWords error={prove.error() ?? null} />
      </Show>
      <div class="row">
        <Button type="submit" look="primary" busy={prove.pending() && recoveryWords.proving}>
          {recoveryWords.submit}
        </Button>
        <Button onPress={() => props.onCancel()}>{recoveryWords.cancel}</Button>
      </div>
    </form>
  )
}
