import { createSignal, Show, untrack } from 'solid-js'
import type { SettingsRow } from '../../core/api.ts'
import { Button, ErrorWords, TextField } from '../components/index.ts'
import { createCommand, createRow } from '../primitives/index.ts'
import { coreErrorWords, oneSentence } from '../strings/errors.ts'
import { relayWords } from '../strings/settings.ts'
import { RelayState } from './relay-state.tsx'

export const RelaySection = () => {
  const settings = createRow(() => ({ type: 'settings' }))
  return (
    <>
      <p>{relayWords.what}</p>
      <RelayState />
      <Show when={settings()}>{row => <RelayForm settings={row()} />}</Show>
    </>
  )
}

const RelayForm = (props: { readonly settings: SettingsRow }) => {
  const change = createCommand('settings.change')
  const [address, setAddress] = createSignal(untrack(() => props.settings.relay ?? ''))
  const [problem, setProblem] = createSignal<string | null>(null)
  const [done, setDone] = createSignal('')

  const use = async (relay: string | null): Promise<void> => {
    setDone('')
    setProblem(null)
    const saved = await change.run({ change: { relay } })
    if (!saved.ok) return
    setAddress(props.settings.relay ?? '')
    setDone(relay === null ? relayWords.savedNone : relayWords.saved)
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (address().trim() === '') setProblem(relayWords.empty)
    else if (!change.pending()) void use(address())
  }
  const isOfField = (): boolean => change.error()?.type === 'invalid-input'
  const error = (): string | null => {
    const found = change.error()
    return found !== undefined && isOfField() ? oneSentence(coreErrorWords(found)) : problem()
  }

  return (
    <form class="section" novalidate onSubmit={submit}>
      <TextField
        label={relayWords.address}
        hint={relayWords.addressHint}
        error={error()}
        value={address()}
        verbatim
        onInput={text => {
          setProblem(null)
          change.forget()
          setAddress(text)
        }}
      />
      <Show when={!isOfField()}>
        <ErrorWords error={change.error() ?? null} />
      </Show>
      <div class="row">
        <Button type="submit" look="primary" busy={change.pending() && relayWords.saving}>
          {relayWords.save}
        </Button>
        <Show when={props.settings.relay !== null}>
          <Button onPress={() => void use(null)}>{relayWords.stop}</Button>
        </Show>
      </div>
      <p role="status">{done()}</p>
      <Show when={props.settings.relay !== null}>
        <p class="caption">{relayWords.stopText}</p>
      </Show>
    </form>
  )
}
