/** What is said once for many works, and the edits it means. Pure. */
import { licenceIds, workAvailabilities } from '../../../core/api.ts'
import type { LicenceId, WorkAvailability, WorkEdit } from '../../../core/api.ts'

/** Empty, or null, leaves a field as it is on each work. */
export interface SharedFields {
  readonly year: string
  readonly medium: string
  readonly licence: LicenceId | null
  readonly noAi: boolean | null
  readonly availability: WorkAvailability | null
  /** As typed, with commas. */
  readonly tags: string
  readonly credit: { readonly id: string; readonly name: string; readonly role: string }
}

export const noSharedFields = (creditId: string): SharedFields => ({
  year: '',
  medium: '',
  licence: null,
  noAi: null,
  availability: null,
  tags: '',
  credit: { id: creditId, name: '', role: '' },
})

export const tagsFrom = (typed: string): readonly string[] => {
  const tags = typed.split(/[,，、;\n]/u).map(tag => tag.replace(/\s+/gu, ' ').replace(/^ ?#+/u, '').trim())
  return [...new Set(tags.filter(tag => tag !== ''))]
}

export const editsFrom = (fields: SharedFields): readonly WorkEdit[] => {
  const { year, medium, licence, noAi, availability, tags, credit } = fields
  return [
    ...(year.trim() === '' ? [] : [{ field: 'year', value: year } as const]),
    ...(medium.trim() === '' ? [] : [{ field: 'medium', value: medium } as const]),
    ...(licence === null ? [] : [{ field: 'licence', value: licence } as const]),
    ...(noAi === null ? [] : [{ field: 'noAi', value: noAi } as const]),
    ...(availability === null ? [] : [{ field: 'availability', value: availability } as const]),
    ...tagsFrom(tags).map(value => ({ field: 'tag-added', value }) as const),
    ...(credit.name.trim() === '' ? [] : [{ field: 'credit', value: { ...credit, account: null } } as const]),
  ]
}

/** What a change of what is said for all means to works that had the old: only the difference, emptied fields too. */
export const editsBetween = (before: SharedFields, after: SharedFields): readonly WorkEdit[] => {
  const had = editsFrom(before).map(edit => JSON.stringify(edit))
  const added = editsFrom(after).filter(edit => !had.includes(JSON.stringify(edit)))
  const tagsLeft = tagsFrom(after.tags)
  return [
    ...added,
    ...tagsFrom(before.tags)
      .filter(tag => !tagsLeft.includes(tag))
      .map(value => ({ field: 'tag-removed', value }) as const),
    ...(['year', 'medium'] as const)
      .filter(field => before[field].trim() !== '' && after[field].trim() === '')
      .map(field => ({ field, value: '' }) as const),
    ...(before.credit.name.trim() !== '' && after.credit.name.trim() === ''
      ? [{ field: 'credit-removed', id: before.credit.id } as const]
      : []),
  ]
}

export const sharedFieldsToText = (fields: SharedFields): string => JSON.stringify(fields)

/** What a reload brought back; anything unknown in it counts as not said. */
export const sharedFieldsFromText = (text: string, creditId: string): SharedFields => {
  const parsed = parseJson(text)
  const none = noSharedFields(creditId)
  if (!isRecord(parsed)) return none
  const credit = isRecord(parsed['credit']) ? parsed['credit'] : {}
  return {
    year: textOf(parsed['year']),
    medium: textOf(parsed['medium']),
    licence: licenceIds.find(id => id === parsed['licence']) ?? null,
    noAi: typeof parsed['noAi'] === 'boolean' ? parsed['noAi'] : null,
    availability: workAvailabilities.find(one => one === parsed['availability']) ?? null,
    tags: textOf(parsed['tags']),
    credit: {
      id: textOf(credit['id']) || creditId,
      name: textOf(credit['name']),
      role: textOf(credit['role']),
    },
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
