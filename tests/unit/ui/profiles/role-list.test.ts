import { describe, expect, it } from 'vitest'
import { knownRoleIds, type Role } from '../../../../src/core/api.ts'
import {
  roleFromText,
  roleSuggestions,
  suggestRoles,
  withoutRoleAt,
  withRole,
  withRoleMoved,
} from '../../../../src/ui/profiles/role-list.ts'
import { roleNames, roleText } from '../../../../src/ui/strings/roles.ts'

const gaffer: Role = { kind: 'known', id: 'gaffer' }
const grip: Role = { kind: 'known', id: 'grip' }
const neon: Role = { kind: 'custom', text: 'Neon bender' }

describe('roles', () => {
  it('each have their own words', () => {
    const words = knownRoleIds.map(id => roleNames[id])
    expect(new Set(words).size).toBe(knownRoleIds.length)
  })

  it('of a newer version are shown by their id', () => {
    expect(roleText({ kind: 'known', id: 'foley-artist' })).toBe('Foley artist')
    expect(roleText({ kind: 'known', id: 'constructor' })).toBe('Constructor')
  })

  it('are recognised however they are typed', () => {
    for (const typed of ['gaffer', ' GAFFER ', 'gaffér']) expect(roleFromText(typed)).toEqual(gaffer)
    expect(roleFromText('make up artist')).toEqual({ kind: 'known', id: 'make-up-artist' })
    expect(roleFromText(' Neon bender ')).toEqual(neon)
    expect(roleFromText(' \u{200b} ')).toBeNull()
  })
})

describe('suggestions', () => {
  const words = (text: string, chosen: readonly Role[] = []) => suggestRoles(text, chosen).map(roleText)

  it('begin with roles that begin with the words', () => {
    expect(words('pro')).toEqual(['Producer', 'Production designer', 'Production manager', 'Props maker'])
    expect(words('op')).toEqual(['Boom operator', 'Camera operator', 'Drone operator'])
    expect(words('artist')[0]).toBe('Artist')
  })

  it('leave out what is chosen, also in own words', () => {
    expect(words('ga', [{ kind: 'custom', text: 'GAFFER' }])).toEqual([])
  })

  it('are everything when nothing is typed, and nothing when nothing fits', () => {
    expect(words('')).toHaveLength(knownRoleIds.length)
    expect(words('zzz')).toEqual([])
  })
})

describe('own words', () => {
  const last = (text: string, chosen: readonly Role[] = []) => roleSuggestions(text, chosen).at(-1)?.label

  it('are offered last, after what fits', () => {
    expect(roleSuggestions('edit', []).map(({ value }) => value)).toEqual(['Editor', 'edit'])
    expect(last('edit')).toBe('Add “edit” in your own words')
  })

  it('are not offered when they are a known role or chosen already', () => {
    expect(last('EDITOR')).toBe('Editor')
    expect(last('neon BENDER', [neon])).toBeUndefined()
    expect(last('  ')).toBe('Writer')
  })
})

describe('a list of roles', () => {
  const roles = [gaffer, grip, neon]

  it('takes a role once', () => {
    expect(withRole(roles, { kind: 'custom', text: 'grip' })).toBe(roles)
    expect(withRole([gaffer], neon)).toEqual([gaffer, neon])
  })

  it('moves a role one place and stays as it is at the ends', () => {
    expect(withRoleMoved(roles, 2, -1)).toEqual([gaffer, neon, grip])
    expect(withRoleMoved(roles, 0, 1)).toEqual([grip, gaffer, neon])
    expect(withRoleMoved(roles, 0, -1)).toBe(roles)
    expect(withRoleMoved(roles, 2, 1)).toBe(roles)
  })

  it('loses one role and keeps the rest in order', () => {
    expect(withoutRoleAt(roles, 1)).toEqual([gaffer, neon])
  })
})
