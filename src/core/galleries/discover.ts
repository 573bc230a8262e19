/** Works of every album that is open on this device, narrowed and sorted. */
import { type DiscoverRow, discoverLimit, type FoundWork, type QueryOf } from '../api.ts'
import { type ArtistAlbum, tileOf } from './rows.ts'
import { tagKey, tidyTag } from './tags.ts'
import type { WorkContent } from './work-format.ts'

interface Candidate extends ArtistAlbum {
  readonly work: WorkContent
}

const maxTags = 60

/** Without accents and case. */
const foldText = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()

/** `search` remembers the folded words of works, which are many and change rarely. */
export const createDiscover = (): ((
  albums: readonly ArtistAlbum[],
  query: QueryOf<'discover'>,
) => DiscoverRow) => {
  const searchable = new WeakMap<WorkContent, string>()
  const wordsOf = (work: WorkContent): string => {
    const known = searchable.get(work)
    if (known !== undefined) return known
    const { title, fullTitle, medium } = work.texts
    const folded = foldText([title, fullTitle, medium, ...work.tags].join('\n'))
    searchable.set(work, folded)
    return folded
  }

  return (albums, { sort, tag, text }) => {
    const all = albums.flatMap(one => one.shown.works.map((work): Candidate => ({ ...one, work })))
    const wanted = foldText(text)
      .split(/\s+/u)
      .filter(word => word !== '')
    const wantedTag = tagKey(tidyTag(tag))
    const hereOf = new Map(
      albums.map(one => [one.shown, foldText(`${one.artist}\n${one.shown.content.texts.title}`)]),
    )
    const matches = ({ shown, work }: Candidate): boolean =>
      (wantedTag === '' || work.tags.some(one => tagKey(one) === wantedTag)) &&
      wanted.every(word => wordsOf(work).includes(word) || hereOf.get(shown)?.includes(word) === true)
    const found = all.filter(matches).toSorted(comparing(sort))
    return {
      works: found.slice(0, discoverLimit).map(foundWorkOf),
      found: found.length,
      tags: mostUsed(all),
      people: new Set(all.map(({ shown }) => shown.album.account)).size,
    }
  }
}

const foundWorkOf = ({ shown, artist, work }: Candidate): FoundWork => ({
  account: shown.album.account,
  artist,
  album: shown.album.id,
  year: work.texts.year,
  isOwn: shown.album.isOwn,
  tile: tileOf(shown, work),
})

const comparing = (sort: QueryOf<'discover'>['sort']): ((a: Candidate, b: Candidate) => number) => {
  const byId = (a: Candidate, b: Candidate): number => (a.work.id < b.work.id ? -1 : 1)
  if (sort === 'title') {
    const { compare } = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })
    return (a, b) => compare(a.work.texts.title, b.work.texts.title) || byId(a, b)
  }
  const direction = sort === 'new' ? -1 : 1
  return (a, b) => direction * (a.work.addedAtMs - b.work.addedAtMs) || byId(a, b)
}

/** A tag's most common spelling would cost more than it tells: the first one met stands for all. */
const mostUsed = (all: readonly Candidate[]): DiscoverRow['tags'] => {
  const counts = new Map<string, { tag: string; works: number }>()
  for (const { work } of all) {
    for (const tag of work.tags) {
      const known = counts.get(tagKey(tag))
      if (known === undefined) counts.set(tagKey(tag), { tag, works: 1 })
      else known.works++
    }
  }
  return [...counts.values()]
    .toSorted((a, b) => b.works - a.works || (a.tag < b.tag ? -1 : 1))
    .slice(0, maxTags)
}
