import { createSignal, Match, Show, Switch } from 'solid-js'
import { Button, ErrorWords, Notice } from '../../components/index.ts'
import { createCommand, createRow } from '../../primitives/index.ts'
import { keepWords } from '../../strings/intake.ts'
import { rememberAsked, wasAsked } from './asked-to-keep.ts'

/** After the first saved work, once: may the browser promise to keep it. "Not now" is an answer. */
export const AskToKeep = () => {
  const [isOver, setOver] = createSignal(wasAsked())
  const storage = createRow(() => (isOver() ? undefined : { type: 'storage' }))
  const persist = createCommand('storage.persist')
  const [answer, setAnswer] = createSignal<'kept' | 'refused' | null>(null)
  const isDue = (): boolean => !isOver() && (answer() !== null || storage()?.persisted === false)
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
  const actions = (
    <Show when={answer() === null} fallback={<Button onPress={close}>{keepWords.fine}</Button>}>
      <Button busy={persist.pending() && keepWords.asking} onPress={() => void ask()}>
        {keepWords.yes}
      </Button>
      <Button look="quiet" onPress={close}>
        {keepWords.no}
      </Button>
    </Show>
  )
  return (
    <Show when={isDue()}>
      <Notice icon="device" actions={actions}>
        <Switch fallback={keepWords.ask}>
          <Match when={answer() === 'kept'}>{keepWords.kept}</Match>
          <Match when={answer() === 'refused'}>{keepWords.refused}</Match>
        </Switch>
        <ErrorWords error={persist.error() ?? null} />
      </Notice>
    </Show>
  )
}
