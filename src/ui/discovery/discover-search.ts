/** What Discover asks of the core, as it stands in the address. Pure. */
import { knownRoleIds, searchLimit, type QueryOf, type WorkSort } from '../../core/api.ts'

export type DiscoverPart = 'works' | 'people' | 'all'
export type WorksQuery = Omit<QueryOf<'discover'>, 'type'>
export type PeopleQuery = Omit<QueryOf<'find-people'>, 'type'>

export const parts = ['works', 'people', 'all'] as const satisfies readonly DiscoverPart[]
export const sorts = ['new', 'old', 'title', 'appreciated'] as const satisfies readonly WorkSort[]

/** Pages of the relay's answer that an address may ask for at once. */
const mostPages = 10

/** Parameters of the address. `relay`: how many pages of the relay's answer were asked for. */
export interface DiscoverParams {
  readonly part?: string | readonly string[] | undefined
  readonly q?: string | readonly string[] | undefined
  readonly tag?: string | readonly string[] | undefined
  readonly sort?: string | readonly string[] | undefined
  readonly role?: string | readonly string[] | undefined
  readonly place?: string | readonly string[] | undefined
  readonly relay?: string | readonly string[] | undefined
}

export const partOf = (params: DiscoverParams): DiscoverPart => {
  const part = textOf(params.part)
  return parts.find(known => known === part) ?? 'works'
}

/** Unknown or missing parameters fall back to everything, newest first. */
export const worksQueryOf = (params: DiscoverParams): WorksQuery => {
  const sort = textOf(params.sort)
  return {
    sort: sorts.find(known => known === sort) ?? 'new',
    tag: textOf(params.tag),
    text: textOf(params.q),
  }
}

export const peopleQueryOf = (params: DiscoverParams): PeopleQuery => {
  const role = textOf(params.role)
  return {
    text: textOf(params.q),
    role: knownRoleIds.find(known => known === role) ?? '',
    place: textOf(params.place),
  }
}

/** 0: the relay was not asked. */
export const relayPagesOf = (params: DiscoverParams): number => {
  const pages = Number(textOf(params.relay))
  return Number.isInteger(pages) && pages > 0 ? Math.min(pages, mostPages) : 0
}

export const canAskMore = (pages: number): boolean => pages < mostPages

/** As much of it as is searched for, never half of a sign. */
export const searchable = (text: string): string => {
  if (text.length <= searchLimit) return text
  const cut = text.slice(0, searchLimit)
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut
}

const textOf = (value: string | readonly string[] | undefined): string =>
  searchable(typeof value === 'string' ? value : (value?.[0] ?? ''))

export const isNarrowed = (query: WorksQuery): boolean => query.tag !== '' || query.text.trim() !== ''

export const isLookingFor = (query: PeopleQuery): boolean =>
  query.text.trim() !== '' || query.role !== '' || query.place.trim() !== ''

export const isSameSearch = (one: PeopleQuery, other: PeopleQuery): boolean =>
  one.text === other.text && one.role === other.role && one.place === other.place

/** The address of a part that looks for the same. */
export const discoverPath = (part: DiscoverPart, wanted: Partial<PeopleQuery & WorksQuery> = {}): string => {
  const params = new URLSearchParams()
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined && value.trim() !== '') params.set(name, searchable(value))
  }
  add('part', part === 'works' ? undefined : part)
  add('q', wanted.text)
  add('tag', wanted.tag)
  add('sort', wanted.sort === 'new' ? undefined : wanted.sort)
  add('role', wanted.role)
  add('place', wanted.place)
  const search = params.toString()
  return search === '' ? '/discover' : `/discover?${search}`
}
