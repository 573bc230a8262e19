/** What a person may put into a profile, each rule by name. Pure. */
import type { AccentName, Availability, CoreError, InputProblem, ProfileEdit, Role } from '../api.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { profileLimits } from './limits.ts'

const invalid = (field: string, reason: InputProblem): Result<never, CoreError> =>
  err({ type: 'invalid-input', field, reason })

/** Only addresses that a person can follow: never javascript:, data: or file:. */
export const isPublicUrl = (url: string): boolean => {
  if (url.length > profileLimits.linkUrlChars || !URL.canParse(url)) return false
  return ['https:', 'http:', 'mailto:'].includes(new URL(url).protocol)
}

/** Half of an emoji, as a cut at a length leaves it, becomes U+FFFD; ends lose their white space. */
export const tidyText = (text: string): string => text.replace(/\p{Surrogate}/gu, '\u{fffd}').trim()

/** Something must be visible: not only spaces or invisible characters. */
export const isBlank = (text: string): boolean =>
  text.replace(/[\p{White_Space}\p{Default_Ignorable_Code_Point}]/gu, '') === ''

export const checkName = (name: string): Result<string, CoreError> => {
  const tidy = tidyText(name)
  if (isBlank(tidy)) return invalid('name', 'empty')
  return tidy.length > profileLimits.nameChars ? invalid('name', 'too-long') : ok(tidy)
}

/** The edit with its texts tidied, or what is wrong with it. */
export const checkEdit = (
  edit: ProfileEdit,
  known: {
    readonly accents: readonly AccentName[]
    readonly availabilities: readonly Availability[]
    readonly roleIds: readonly string[]
  },
): Result<ProfileEdit, CoreError> => {
  switch (edit.field) {
    case 'name': {
      const name = checkName(edit.value)
      return name.ok ? ok({ ...edit, value: name.value }) : name
    }
    case 'place': {
      const value = tidyText(edit.value)
      return value.length > profileLimits.placeChars ? invalid('place', 'too-long') : ok({ ...edit, value })
    }
    case 'bio': {
      const value = edit.value.replace(/\p{Surrogate}/gu, '\u{fffd}')
      return value.length > profileLimits.bioChars ? invalid('bio', 'too-long') : ok({ ...edit, value })
    }
    case 'availability':
      return known.availabilities.includes(edit.value) ? ok(edit) : invalid('availability', 'unknown-value')
    case 'accent':
      return known.accents.includes(edit.value) ? ok(edit) : invalid('accent', 'unknown-value')
    case 'roles':
      return checkRoles(edit.value, known.roleIds)
    case 'link':
      return checkLink(edit)
    case 'link-removed':
      return ok(edit)
  }
}

const checkRoles = (roles: readonly Role[], ids: readonly string[]): Result<ProfileEdit, CoreError> => {
  if (roles.length > profileLimits.roles) return invalid('roles', 'too-many')
  const value: Role[] = []
  for (const role of roles) {
    if (role.kind === 'known') {
      if (!ids.includes(role.id)) return invalid('roles', 'unknown-value')
      value.push(role)
      continue
    }
    const text = tidyText(role.text)
    if (isBlank(text)) return invalid('roles', 'empty')
    if (text.length > profileLimits.roleChars) return invalid('roles', 'too-long')
    value.push({ kind: 'custom', text })
  }
  return ok({ field: 'roles', value })
}

const checkLink = (edit: Extract<ProfileEdit, { field: 'link' }>): Result<ProfileEdit, CoreError> => {
  const label = tidyText(edit.value.label)
  const url = tidyText(edit.value.url)
  if (label.length > profileLimits.linkLabelChars) return invalid('link', 'too-long')
  if (!isPublicUrl(url) || edit.value.id === '' || edit.value.id.length > 64)
    return invalid('link', 'not-a-link')
  return ok({ field: 'link', value: { id: edit.value.id, label, url } })
}
