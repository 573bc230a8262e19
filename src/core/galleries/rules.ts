/** What a person may put into albums and works, each rule by name. Pure. */
import { err, ok, type Result } from '../../base/result.ts'
import { parseAccountIdText } from '../account/account-id.ts'
import {
  type AlbumEdit,
  type CoreError,
  type Credit,
  type InputProblem,
  licenceIds,
  workAvailabilities,
  type WorkEdit,
} from '../api.ts'
import { isBlank, tidyText } from '../profiles/rules.ts'
import { albumTextChars, galleryLimits, workTextChars } from './limits.ts'
import { isWorkId, parseImageId } from './ids.ts'
import { tidyTag } from './tags.ts'

export const invalid = (field: string, reason: InputProblem): Result<never, CoreError> =>
  err({ type: 'invalid-input', field, reason })

/** https only, or nothing: a card is shown for it, and it is fetched when somebody asks. */
export const isWebAddress = (url: string): boolean =>
  url === '' || (URL.canParse(url) && new URL(url).protocol === 'https:')

/** An album without a visible name could not be chosen from a list. */
export const checkAlbumTitle = (title: string): Result<string, CoreError> => {
  const tidy = tidyText(title)
  if (isBlank(tidy)) return invalid('title', 'empty')
  return tidy.length > albumTextChars.title ? invalid('title', 'too-long') : ok(tidy)
}

/** The edit with its texts tidied, or what is wrong with it. */
export const checkAlbumEdit = (edit: AlbumEdit): Result<AlbumEdit, CoreError> => {
  switch (edit.field) {
    case 'title': {
      const title = checkAlbumTitle(edit.value)
      return title.ok ? ok({ field: 'title', value: title.value }) : title
    }
    case 'about':
    case 'role':
    case 'year':
    case 'collaborators':
    case 'video': {
      const value = tidyText(edit.value)
      if (value.length > albumTextChars[edit.field]) return invalid(edit.field, 'too-long')
      if (edit.field === 'video' && !isWebAddress(value)) return invalid('video', 'not-a-link')
      return ok({ field: edit.field, value })
    }
    case 'kind':
      return edit.value === 'album' || edit.value === 'project' ? ok(edit) : invalid('kind', 'unknown-value')
    case 'layout':
      return edit.value === 'wall' || edit.value === 'grid' ? ok(edit) : invalid('layout', 'unknown-value')
    case 'cover':
      return edit.value === null || isWorkId(edit.value) ? ok(edit) : invalid('cover', 'unknown-value')
  }
}

export const checkWorkEdit = (edit: WorkEdit): Result<WorkEdit, CoreError> => {
  switch (edit.field) {
    case 'title':
    case 'fullTitle':
    case 'statement':
    case 'year':
    case 'medium':
    case 'dimensions':
    case 'alt': {
      const value = tidyText(edit.value)
      return value.length > workTextChars[edit.field]
        ? invalid(edit.field, 'too-long')
        : ok({ field: edit.field, value })
    }
    case 'licence':
      return licenceIds.includes(edit.value) ? ok(edit) : invalid('licence', 'unknown-value')
    case 'availability':
      return workAvailabilities.includes(edit.value) ? ok(edit) : invalid('availability', 'unknown-value')
    case 'noAi':
      return typeof edit.value === 'boolean' ? ok(edit) : invalid('noAi', 'unknown-value')
    case 'tag-added':
    case 'tag-removed':
      return checkTag(edit)
    case 'credit':
      return checkCredit(edit.value)
    case 'credit-removed':
      return ok(edit)
    case 'focal':
      return edit.value === null || (isPart(edit.value.x) && isPart(edit.value.y))
        ? ok(edit)
        : invalid('focal', 'unknown-value')
    case 'version':
      return parseImageId(edit.value) === null ? invalid('version', 'unknown-value') : ok(edit)
  }
}

const isPart = (value: number): boolean => value >= 0 && value <= 1

const checkTag = (
  edit: Extract<WorkEdit, { field: 'tag-added' | 'tag-removed' }>,
): Result<WorkEdit, CoreError> => {
  const value = tidyTag(edit.value)
  if (isBlank(value)) return invalid('tag', 'empty')
  return value.length > galleryLimits.tagChars ? invalid('tag', 'too-long') : ok({ field: edit.field, value })
}

const checkCredit = (credit: Credit): Result<WorkEdit, CoreError> => {
  const name = tidyText(credit.name)
  const role = tidyText(credit.role)
  if (isBlank(name)) return invalid('credit', 'empty')
  if (Math.max(name.length, role.length) > galleryLimits.creditChars) return invalid('credit', 'too-long')
  if (!/^[\w-]{1,64}$/.test(credit.id)) return invalid('credit', 'unknown-value')
  if (credit.account !== null && parseAccountIdText(credit.account) === null)
    return invalid('credit', 'not-an-address')
  return ok({ field: 'credit', value: { id: credit.id, name, role, account: credit.account } })
}
