import { untrack } from 'solid-js'
import type { Accessor } from 'solid-js'
import type { ProfileEdit, ProfileRow, Role } from '../../core/api.ts'
import { createCommand, createDraft, type Draft } from '../primitives/index.ts'

interface FieldOptions {
  readonly field: string
  readonly value: (row: ProfileRow) => string
  readonly toEdit: (text: string, basedOn: string) => ProfileEdit
}

/** A draft of one field of one's own profile; unsaved text is kept under the account it belongs to. */
export const createFieldDraft = (profile: Accessor<ProfileRow>, options: FieldOptions): Draft => {
  const edit = createCommand('profile.edit')
  return createDraft({
    key: `${untrack(profile).account}.${options.field}`,
    value: () => options.value(profile()),
    save: (text, basedOn) => edit.run({ edit: options.toEdit(text, basedOn) }),
  })
}

/** For what is chosen rather than typed: saved at once. */
export const chooseIn = (draft: Draft, value: string): void => {
  draft.input(value)
  draft.blur()
}

/** Roles as a draft's text, so that they are saved and kept like everything else. */
export const rolesToText = (roles: ProfileRow['roles']): string =>
  JSON.stringify(roles.map(role => (role.kind === 'known' ? { known: role.id } : { custom: role.text })))

export const rolesFromText = (text: string): readonly Role[] => {
  const parsed = parseJson(text)
  return Array.isArray(parsed) ? parsed.flatMap(toRole) : []
}

export interface LinkText {
  readonly label: string
  readonly url: string
}

export const linkToText = ({ label, url }: LinkText): string => JSON.stringify([label, url])

export const linkFromText = (text: string): LinkText => {
  const parsed = parseJson(text)
  if (!Array.isArray(parsed)) return { label: '', url: '' }
  const label: unknown = parsed[0]
  const url: unknown = parsed[1]
  return { label: typeof label === 'string' ? label : '', url: typeof url === 'string' ? url : '' }
}

const toRole = (entry: unknown): readonly Role[] => {
  if (typeof entry !== 'object' || entry === null) return []
  if ('known' in entry && typeof entry.known === 'string') return [{ kind: 'known', id: entry.known }]
  return 'custom' in entry && typeof entry.custom === 'string' ? [{ kind: 'custom', text: entry.custom }] : []
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
