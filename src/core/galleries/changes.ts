/**
 * Checked edits as writes. Pure but for new ids: what is already so is not written again, unless that settles
 * a rivalry.
 */
import { parseAccountIdText } from '../account/account-id.ts'
import type { AlbumEdit, CoreError, Credit, WorkEdit } from '../api.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Value, Write } from './field-codec.ts'
import { galleryLimits } from './limits.ts'
import { invalid } from './rules.ts'
import type { AlbumContent } from './schema.ts'
import { tagKey } from './tags.ts'
import {
  creditToBytes,
  focalToBytes,
  readCredits,
  tagFields,
  type WorkContent,
  workField,
} from './work-format.ts'

/** What devices wrote to a field at the same time. */
type RivalsOf = (field: string) => readonly string[]

export const albumWrites = (content: AlbumContent, edit: AlbumEdit, rivalsOf: RivalsOf): Write[] => {
  if (edit.field === 'cover') return edit.value === content.cover ? [] : [['cover', edit.value]]
  const before =
    edit.field === 'kind' || edit.field === 'layout' ? content[edit.field] : content.texts[edit.field]
  return before === edit.value && rivalsOf(edit.field).length === 0 ? [] : [[edit.field, edit.value]]
}

type Outcome = Result<null, CoreError>
const done: Outcome = ok(null)

/** All edits of one work, in order; later ones see what earlier ones did. */
export const workWrites = (
  work: WorkContent,
  edits: readonly WorkEdit[],
  rivalsOf: RivalsOf,
  newId: () => string,
): Result<readonly Write[], CoreError> => {
  const writes = new Map<string, Value | null>()
  const after = new Map(work.fields)
  const put = (rest: string, value: Value | null): Outcome => {
    writes.set(workField(work.id, rest), value)
    if (value === null) after.delete(rest)
    else after.set(rest, value)
    return done
  }
  for (const edit of edits) {
    const planned = planEdit(work, edit, after, put, rivalsOf, newId)
    if (!planned.ok) return planned
  }
  return ok([...writes])
}

type Put = (rest: string, value: Value | null) => Outcome

const planEdit = (
  work: WorkContent,
  edit: WorkEdit,
  after: ReadonlyMap<string, Value>,
  put: Put,
  rivalsOf: RivalsOf,
  newId: () => string,
): Outcome => {
  switch (edit.field) {
    case 'licence':
    case 'noAi':
    case 'availability':
      return work[edit.field] === edit.value && !after.has(`:${edit.field}`)
        ? done
        : put(`:${edit.field}`, edit.value)
    case 'tag-added': {
      const tags = new Set(tagFields(after).map(([, tag]) => tagKey(tag)))
      if (tags.has(tagKey(edit.value))) return done
      return tags.size >= galleryLimits.tags ? invalid('tag', 'too-many') : put(`:t:${newId()}`, edit.value)
    }
    case 'tag-removed':
      for (const [rest, tag] of tagFields(after)) if (tagKey(tag) === tagKey(edit.value)) put(rest, null)
      return done
    case 'credit':
      return putCredit(after, edit.value, put)
    case 'credit-removed':
      return put(`:c:${edit.id}`, null)
    case 'focal':
      return put(':focal', edit.value === null ? null : focalToBytes(edit.value))
    case 'version':
      if (work.versions.every(({ id }) => id !== edit.value)) return err({ type: 'not-found', what: 'image' })
      return put(':version', edit.value)
    default: {
      const isSettled = rivalsOf(workField(work.id, `:${edit.field}`)).length === 0
      const isSame = (after.get(`:${edit.field}`) ?? work.texts[edit.field]) === edit.value
      return isSame && isSettled ? done : put(`:${edit.field}`, edit.value)
    }
  }
}

const putCredit = (after: ReadonlyMap<string, Value>, credit: Credit, put: Put): Outcome => {
  const credits = readCredits(after)
  const known = credits.find(one => one.credit.id === credit.id)
  if (known === undefined && credits.length >= galleryLimits.credits) return invalid('credit', 'too-many')
  const position = known?.position ?? (credits.at(-1)?.position ?? -1) + 1
  const account = credit.account === null ? null : parseAccountIdText(credit.account)
  return put(`:c:${credit.id}`, creditToBytes(position, credit, account))
}

/** Takes the work and all its fields out. */
export const removalOf = (work: WorkContent): Write[] =>
  [...work.fields.keys()].map(rest => [workField(work.id, rest), null])

/**
 * Out of the bin, with every field written anew: another device that takes the work out for good at the same
 * time does not win over that.
 */
export const restorationOf = (work: WorkContent): Write[] =>
  [...work.fields].flatMap(([rest, value]): Write[] => {
    const field = workField(work.id, rest)
    return rest === ':bin'
      ? [[field, null]]
      : [
          [field, null],
          [field, value],
        ]
  })
