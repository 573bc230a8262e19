import { createSignal, createUniqueId, For, Show } from 'solid-js'
import './combobox.css'

export interface Suggestion {
  readonly value: string
  readonly label: string
}

interface ComboboxProps {
  readonly id: string
  readonly value: string
  readonly suggestions: readonly Suggestion[]
  readonly listLabel: string
  readonly describedBy?: string | undefined
  readonly invalid?: 'true' | undefined
  readonly label?: string | undefined
  /** Codes: not spelled, not capitalised, left to right. */
  readonly verbatim?: boolean
  /** Show suggestions before anything is typed. */
  readonly opensEmpty?: boolean
  readonly ref?: (input: HTMLInputElement) => void
  readonly onInput: (value: string) => void
  readonly onChoose: (suggestion: Suggestion) => void
  readonly onEnter?: () => void
  readonly onPaste?: (text: string, event: ClipboardEvent) => void
}

/** A text box with suggestions: arrows choose, Enter takes, Escape closes. Typing anything stays allowed. */
export const Combobox = (props: ComboboxProps) => {
  const listId = createUniqueId()
  const [focused, setFocused] = createSignal(false)
  const [closed, setClosed] = createSignal(false)
  const [active, setActive] = createSignal(-1)
  const isOpen = (): boolean =>
    focused() &&
    !closed() &&
    props.suggestions.length > 0 &&
    (props.value !== '' || props.opensEmpty === true)
  const optionId = (index: number): string => `${listId}-${index}`

  const choose = (suggestion: Suggestion): void => {
    setActive(-1)
    setClosed(true)
    props.onChoose(suggestion)
  }
  const move = (step: number): void => {
    setClosed(false)
    const count = props.suggestions.length
    setActive(current => (current + step + count + (current < 0 && step < 0 ? 1 : 0)) % Math.max(1, count))
    document.getElementById(optionId(active()))?.scrollIntoView({ block: 'nearest' })
  }
  const enter = (): boolean => {
    const suggestion = isOpen() ? props.suggestions[active()] : undefined
    if (suggestion !== undefined) choose(suggestion)
    else if (props.onEnter !== undefined) props.onEnter()
    else return false
    return true
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return
    const handled = handleKey(event.key)
    if (handled) event.preventDefault()
  }
  const handleKey = (key: string): boolean => {
    if (key === 'ArrowDown') move(1)
    else if (key === 'ArrowUp') move(-1)
    else if (key === 'Enter') return enter()
    else if (key === 'Escape' && isOpen()) setClosed(true)
    else return false
    return true
  }

  return (
    <div class="combobox">
      <input
        ref={input => props.ref?.(input)}
        class="input"
        id={props.id}
        type="text"
        role="combobox"
        aria-label={props.label}
        aria-expanded={isOpen()}
        aria-controls={isOpen() ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={isOpen() && active() >= 0 ? optionId(active()) : undefined}
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid}
        autocomplete="off"
        autocapitalize={props.verbatim ? 'none' : undefined}
        spellcheck={props.verbatim ? false : undefined}
        dir={props.verbatim ? 'ltr' : 'auto'}
        value={props.value}
        onInput={event => {
          setActive(-1)
          setClosed(false)
          props.onInput(event.currentTarget.value)
        }}
        onPaste={event => props.onPaste?.(event.clipboardData?.getData('text') ?? '', event)}
        onFocus={() => {
          setFocused(true)
          setClosed(false)
        }}
        onBlur={() => setFocused(false)}
        onKeyDown={onKeyDown}
      />
      <Show when={isOpen()}>
        <ul class="combobox-list" role="listbox" id={listId} aria-label={props.listLabel}>
          <For each={props.suggestions}>
            {(suggestion, index) => (
              <li
                class="combobox-option"
                role="option"
                id={optionId(index())}
                aria-selected={index() === active()}
                onPointerDown={event => event.preventDefault()}
                onClick={() => choose(suggestion)}
              >
                {suggestion.label}
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  )
}
