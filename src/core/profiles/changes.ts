/** One checked edit, written into a profile document. Pure but for the draft it is given. */
import { enc } from '../../protocol/codec/cbor.ts'
import type { ProfileEdit, Role } from '../api.ts'
import { type Draft, editSharedText, fixedText, rebaseText } from '../documents/index.ts'
import { type ProfileContent, roleField, type ShortField } from './schema.ts'

export const applyEdit = (draft: Draft, content: ProfileContent | null, edit: ProfileEdit): void => {
  switch (edit.field) {
    case 'name':
    case 'place':
    case 'availability':
    case 'accent':
      if (!isAlready(content, edit.field, edit.value)) draft[edit.field] = fixedText(edit.value)
      return
    case 'bio':
      editSharedText(draft, 'bio', rebaseText(edit.basedOn, edit.value, content?.bio ?? ''))
      return
    case 'roles':
      writeRoles(draft, content?.roles ?? [], edit.value)
      return
    case 'link': {
      const links = content?.links ?? []
      const known = links.findIndex(link => link.id === edit.value.id)
      const position = known === -1 ? links.length : known
      draft[`link:${edit.value.id}`] = enc([position, edit.value.label, edit.value.url])
      return
    }
    case 'link-removed':
      delete draft[`link:${edit.id}`]
  }
}

/** The same value written again settles a rivalry, and otherwise says nothing. */
const isAlready = (content: ProfileContent | null, field: ShortField, value: string): boolean =>
  content?.[field] === value && !content.rivals.some(rival => rival.field === field)

/** Touches only roles that came, went or moved, so that another device's additions stay. */
const writeRoles = (draft: Draft, before: readonly Role[], after: readonly Role[]): void => {
  const kept = new Set(after.map(roleField))
  for (const role of before) if (!kept.has(roleField(role))) delete draft[roleField(role)]
  for (const [position, role] of after.entries()) {
    const field = roleField(role)
    if (draft[field] !== position) draft[field] = position
  }
}
