import { createEffect, createUniqueId, For, type JSX, on, Show } from 'solid-js'
import type { Role } from '../../core/api.ts'
import { rolesEditor } from '../strings/profiles.ts'
import { createRolePicker } from './create-role-picker.ts'
import styles from './role-combobox.module.css'

interface RoleComboboxProps {
  readonly id: string
  readonly describedBy: string
  readonly roles: readonly Role[]
  onChoose(role: Role): void
}

/** A text field with the list of roles that fit; arrows, Enter and Escape work it without a pointer. */
export const RoleCombobox = (props: RoleComboboxProps): JSX.Element => {
  const list = createUniqueId()
  const picker = createRolePicker(
    () => props.roles,
    role => props.onChoose(role),
  )
  const optionId = (at: number): string => `${list}-${at}`
  let input: HTMLInputElement | undefined
  createEffect(
    on(picker.active, at => {
      if (at !== -1) document.getElementById(optionId(at))?.scrollIntoView({ block: 'nearest' })
    }),
  )

  return (
    <div class={styles['box']} onFocusOut={event => leavesBox(event) && picker.close()}>
      <div class={styles['field']}>
        <input
          ref={element => (input = element)}
          id={props.id}
          role="combobox"
          autocomplete="off"
          dir="auto"
          maxLength={80}
          aria-autocomplete="list"
          aria-expanded={picker.isOpen() ? 'true' : 'false'}
          aria-controls={list}
          aria-describedby={props.describedBy}
          aria-activedescendant={picker.active() === -1 ? undefined : optionId(picker.active())}
          value={picker.text()}
          onInput={event => picker.type(event.currentTarget.value)}
          onKeyDown={event => {
            if (!event.isComposing && picker.press(event.key)) event.preventDefault()
          }}
        />
        <button
          type="button"
          class={styles['open']}
          tabIndex={-1}
          aria-label={rolesEditor.show}
          aria-expanded={picker.isOpen() ? 'true' : 'false'}
          aria-controls={list}
          onClick={() => {
            picker.toggle()
            input?.focus()
          }}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M3 6l5 5 5-5" />
          </svg>
        </button>
      </div>
      <ul
        id={list}
        role="listbox"
        class={styles['list']}
        aria-label={rolesEditor.suggestions}
        hidden={!picker.isOpen() || picker.options().length === 0}
        onMouseDown={event => event.preventDefault()}
      >
        <Show when={picker.isOpen()}>
          <For each={picker.options()}>
            {(option, at) => (
              <li
                id={optionId(at())}
                role="option"
                dir="auto"
                aria-selected={picker.active() === at() ? 'true' : 'false'}
                onClick={() => picker.choose(option.role)}
              >
                {option.words}
              </li>
            )}
          </For>
        </Show>
      </ul>
    </div>
  )
}

const leavesBox = (event: FocusEvent & { readonly currentTarget: HTMLElement }): boolean =>
  !(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))
