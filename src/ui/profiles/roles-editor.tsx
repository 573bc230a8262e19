import { createMemo, createSignal, Index, Show } from 'solid-js'
import type { Role } from '../../core/api.ts'
import { Combobox, ErrorWords, Field } from '../components/index.ts'
import type { Draft } from '../primitives/index.ts'
import { rolesEditor, savedWords } from '../strings/profiles.ts'
import { roleText } from '../strings/roles.ts'
import { chooseIn, rolesFromText, rolesToText } from './field-drafts.ts'
import { RoleItem, type RoleTool } from './role-item.tsx'
import { roleFromText, roleSuggestions, withoutRoleAt, withRole, withRoleMoved } from './role-list.ts'
import styles from './roles-editor.module.css'

/** Roles in their order, moved and removed by buttons, and one field that adds more. */
export const RolesEditor = (props: { readonly draft: Draft }) => {
  const roles = createMemo(() => rolesFromText(props.draft.text()))
  const [typed, setTyped] = createSignal('')
  const [announcement, setAnnouncement] = createSignal('')
  let list: HTMLOListElement | undefined
  let input: HTMLInputElement | undefined

  const change = (next: readonly Role[], said: string): void => {
    chooseIn(props.draft, rolesToText(next))
    setAnnouncement(said)
  }
  const focusTool = (at: number, tool: RoleTool): void => {
    const button = list?.children[at]?.querySelector<HTMLElement>(`[data-tool="${tool}"]`)
    ;(button ?? input)?.focus()
  }
  const add = (role: Role | null): void => {
    if (role === null) return
    setTyped('')
    change(withRole(roles(), role), rolesEditor.added(roleText(role)))
  }
  const move = (at: number, by: -1 | 1): void => {
    const role = roles()[at]
    const moved = withRoleMoved(roles(), at, by)
    if (role === undefined || moved === roles()) return
    change(moved, rolesEditor.moved(roleText(role), at + by + 1, moved.length))
    focusTool(at + by, by === -1 ? 'up' : 'down')
  }
  const remove = (at: number): void => {
    const role = roles()[at]
    if (role === undefined) return
    change(withoutRoleAt(roles(), at), rolesEditor.removed(roleText(role)))
    focusTool(Math.min(at, roles().length - 1), 'remove')
  }

  return (
    <section class={styles['editor']} aria-label={rolesEditor.legend}>
      <Show when={roles().length > 0}>
        <ol ref={found => (list = found)} class={styles['chosen']} aria-label={rolesEditor.chosen}>
          <Index each={roles()}>
            {(role, at) => (
              <RoleItem
                words={roleText(role())}
                isFirst={at === 0}
                isLast={at === roles().length - 1}
                onMove={by => move(at, by)}
                onRemove={() => remove(at)}
              />
            )}
          </Index>
        </ol>
      </Show>
      <Field label={rolesEditor.label} hint={rolesEditor.hint} status={savedWords[props.draft.state()]}>
        {wiring => (
          <Combobox
            ref={found => (input = found)}
            id={wiring.id}
            describedBy={wiring.describedBy()}
            value={typed()}
            listLabel={rolesEditor.suggestions}
            suggestions={roleSuggestions(typed(), roles())}
            onInput={setTyped}
            onChoose={suggestion => add(roleFromText(suggestion.value))}
            onEnter={() => add(roleFromText(typed()))}
          />
        )}
      </Field>
      <ErrorWords error={props.draft.error() ?? null} />
      <p class="visually-hidden" role="status">
        {announcement()}
      </p>
    </section>
  )
}
