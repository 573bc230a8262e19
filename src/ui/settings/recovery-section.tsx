import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { Button, ErrorWords, Notice } from '../components/index.ts'
import { createCommand, createRow } from '../primitives/index.ts'
import { recoveryWords } from '../strings/settings.ts'
import { focusFirst } from './focus-first.ts'
import styles from './recovery-section.module.css'
import { WordsProof } from './words-proof.tsx'

export const RecoverySection = () => {
  const session = createRow(() => ({ type: 'session' }))
  const recovery = (): 'proved' | 'unproved' | undefined => {
    const state = session()
    return state?.kind === 'open' ? state.recovery : undefined
  }
  return (
    <>
      <div class="stack">
        <p class="lead">{recoveryWords.what}</p>
        <p>{recoveryWords.who}</p>
      </div>
      <Switch>
        <Match when={recovery() === 'proved'}>
          <Notice icon="check">
            <strong>{recoveryWords.provedTitle}</strong>
            <p>{recoveryWords.proved}</p>
          </Notice>
        </Match>
        <Match when={recovery() === 'unproved'}>
          <Unproved />
        </Match>
      </Switch>
    </>
  )
}

type Step = 'hidden' | 'shown' | 'proof'

/** The words leave the page as soon as they are hidden, and before they are asked for. */
const Unproved = () => {
  const show = createCommand('recovery.show')
  const [step, setStep] = createSignal<Step>('hidden')
  const [words, setWords] = createSignal<readonly string[]>([])
  let steps: HTMLDivElement | undefined
  const reveal = async (): Promise<void> => {
    const shown = await show.run({})
    if (!shown.ok) return
    setWords(shown.value.words)
    setStep('shown')
    focusFirst(() => steps)
  }
  const goTo = (next: Step): void => {
    setWords([])
    setStep(next)
    focusFirst(() => steps)
  }
  return (
    <>
      <Notice icon="alert">
        <strong>{recoveryWords.unprovedTitle}</strong>
        <p>{recoveryWords.unproved}</p>
      </Notice>
      <div ref={found => (steps = found)}>
        <Switch>
          <Match when={step() === 'hidden'}>
            <div class="stack">
              <p>{recoveryWords.showText}</p>
              <div class="row">
                <Button
                  look="primary"
                  icon="eye"
                  busy={show.pending() && recoveryWords.opening}
                  onPress={() => void reveal()}
                >
                  {recoveryWords.show}
                </Button>
                <Button onPress={() => goTo('proof')}>{recoveryWords.prove}</Button>
              </div>
              <ErrorWords error={show.error() ?? null} />
            </div>
          </Match>
          <Match when={step() === 'shown'}>
            <div class="stack">
              <p tabindex="-1">{recoveryWords.write}</p>
              <WordList words={words()} />
              <div class="row">
                <Button look="primary" onPress={() => goTo('proof')}>
                  {recoveryWords.prove}
                </Button>
                <Button onPress={() => goTo('hidden')}>{recoveryWords.hide}</Button>
              </div>
            </div>
          </Match>
          <Match when={step() === 'proof'}>
            <WordsProof onCancel={() => goTo('hidden')} />
          </Match>
        </Switch>
      </div>
      <Show when={step() !== 'shown'}>
        <p class="caption">{recoveryWords.onlyHere}</p>
      </Show>
    </>
  )
}

const WordList = (props: { readonly words: readonly string[] }) => (
  <ol class={styles['words']} aria-label={recoveryWords.listLabel} translate="no" dir="ltr">
    <For each={props.words}>
      {(word, at) => (
        <li>
          <span class={styles['number']}>{at() + 1}</span>
          <span>{word}</span>
        </li>
      )}
    </For>
  </ol>
)
