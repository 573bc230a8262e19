import type { AlbumCard, AlbumRow, AlbumState, WorkRow, WorkTile } from '../../../../src/core/api.ts'
import { imageIdOf, longEdges, tileOf } from './pictures.ts'
import { numbersFrom } from './paint.ts'

export type SceneAlbum = Omit<AlbumRow, 'works' | 'cover' | 'tiles'> & { readonly hung: readonly WorkRow[] }

export interface Gallery {
  readonly albums: readonly SceneAlbum[]
  /** Albums that are not shown, and why. */
  readonly states: { readonly [Album in string]: AlbumState }
  /** What `image.load` answers for every third image. */
  readonly images: 'here' | 'offline' | 'altered'
}

export const own = 'q1w2e3r4t5y6u7i8o9p0a1s2d3f4g5h6j7k8l9z0x1c'
export const other = 'Zx1cV2bN3mA4sD5fG6hJ7kL8qW9eR0tY1uI2oP3aS4E'
/** An album's id in scenes: its name, filled up to the length of a real one. */
export const albumId = (name: string): string => name.padEnd(43, '0')

const titles = [
  'Low tide, Cabo da Roca',
  'Untitled (ochre)',
  'Lamps, Rua do Século',
  'Three pears and the egg',
  'Ridge after rain',
  'Night shift',
  'The long room',
  '',
  'Study for a ceiling',
  'Everything my grandmother told me about the sea, in the order in which I remember it',
  'Mobile',
  'ضوء الصباح',
] as const
const alts = [
  'Grey hills fading into each other under a pale sky.',
  'Two soft fields of colour, one above the other.',
  'Warm lamps out of focus in a dark street.',
  'Four round things on a table edge.',
] as const

const workOf = (
  seed: number,
  id: string,
  place: { account: string; album: string; albumTitle: string },
): WorkRow => {
  const titled = titles[seed % titles.length] ?? ''
  return {
    ...place,
    id,
    isOwn: place.account === own,
    artist: place.account === own ? 'Ana Ferreira' : 'Tomás Okafor',
    title: titled,
    fullTitle: seed % 5 === 0 ? `${titled}, from the series “Shorelines”` : '',
    statement:
      seed % 3 === 0
        ? 'Made over four mornings with the tide out.\n\nThe plate was coated in the van and exposed for eleven seconds.'
        : '',
    year: String(2014 + (seed % 12)),
    medium: seed % 2 === 0 ? 'Collodion on glass' : 'Gelatin silver print',
    dimensions: '40 × 60 cm',
    alt: seed % 7 === 6 ? '' : (alts[seed % alts.length] ?? ''),
    credits:
      seed % 3 === 0
        ? [
            { id: 'c1', name: 'Tomás Okafor', role: 'Printing', account: other },
            { id: 'c2', name: 'Ines Prado', role: 'Retouching', account: null },
          ]
        : [],
    licence: seed % 4 === 0 ? 'cc-by-nc-4.0' : 'all-rights-reserved',
    noAi: seed % 5 !== 1,
    tags: [
      'analogue',
      ...(seed % 2 === 0 ? ['coast'] : ['night']),
      ...(seed % 6 === 0 ? ['Atlantic light'] : []),
    ],
    availability: seed % 4 === 1 ? 'for-sale' : 'unset',
    addedAtMs: Date.UTC(2026, 9, 1) - seed * 3_600_000,
    versions: [versionOf(seed, '', true), ...(seed % 4 === 0 ? [versionOf(seed, 'b', false)] : [])],
    alternatives: [],
    copy: seed % 9 === 8 ? 'only-here' : 'on-relay',
  }
}

const versionOf = (seed: number, version: string, isCurrent: boolean): WorkRow['versions'][number] => {
  const image = tileOf(imageIdOf(seed, version))
  const random = numbersFrom(seed)
  return {
    image,
    addedAtMs: Date.UTC(2026, 9, isCurrent ? 20 : 3) + Math.round(random() * 3_600_000),
    isCurrent,
    renditions: (['thumb', 'card', 'full'] as const).map(size => {
      const scale = longEdges[size] / 2560
      const [width, height] = [Math.round(image.width * scale), Math.round(image.height * scale)]
      return { size, width, height, bytes: Math.round(width * height * 0.18), mime: 'image/webp' as const }
    }),
  }
}

export const tileOfWork = (work: WorkRow): WorkTile => {
  const version = work.versions.find(one => one.isCurrent) ?? work.versions[0]
  if (version === undefined) throw new Error('a work has a version')
  return { id: work.id, title: work.title, alt: work.alt, image: version.image, copy: work.copy }
}

export const cardOf = ({ hung, ...album }: SceneAlbum): AlbumCard => {
  const first = hung[0]
  return {
    account: album.account,
    album: album.album,
    isOwn: album.isOwn,
    title: album.title,
    kind: album.kind,
    role: album.role,
    year: album.year,
    audience: album.audience,
    works: hung.length,
    cover: first === undefined ? null : { work: first.id, image: tileOfWork(first).image },
    copy: album.copy,
  }
}

export const rowOf = (album: SceneAlbum): AlbumRow => {
  const { hung, ...rest } = album
  return { ...rest, ...cardOf(album), tiles: hung.map(tileOfWork) }
}

/** `seeds`: which pictures hang in it. */
export const albumOf = (
  account: string,
  name: string,
  title: string,
  seeds: readonly number[],
  more: Partial<SceneAlbum> = {},
): SceneAlbum => {
  const place = { account, album: albumId(name), albumTitle: title }
  return {
    account,
    album: place.album,
    isOwn: account === own,
    title,
    kind: 'album',
    role: '',
    year: '',
    audience: 'public',
    copy: 'on-relay',
    about: '',
    collaborators: '',
    video: '',
    layout: 'wall',
    keptOffline: account === own,
    unreadable: 0,
    alternatives: [],
    hung: seeds.map((seed, index) => workOf(seed, `${name}-work-${index}`, place)),
    ...more,
  }
}

export const range = (from: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => from + index)
