import { createEffect, createSignal, For, on, onCleanup, Show } from 'solid-js'
import { Field } from '../components/field.tsx'
import { useCore } from '../primitives/core-context.ts'
import { coreErrorWords, oneSentence } from '../strings/errors.ts'
import { onboardingStrings as words } from '../strings/onboarding.ts'
import { countWords, withWordAt, wordAt } from './recovery-text.ts'

interface WordsFieldProps {
  readonly value: string
  readonly onInput: (text: string) => void
  readonly error?: string | undefined
}

/** Twelve words in one box: typed with suggestions for the word at the caret, or pasted whole. */
export const WordsField = (props: WordsFieldProps) => {
  let area: HTMLTextAreaElement | undefined
  const [caret, setCaret] = createSignal(0)
  const current = () => wordAt(props.value, caret())
  const suggestions = createSuggestions(() => current()?.word ?? '')
  const wrong = createWrongWords(
    () => props.value,
    () => current()?.position ?? null,
  )

  const follow = (): void => void setCaret(area?.selectionStart ?? 0)
  const choose = (word: string): void => {
    const next = withWordAt(props.value, caret(), word)
    props.onInput(next.text)
    setCaret(next.caret)
    area?.focus()
    area?.setSelectionRange(next.caret, next.caret)
  }

  return (
    <div class="stack stack-close">
      <Field
        label={words.words}
        hint={words.wordsHint}
        status={words.wordsFilled(countWords(props.value))}
        error={props.error ?? wrong()}
      >
        {wiring => (
          <textarea
            ref={found => (area = found)}
            class="input words-input"
            id={wiring.id}
            rows={3}
            dir="ltr"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            value={props.value}
            aria-describedby={wiring.describedBy()}
            aria-invalid={wiring.invalid()}
            onInput={event => {
              props.onInput(event.currentTarget.value)
              follow()
            }}
            onKeyUp={follow}
            onClick={follow}
            onBlur={() => setCaret(-1)}
          />
        )}
      </Field>
      <Show when={suggestions().length > 0}>
        <div class="suggestions" role="group" aria-label={words.suggestionsNow}>
          <For each={suggestions()}>
            {word => (
              <button
                class="suggestion"
                type="button"
                onPointerDown={event => event.preventDefault()}
                onClick={() => choose(word)}
              >
                {word}
              </button>
            )}
          </For>
        </div>
      </Show>
    </div>
  )
}

/** Words that the one being typed may become; none once it is one. */
const createSuggestions = (typed: () => string): (() => readonly string[]) => {
  const core = useCore()
  const [found, setFound] = createSignal<readonly string[]>([])
  createEffect(
    on(typed, prefix => {
      let isStale = false
      onCleanup(() => (isStale = true))
      if (prefix === '') return void setFound([])
      void core.run({ type: 'recovery.suggest', prefix }).then(result => {
        if (isStale || !result.ok) return
        setFound(result.value.words.filter(word => word !== prefix.toLowerCase()))
      })
    }),
  )
  return found
}

/** Which words are none, said a moment after typing stops; the one being typed is given its time. */
const createWrongWords = (
  text: () => string,
  beingTyped: () => number | null,
): (() => string | undefined) => {
  const core = useCore()
  const [unknown, setUnknown] = createSignal<readonly number[]>([])
  createEffect(
    on(text, typed => {
      let isStale = false
      const timer = setTimeout(() => {
        void core.run({ type: 'recovery.check', words: typed }).then(result => {
          if (isStale) return
          setUnknown(!result.ok && result.error.type === 'words-unknown' ? result.error.positions : [])
        })
      }, 500)
      onCleanup(() => {
        isStale = true
        clearTimeout(timer)
      })
    }),
  )
  return () => {
    const positions = unknown().filter(position => position !== beingTyped())
    if (positions.length === 0) return undefined
    return oneSentence(coreErrorWords({ type: 'words-unknown', positions }))
  }
}
