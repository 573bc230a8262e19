import { err, ok } from '../../../../src/base/result.ts'
import type { AlbumEdit, Command, Query, WorkEdit, WorkRow } from '../../../../src/core/api.ts'
import { discoverLimit } from '../../../../src/core/api.ts'
import { albumId, albumOf, cardOf, own, rowOf, tileOfWork, type Gallery, type SceneAlbum } from './albums.ts'
import { bytesOf } from './pictures.ts'

/** Undefined for what is no question about art. */
export const galleryRow = (gallery: Gallery, query: Query): unknown => {
  switch (query.type) {
    case 'albums':
      return {
        albums: gallery.albums.filter(one => one.account === query.account).map(cardOf),
        arriving: 0,
      }
    case 'album': {
      const album = gallery.albums.find(one => one.album === query.album)
      if (album !== undefined) return { kind: 'shown', album: rowOf(album), freshness: 'live' }
      return gallery.states[query.album] ?? { kind: 'not-held', reason: 'offline' }
    }
    case 'work': {
      const work = gallery.albums
        .find(one => one.album === query.album)
        ?.hung.find(one => one.id === query.work)
      return work === undefined ? { kind: 'gone' } : { kind: 'shown', work }
    }
    case 'bin':
      return []
    case 'intake':
      return { state: 'idle', items: [], total: 0, done: 0, failed: 0, locationsRemoved: 0 }
    case 'discover':
      return found(gallery, query)
    default:
      return undefined
  }
}

const found = (gallery: Gallery, query: Extract<Query, { readonly type: 'discover' }>): unknown => {
  const all = gallery.albums.flatMap(album => album.hung)
  const fits = all.filter(
    work =>
      (query.tag === '' || work.tags.includes(query.tag)) &&
      `${work.title} ${work.alt} ${work.artist}`.toLowerCase().includes(query.text.toLowerCase()),
  )
  const sorted = fits.toSorted((a, b) => {
    if (query.sort === 'title') return a.title.localeCompare(b.title)
    return query.sort === 'new' ? b.addedAtMs - a.addedAtMs : a.addedAtMs - b.addedAtMs
  })
  const counts = new Map<string, number>()
  for (const tag of all.flatMap(work => work.tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return {
    works: sorted.slice(0, discoverLimit).map(({ account, artist, album, year, isOwn, ...work }) => ({
      account,
      artist,
      album,
      year,
      isOwn,
      tile: tileOfWork({ ...work, account, artist, album, year, isOwn }),
    })),
    found: fits.length,
    tags: [...counts].map(([tag, works]) => ({ tag, works })).toSorted((a, b) => b.works - a.works),
    people: new Set(all.map(work => work.account)).size,
  }
}

/** The gallery after a command that changes it; the same one for any other. */
export const galleryAfter = (gallery: Gallery, command: Command): Gallery => {
  switch (command.type) {
    case 'album.create': {
      const made = albumOf(own, command.title.replace(/\W/g, ''), command.title, [], {
        kind: command.kind,
        audience: command.audience,
        copy: 'only-here',
      })
      return { ...gallery, albums: [...gallery.albums, made] }
    }
    case 'album.edit':
      return withAlbum(gallery, command.album, album => ({ ...album, ...albumChange(command.edit) }))
    case 'album.keep-offline':
      return withAlbum(gallery, command.album, album => ({ ...album, keptOffline: command.keep }))
    case 'album.bin':
      return { ...gallery, albums: gallery.albums.filter(one => one.album !== command.album) }
    case 'works.bin':
      return withWorks(gallery, command.album, works =>
        works.filter(work => !command.works.includes(work.id)),
      )
    case 'works.place':
      return withWorks(gallery, command.album, works => placed(works, command.works, command.before))
    case 'works.edit':
      return withWorks(gallery, command.album, works =>
        works.map(work => (command.works.includes(work.id) ? command.edits.reduce(workAfter, work) : work)),
      )
    default:
      return gallery
  }
}

/** Undefined for what is no command about art. */
export const galleryAnswer = async (gallery: Gallery, command: Command): Promise<unknown> => {
  switch (command.type) {
    case 'album.create':
      return ok({ album: albumId(command.title.replace(/\W/g, '')) })
    case 'intake.take':
      return ok({ item: 'item' })
    case 'image.load': {
      const isThird = Number.parseInt(command.image.slice('image-'.length), 10) % 3 === 1
      if (gallery.images !== 'here' && isThird) return err({ type: 'image-not-here', reason: gallery.images })
      const bytes = await bytesOf(command.image, command.size)
      return ok({ bytes: bytes.slice(), mime: 'image/webp', size: command.size })
    }
    default:
      return undefined
  }
}

const withAlbum = (gallery: Gallery, id: string, change: (album: SceneAlbum) => SceneAlbum): Gallery => ({
  ...gallery,
  albums: gallery.albums.map(album => (album.album === id ? change(album) : album)),
})

const withWorks = (
  gallery: Gallery,
  id: string,
  change: (works: readonly WorkRow[]) => readonly WorkRow[],
): Gallery => withAlbum(gallery, id, album => ({ ...album, hung: change(album.hung) }))

const albumChange = (edit: AlbumEdit): Partial<SceneAlbum> =>
  edit.field === 'cover' ? {} : { [edit.field]: edit.value }

const placed = (
  works: readonly WorkRow[],
  moved: readonly string[],
  before: string | null,
): readonly WorkRow[] => {
  const staying = works.filter(work => !moved.includes(work.id))
  const moving = moved.flatMap(id => works.filter(work => work.id === id))
  const at = before === null ? staying.length : staying.findIndex(work => work.id === before)
  return [...staying.slice(0, at), ...moving, ...staying.slice(at)]
}

const workAfter = (work: WorkRow, edit: WorkEdit): WorkRow => {
  switch (edit.field) {
    case 'tag-added':
      return { ...work, tags: [...work.tags, edit.value] }
    case 'tag-removed':
      return { ...work, tags: work.tags.filter(tag => tag !== edit.value) }
    case 'credit':
      return { ...work, credits: [...work.credits.filter(one => one.id !== edit.value.id), edit.value] }
    case 'credit-removed':
      return { ...work, credits: work.credits.filter(one => one.id !== edit.id) }
    case 'focal':
      return work
    case 'version':
      return {
        ...work,
        versions: work.versions.map(one => ({ ...one, isCurrent: one.image.id === edit.value })),
      }
    default:
      return { ...work, [edit.field]: edit.value }
  }
}
