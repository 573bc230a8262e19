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
  const ask = async (prefix: string, isStale: () => boolean): Promise<void> => {
    const result = await core.run({ type: 'recovery.suggest', prefix })
    if (isStale() || !result.ok) return
    setFound(result.value.words.filter(word => word !== prefix.toLowerCase()))
  }
  createEffect(
    on(typed, prefix => {
      let stale = false
      onCleanup(() => (stale = true))
      if (prefix === '') setFound([])
      else void ask(prefix, () => stale)
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
  const check = async (typed: string, isStale: () => boolean): Promise<void> => {
    const result = await core.run({ type: 'recovery.check', words: typed })
    if (isStale()) return
    setUnknown(!result.ok && result.error.type === 'words-unknown' ? result.error.positions : [])
  }
  createEffect(
    on(text, typed => {
      let stale = false
      const timer = setTimeout(() => void check(typed, () => stale), 500)
      onCleanup(() => {
        stale = true
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
