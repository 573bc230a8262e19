import { createRoot, createSignal } from 'solid-js'
import { expect, it } from 'vitest'
import type { Role } from '../../../../src/core/api.ts'
import { createRolePicker } from '../../../../src/ui/profiles/create-role-picker.ts'
import { withRole } from '../../../../src/ui/profiles/role-list.ts'

const withPicker = (use: (picker: ReturnType<typeof createRolePicker>, roles: () => readonly Role[]) => void) =>
  createRoot(dispose => {
    const [roles, setRoles] = createSignal<readonly Role[]>([])
    use(
      createRolePicker(roles, role => setRoles(before => withRole(before, role))),
      roles,
    )
    dispose()
  })

it('adds the option the arrows are on and then forgets what was typed', () => {
  withPicker((picker, roles) => {
    picker.type('ga')
    expect(picker.isOpen()).toBe(true)
    expect(picker.active()).toBe(-1)
    picker.press('ArrowDown')
    expect(picker.press('Enter')).toBe(true)
    expect(roles()).toEqual([{ kind: 'known', id: 'gaffer' }])
    expect([picker.text(), picker.isOpen()]).toEqual(['', false])
  })
})

it('adds own words as they are when no option was chosen', () => {
  withPicker((picker, roles) => {
    picker.type('ga')
    picker.press('Enter')
    expect(roles()).toEqual([{ kind: 'custom', text: 'ga' }])
  })
})

it('offers own words last, and only when they are not a known or a chosen role', () => {
  withPicker(picker => {
    const last = () => picker.options().at(-1)?.role
    picker.type('edit')
    expect(last()).toEqual({ kind: 'custom', text: 'edit' })
    picker.type('EDITOR')
    expect(last()).toEqual({ kind: 'known', id: 'editor' })
    picker.choose({ kind: 'custom', text: 'Neon' })
    picker.type('neon')
    expect(picker.options()).toEqual([])
  })
})

it('goes round with the arrows from either end', () => {
  withPicker(picker => {
    picker.type('props')
    expect(picker.options()).toHaveLength(2)
    picker.press('ArrowUp')
    expect(picker.active()).toBe(1)
    picker.press('ArrowDown')
    expect(picker.active()).toBe(0)
  })
})

it('leaves Enter and Escape to the page when there is nothing to do with them', () => {
  withPicker(picker => {
    expect([picker.press('Enter'), picker.press('Escape'), picker.press('a')]).toEqual([false, false, false])
    picker.type('gr')
    expect(picker.press('Escape')).toBe(true)
    expect([picker.isOpen(), picker.text()]).toEqual([false, 'gr'])
    expect(picker.press('Escape')).toBe(true)
    expect(picker.text()).toBe('')
  })
})
