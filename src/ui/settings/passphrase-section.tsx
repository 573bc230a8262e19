import { createSignal, Match, Show, Switch } from 'solid-js'
import type { VaultProtection } from '../../core/api.ts'
import { Button, ErrorWords, Icon } from '../components/index.ts'
import { createCommand, createRow } from '../primitives/index.ts'
import { passphraseWords } from '../strings/settings.ts'
import { focusFirst } from './focus-first.ts'
import { PassphraseForm, type PassphraseAim } from './passphrase-form.tsx'

export const PassphraseSection = () => {
  const session = createRow(() => ({ type: 'session' }))
  const protection = (): VaultProtection | undefined => {
    const state = session()
    return state?.kind === 'open' ? state.protection : undefined
  }
  const hasPassphrase = (): boolean => protection() === 'passphrase'
  return (
    <Show when={protection()}>
      <Passphrase hasPassphrase={hasPassphrase()} />
      <LockNow hasPassphrase={hasPassphrase()} />
    </Show>
  )
}

const doneWords: { readonly [Aim in PassphraseAim]: string } = {
  set: passphraseWords.isSet,
  change: passphraseWords.isChanged,
  remove: passphraseWords.isRemoved,
}

const Passphrase = (props: { readonly hasPassphrase: boolean }) => {
  const [aim, setAim] = createSignal<PassphraseAim | null>(null)
  const [done, setDone] = createSignal('')
  let steps: HTMLDivElement | undefined
  const goTo = (next: PassphraseAim | null, said = ''): void => {
    setDone(said)
    setAim(next)
    focusFirst(() => steps)
  }
  return (
    <div class="stack" ref={found => (steps = found)}>
      <p>{props.hasPassphrase ? passphraseWords.with : passphraseWords.without}</p>
      <p class="caption">{passphraseWords.onlyHere}</p>
      <Switch>
        <Match when={aim()} keyed>
          {chosen => (
            <PassphraseForm
              aim={chosen}
              onCancel={() => goTo(null)}
              onDone={() => goTo(null, doneWords[chosen])}
            />
          )}
        </Match>
        <Match when={!props.hasPassphrase}>
          <div class="row">
            <Button look="primary" icon="lock" onPress={() => goTo('set')}>
              {passphraseWords.set}
            </Button>
          </div>
        </Match>
        <Match when={props.hasPassphrase}>
          <div class="row">
            <Button onPress={() => goTo('change')}>{passphraseWords.change}</Button>
            <Button onPress={() => goTo('remove')}>{passphraseWords.remove}</Button>
          </div>
        </Match>
      </Switch>
      <p role="status" class="row">
        <Show when={done()}>
          <Icon name="check" />
          <span>{done()}</span>
        </Show>
      </p>
    </div>
  )
}

const LockNow = (props: { readonly hasPassphrase: boolean }) => {
  const lock = createCommand('account.lock')
  return (
    <div class="section">
      <h2>{passphraseWords.lockTitle}</h2>
      <p>{props.hasPassphrase ? passphraseWords.lockWith : passphraseWords.lockWithout}</p>
      <div class="row">
        <Button
          icon="lock"
          busy={lock.pending() && passphraseWords.locking}
          onPress={() => void lock.run({})}
        >
          {passphraseWords.lock}
        </Button>
      </div>
      <ErrorWords error={lock.error() ?? null} />
    </div>
  )
}
