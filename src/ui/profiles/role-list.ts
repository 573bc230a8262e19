/** Choosing and ordering roles, as plain lists. Pure. */
import { knownRoleIds, type Role } from '../../core/api.ts'
import { rolesEditor } from '../strings/profiles.ts'
import { roleText } from '../strings/roles.ts'

/** For comparing what people type: without case, accents, hyphens or doubled spaces. */
const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replace(/[\s-]+/g, ' ')
    .trim()
    .toLowerCase()

const isSame = (a: Role, b: Role): boolean => folded(roleText(a)) === folded(roleText(b))

const hasRole = (roles: readonly Role[], role: Role): boolean => roles.some(one => isSame(one, role))

const knownRoles: readonly Role[] = knownRoleIds.map(id => ({ kind: 'known', id }))

/** The known role of exactly these words, or the words themselves; null when nothing is visible. */
export const roleFromText = (text: string): Role | null => {
  const words = text.replace(/\p{Default_Ignorable_Code_Point}/gu, '').trim()
  if (words === '') return null
  const custom: Role = { kind: 'custom', text: words }
  return knownRoles.find(role => isSame(role, custom)) ?? custom
}

/** Known roles not chosen yet that fit the words, those that begin with them first. */
export const suggestRoles = (text: string, chosen: readonly Role[]): readonly Role[] => {
  const query = folded(text)
  const free = knownRoles.filter(role => !hasRole(chosen, role))
  const begins = free.filter(role => folded(roleText(role)).startsWith(query))
  const contains = free.filter(
    role => !begins.includes(role) && ` ${folded(roleText(role))}`.includes(` ${query}`),
  )
  return [...begins, ...contains]
}

export const withRole = (roles: readonly Role[], role: Role): readonly Role[] =>
  hasRole(roles, role) ? roles : [...roles, role]

export const withoutRoleAt = (roles: readonly Role[], at: number): readonly Role[] =>
  roles.filter((_, i) => i !== at)

/** The role at `from`, moved one place up (-1) or down (1); unchanged at the ends. */
export const withRoleMoved = (roles: readonly Role[], from: number, by: -1 | 1): readonly Role[] => {
  const role = roles[from]
  const neighbour = roles[from + by]
  if (role === undefined || neighbour === undefined) return roles
  const moved = [...roles]
  moved[from] = neighbour
  moved[from + by] = role
  return moved
}

export interface RoleSuggestion {
  /** The role's words, which `roleFromText` turns back into it. */
  readonly value: string
  readonly label: string
}

/** Known roles that fit, and last what was typed as it is, unless that is one of them or chosen already. */
export const roleSuggestions = (text: string, chosen: readonly Role[]): readonly RoleSuggestion[] => {
  const known = suggestRoles(text, chosen).map(role => ({ value: roleText(role), label: roleText(role) }))
  const typed = roleFromText(text)
  if (typed === null || typed.kind === 'known' || hasRole(chosen, typed)) return known
  return [...known, { value: roleText(typed), label: rolesEditor.own(roleText(typed)) }]
}
