/** What Discover asks of the core, as it stands in the address. Pure. */
import type { QueryOf } from '../../core/api.ts'

export type DiscoverQuery = Omit<QueryOf<'discover'>, 'type'>
export type DiscoverSort = DiscoverQuery['sort']

export const sorts = ['new', 'old', 'title'] as const satisfies readonly DiscoverSort[]

const maxChars = 200

interface Params {
  readonly q?: string | readonly string[] | undefined
  readonly tag?: string | readonly string[] | undefined
  readonly sort?: string | readonly string[] | undefined
}

/** Unknown or missing parameters fall back to everything, newest first. */
export const queryOf = (params: Params): DiscoverQuery => {
  const sort = textOf(params.sort)
  return {
    sort: sorts.find(known => known === sort) ?? 'new',
    tag: textOf(params.tag),
    text: textOf(params.q),
  }
}

const textOf = (value: string | readonly string[] | undefined): string => {
  const text = typeof value === 'string' ? value : (value?.[0] ?? '')
  return text.slice(0, maxChars)
}

export const isNarrowed = (query: DiscoverQuery): boolean => query.tag !== '' || query.text.trim() !== ''
