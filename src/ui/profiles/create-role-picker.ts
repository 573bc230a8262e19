import { createMemo, createSignal, type Accessor } from 'solid-js'
import type { Role } from '../../core/api.ts'
import { rolesEditor } from '../strings/profiles.ts'
import { roleText } from '../strings/roles.ts'
import { hasRole, roleFromText, suggestRoles } from './role-list.ts'

export interface RoleOption {
  readonly role: Role
  readonly words: string
}

export interface RolePicker {
  readonly text: Accessor<string>
  readonly isOpen: Accessor<boolean>
  readonly options: Accessor<readonly RoleOption[]>
  /** The option the arrow keys are on, or -1 while they are in the text. */
  readonly active: Accessor<number>
  type(text: string): void
  toggle(): void
  close(): void
  choose(role: Role): void
  /** Answers whether the key was meant for the list. */
  press(key: string): boolean
}

/** A list that follows what is typed and never chooses by itself. */
export const createRolePicker = (
  roles: Accessor<readonly Role[]>,
  onChoose: (role: Role) => void,
): RolePicker => {
  const [text, setText] = createSignal('')
  const [isOpen, setOpen] = createSignal(false)
  const [active, setActive] = createSignal(-1)
  const options = createMemo(() => optionsFor(text(), roles()))

  const show = (open: boolean): void => {
    setOpen(open)
    setActive(-1)
  }
  const choose = (role: Role): void => {
    setText('')
    show(false)
    onChoose(role)
  }
  const step = (by: 1 | -1): void => {
    const count = options().length
    setOpen(true)
    if (count === 0) return
    const from = active() === -1 && by === -1 ? count : active()
    setActive((from + by + count) % count)
  }
  const confirm = (): boolean => {
    const role = options()[active()]?.role ?? roleFromText(text())
    if (role === null) return isOpen()
    choose(role)
    return true
  }
  const escape = (): boolean => {
    if (!isOpen() && text() === '') return false
    if (isOpen()) show(false)
    else setText('')
    return true
  }

  return {
    text,
    isOpen,
    options,
    active,
    type: next => {
      setText(next)
      show(next.trim() !== '')
    },
    toggle: () => show(!isOpen()),
    close: () => show(false),
    choose,
    press: key => {
      switch (key) {
        case 'ArrowDown':
          step(1)
          return true
        case 'ArrowUp':
          step(-1)
          return true
        case 'Enter':
          return confirm()
        case 'Escape':
          return escape()
        default:
          return false
      }
    },
  }
}

/** What fits, and last what was typed as it is, unless that is one of them or chosen already. */
const optionsFor = (text: string, roles: readonly Role[]): readonly RoleOption[] => {
  const known = suggestRoles(text, roles).map(role => ({ role, words: roleText(role) }))
  const typed = roleFromText(text)
  if (typed === null || typed.kind === 'known' || hasRole(roles, typed)) return known
  return [...known, { role: typed, words: rolesEditor.own(roleText(typed)) }]
}
