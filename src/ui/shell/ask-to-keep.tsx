import { createSignal, Match, Show, Switch } from 'solid-js'
import { Button, ErrorWords } from '../components/index.ts'
import { createCommand, createRow } from '../primitives/index.ts'
import { keepWords } from '../strings/shell.ts'
import { rememberAsked, wasAsked } from './asked-to-keep.ts'

/** After the first saved work, once: may the browser promise to keep it. "Not now" is an answer. */
export const AskToKeep = (props: { readonly saved: number }) => {
  const storage = createRow(() => ({ type: 'storage' }))
  const persist = createCommand('storage.persist')
  const [isOver, setOver] = createSignal(wasAsked())
  const [answer, setAnswer] = createSignal<'kept' | 'refused' | null>(null)
  const isDue = (): boolean => {
    const row = storage()
    if (isOver() || row === undefined) return false
    return answer() !== null || (row.persisted === false && (props.saved > 0 || row.images.own > 0))
  }
  const close = (): void => {
    rememberAsked()
    setOver(true)
  }
  const ask = async (): Promise<void> => {
    const result = await persist.run({})
    if (!result.ok) return
    rememberAsked()
    setAnswer(result.value.persisted ? 'kept' : 'refused')
  }
  return (
    <Show when={isDue()}>
      <div class="tray-card">
        <p class="tray-words" role="status">
          <Switch fallback={keepWords.ask}>
            <Match when={answer() === 'kept'}>{keepWords.kept}</Match>
            <Match when={answer() === 'refused'}>{keepWords.refused}</Match>
          </Switch>
        </p>
        <ErrorWords error={persist.error() ?? null} />
        <div class="row">
          <Show when={answer() === null} fallback={<Button onPress={close}>{keepWords.fine}</Button>}>
            <Button busy={persist.pending() && keepWords.asking} onPress={() => void ask()}>
              {keepWords.yes}
            </Button>
            <Button look="quiet" onPress={close}>
              {keepWords.no}
            </Button>
          </Show>
        </div>
      </div>
    </Show>
  )
}
