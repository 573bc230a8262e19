/** The words of works that hang on this device, made anew only for albums that changed. */
import { createSlots } from '../../../search/slots.ts'
import { createWordIndex, type MatchCosts, notThere } from '../../../search/word-index.ts'
import { keptWords, wordsAsked } from '../../../search/words.ts'
import type { DiscoverRow } from '../../api.ts'
import type { ArtistAlbum } from '../../galleries/rows.ts'
import type { WorkContent } from '../../galleries/work-format.ts'
import { countTags } from './tag-counts.ts'

export interface Candidate extends ArtistAlbum {
  readonly work: WorkContent
}

export interface WorkIndex {
  /** What hangs now. */
  hang(albums: readonly ArtistAlbum[]): void
  all(): readonly Candidate[]
  /** Those with every word of it in their titles, tags, medium, album or artist's name; nearly, where nothing is spelled so. */
  find(text: string): readonly Candidate[]
  tagCounts(): ReadonlyMap<string, DiscoverRow['tags'][number]>
}

/** A work under the album it hangs in, with what was said of both when it was indexed. */
interface Hung {
  readonly id: string
  readonly work: WorkContent
  readonly words: readonly (readonly string[])[]
}

interface HungAlbum {
  readonly works: readonly WorkContent[]
  readonly artist: string
  readonly title: string
}

const anywhere: MatchCosts = {
  whole: [0, 0, 0, 0],
  beginning: [0, 0, 0, 0],
  oneWrong: [1, 1, 1, 1],
  twoWrong: [2, 2, 2, 2],
}

export const createWorkIndex = (): WorkIndex => {
  const slots = createSlots<Hung>()
  const words = createWordIndex()
  const albums = new Map<string, HungAlbum>()
  let candidates: (Candidate | null)[] = []
  let counts: ReturnType<WorkIndex['tagCounts']> | null = null

  const takeDown = (album: string, works: readonly WorkContent[]): void => {
    for (const work of works) {
      const known = slots.free(idIn(album, work))
      known?.thing.words.forEach((kept, field) => words.remove(known.slot, field, kept))
    }
  }
  const putUp = (album: string, { shown, artist }: ArtistAlbum): void => {
    for (const work of shown.works) {
      const hung = {
        id: idIn(album, work),
        work,
        words: wordsByField(work, artist, shown.content.texts.title),
      }
      const slot = slots.take(hung)
      hung.words.forEach((kept, field) => words.add(slot, field, kept))
    }
  }
  const having = (word: string): Uint8Array => {
    const costs = new Uint8Array(slots.end()).fill(notThere)
    words.match(word, anywhere, costs)
    if (costs.every(cost => cost === notThere)) words.matchNearly(word, anywhere, costs)
    return costs
  }
  const here = (): readonly Candidate[] => candidates.filter(one => one !== null)

  return {
    hang(shownAlbums) {
      const keyed = new Map(shownAlbums.map(one => [keyOf(one), one]))
      for (const [key, album] of albums) {
        const now = keyed.get(key)
        if (now !== undefined && isSame(album, now)) continue
        takeDown(key, album.works)
        albums.delete(key)
        counts = null
      }
      for (const [key, one] of keyed) {
        if (albums.has(key)) continue
        putUp(key, one)
        const { shown, artist } = one
        albums.set(key, { works: shown.works, artist, title: shown.content.texts.title })
        counts = null
      }
      candidates = Array.from({ length: slots.end() }, () => null)
      for (const [key, one] of keyed) {
        for (const work of one.shown.works) {
          const slot = slots.of(idIn(key, work))?.slot
          if (slot !== undefined) candidates[slot] = { ...one, work }
        }
      }
    },
    all: here,
    find(text) {
      const costs = wordsAsked(text).map(having)
      return candidates.filter(
        (one, slot): one is Candidate => one !== null && costs.every(cost => cost[slot] !== notThere),
      )
    },
    tagCounts: () => (counts ??= countTags(here().map(({ work }) => work.tags))),
  }
}

const keyOf = ({ shown: { album } }: ArtistAlbum): string => `${album.account}/${album.id}`

const idIn = (album: string, work: WorkContent): string => `${album}/${work.id}`

const isSame = (before: HungAlbum, { shown, artist }: ArtistAlbum): boolean =>
  before.artist === artist &&
  before.title === shown.content.texts.title &&
  before.works.length === shown.works.length &&
  before.works.every((work, at) => work === shown.works[at])

const wordsByField = ({ texts, tags }: WorkContent, artist: string, album: string): Hung['words'] => [
  keptWords(`${texts.title}\n${texts.fullTitle}`),
  keptWords(tags.join('\n')),
  keptWords(texts.medium),
  keptWords(`${artist}\n${album}`),
]
