import { createSignal, createUniqueId, For, type JSX, Show } from 'solid-js'
import type { Role } from '../../core/api.ts'
import { rolesEditor } from '../strings/profiles.ts'
import { roleText } from '../strings/roles.ts'
import { RoleCombobox } from './role-combobox.tsx'
import { withoutRoleAt, withRole, withRoleMoved } from './role-list.ts'
import styles from './roles-editor.module.css'

interface RolesEditorProps {
  readonly roles: readonly Role[]
  /** For the field that adds roles, so that links can lead to it. Static. */
  readonly inputId: string
  /** What stands below: whether they are saved, or what is wrong. */
  readonly status: JSX.Element
  onChange(roles: readonly Role[]): void
}

/** Roles in their order, moved and removed by buttons, and one field that adds more. */
export const RolesEditor = (props: RolesEditorProps): JSX.Element => {
  const hintId = createUniqueId()
  const [announcement, setAnnouncement] = createSignal('')
  let list: HTMLOListElement | undefined

  const change = (roles: readonly Role[], said: string): void => {
    setAnnouncement(said)
    props.onChange(roles)
  }
  const focusTool = (at: number, tool: string): void => {
    const button = list?.children[at]?.querySelector<HTMLElement>(`[data-tool="${tool}"]`)
    ;(button ?? document.getElementById(props.inputId))?.focus()
  }
  const add = (role: Role): void => change(withRole(props.roles, role), rolesEditor.added(roleText(role)))
  const move = (role: Role, at: number, by: -1 | 1): void => {
    const moved = withRoleMoved(props.roles, at, by)
    if (moved === props.roles) return
    change(moved, rolesEditor.moved(roleText(role), at + by + 1, moved.length))
    queueMicrotask(() => focusTool(at + by, by === -1 ? 'up' : 'down'))
  }
  const remove = (role: Role, at: number): void => {
    change(withoutRoleAt(props.roles, at), rolesEditor.removed(roleText(role)))
    queueMicrotask(() => focusTool(Math.min(at, props.roles.length - 1), 'remove'))
  }

  return (
    <fieldset class="stack">
      <legend class="label">{rolesEditor.legend}</legend>
      <Show when={props.roles.length > 0}>
        <ol ref={element => (list = element)} class={styles['chosen']} aria-label={rolesEditor.chosen}>
          <For each={props.roles}>
            {(role, at) => (
              <li>
                <span dir="auto">{roleText(role)}</span>
                <Tool
                  name={rolesEditor.moveUp(roleText(role))}
                  tool="up"
                  path="M3 10l5-5 5 5"
                  disabled={at() === 0}
                  onPress={() => move(role, at(), -1)}
                />
                <Tool
                  name={rolesEditor.moveDown(roleText(role))}
                  tool="down"
                  path="M3 6l5 5 5-5"
                  disabled={at() === props.roles.length - 1}
                  onPress={() => move(role, at(), 1)}
                />
                <Tool
                  name={rolesEditor.remove(roleText(role))}
                  tool="remove"
                  path="M4 4l8 8M12 4l-8 8"
                  disabled={false}
                  onPress={() => remove(role, at())}
                />
              </li>
            )}
          </For>
        </ol>
      </Show>
      <div class="stack stack-close">
        <label for={props.inputId}>{rolesEditor.label}</label>
        <p id={hintId} class="caption">
          {rolesEditor.hint}
        </p>
        <RoleCombobox id={props.inputId} describedBy={hintId} roles={props.roles} onChoose={add} />
      </div>
      {props.status}
      <p class="visually-hidden" aria-live="polite">
        {announcement()}
      </p>
    </fieldset>
  )
}

interface ToolProps {
  readonly name: string
  readonly tool: 'up' | 'down' | 'remove'
  readonly path: string
  readonly disabled: boolean
  onPress(): void
}

/** Stays focusable at the ends of the list, so that moving a role never drops the focus. */
const Tool = (props: ToolProps): JSX.Element => (
  <button
    type="button"
    class={styles['tool']}
    data-tool={props.tool}
    aria-label={props.name}
    title={props.name}
    aria-disabled={props.disabled ? 'true' : undefined}
    onClick={() => !props.disabled && props.onPress()}
  >
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d={props.path} />
    </svg>
  </button>
)
