/**
 * Galleries for the rest of the core: one's own albums to edit, anybody's to look at. Edits run one after
 * another and answer when they are on disk.
 */
import { createSerial } from '../documents/index.ts'
import { createAlbumEdits } from './album-edits.ts'
import { createAlbumLists } from './album-lists.ts'
import { createAlbumShelf } from './album-shelf.ts'
import { createBinEdits } from './bin-edits.ts'
import type { GalleryDeps } from './gallery-deps.ts'
import { createGalleryLooks } from './gallery-looks.ts'
import type { GalleryService } from './gallery-types.ts'
import { createPins } from './pins.ts'
import { createWorkEdits } from './work-edits.ts'

export const createGalleryService = (deps: GalleryDeps): GalleryService => {
  const shelf = createAlbumShelf(deps)
  const lists = createAlbumLists(deps)
  const pins = createPins(deps.values)
  const serial = createSerial()
  const parts = { shelf, lists }
  const albums = createAlbumEdits(deps, { ...parts, pins })
  const works = createWorkEdits(deps, parts)
  const bin = createBinEdits(deps, parts)
  return {
    ...createGalleryLooks(deps, { ...parts, pins }),
    createAlbum: (title, kind, audience) => serial(() => albums.createAlbum(title, kind, audience)),
    editAlbum: (album, edit) => serial(() => albums.editAlbum(album, edit)),
    placeAlbum: (album, before) => serial(() => albums.placeAlbum(album, before)),
    setAudience: (album, audience) => serial(() => albums.setAudience(album, audience)),
    keepOffline: (account, album, keep) => albums.keepOffline(account, album, keep),
    editWorks: (album, ids, edits) => serial(() => works.editWorks(album, ids, edits)),
    placeWorks: (album, ids, before) => serial(() => works.placeWorks(album, ids, before)),
    moveWorks: (from, to, ids) => serial(() => works.moveWorks(from, to, ids)),
    audienceOf: album => works.audienceOf(album),
    hasImage: (album, digest) => works.hasImage(album, digest),
    addWorks: (album, added) => serial(() => works.addWorks(album, added)),
    addVersion: (album, work, image) => serial(() => works.addVersion(album, work, image)),
    binAlbum: album => serial(() => bin.binAlbum(album)),
    binWorks: (album, ids) => serial(() => bin.binWorks(album, ids)),
    restore: items => serial(() => bin.restore(items)),
    emptyBin: items => serial(() => bin.emptyBin(items)),
    purge: () => serial(() => bin.purge()),
  }
}
