/** Works of every album that is open on this device, narrowed and sorted. */
import { base64UrlToBytes } from '../../../base/bytes.ts'
import { type DiscoverRow, discoverLimit, type FoundWork, type QueryOf, type WorkSort } from '../../api.ts'
import { tileOf } from '../../galleries/rows.ts'
import type { CardBook } from '../cards/card-book.ts'
import type { DiscoveryDeps } from '../discovery-deps.ts'
import { blockedOf } from '../people/people-search.ts'
import { mostUsed } from './tag-counts.ts'
import { isUnder, pathKey } from './tag-paths.ts'
import { type Candidate, createWorkIndex } from './work-index.ts'

type Deps = Pick<DiscoveryDeps, 'galleries' | 'people' | 'journal'>

export const createFindWorks = (
  deps: Deps,
  cards: Pick<CardBook, 'indexing'>,
): ((query: QueryOf<'discover'>) => Promise<DiscoverRow>) => {
  const index = createWorkIndex()
  const appreciations = async (works: readonly Candidate[]): Promise<readonly number[]> =>
    (await deps.journal()?.appreciationsOf(
      works.map(({ shown, work }) => ({
        account: shown.album.owner,
        work: base64UrlToBytes(work.id) ?? noWork,
      })),
    )) ?? []

  const sorted = async (works: readonly Candidate[], sort: WorkSort): Promise<readonly Candidate[]> => {
    if (sort !== 'appreciated') return works.toSorted(comparing(sort))
    const counts = await appreciations(works)
    const counted = works.map((one, at) => ({ one, count: counts[at] ?? 0 }))
    const newest = comparing('new')
    return counted.toSorted((a, b) => b.count - a.count || newest(a.one, b.one)).map(({ one }) => one)
  }

  return async ({ sort, tag, text }) => {
    const blocked = blockedOf(deps)
    const albums = await deps.galleries.shownAlbums()
    index.hang(albums.filter(({ shown }) => !blocked.has(shown.album.account)))
    const wanted = pathKey(tag)
    const found = index.find(text).filter(({ work }) => wanted === '' || hasTag(work.tags, wanted))
    return {
      works: (await sorted(found, sort)).slice(0, discoverLimit).map(foundWorkOf),
      found: found.length,
      tags: mostUsed(index.tagCounts(), wanted),
      people: new Set(index.all().map(({ shown }) => shown.album.account)).size,
      indexing: cards.indexing(),
    }
  }
}

const noWork = new Uint8Array(16)

const hasTag = (tags: readonly string[], wanted: string): boolean =>
  tags.some(tag => isUnder(pathKey(tag), wanted))

const foundWorkOf = ({ shown, artist, work }: Candidate): FoundWork => ({
  account: shown.album.account,
  artist,
  album: shown.album.id,
  year: work.texts.year,
  isOwn: shown.album.isOwn,
  tile: tileOf(shown, work),
})

const comparing = (sort: Exclude<WorkSort, 'appreciated'>): ((a: Candidate, b: Candidate) => number) => {
  const byId = (a: Candidate, b: Candidate): number => (a.work.id < b.work.id ? -1 : 1)
  if (sort === 'title') {
    const { compare } = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })
    return (a, b) => compare(a.work.texts.title, b.work.texts.title) || byId(a, b)
  }
  const direction = sort === 'new' ? -1 : 1
  return (a, b) => direction * (a.work.addedAtMs - b.work.addedAtMs) || byId(a, b)
}
