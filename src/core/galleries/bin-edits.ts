/** Into the bin, out of it again, and out for good. */
import { err, ok, type Result } from '../../base/result.ts'
import type { AlbumIdText, BinRef, CoreError, WorkId } from '../api.ts'
import { listBinField, listField, unlistWrites } from './album-list.ts'
import type { AlbumLists, OwnListed } from './album-lists.ts'
import { type AlbumShelf, contentOf, type ShelfAlbum } from './album-shelf.ts'
import { isOver } from './bin.ts'
import { removalOf, restorationOf } from './changes.ts'
import { notFound } from './edit-failure.ts'
import type { Write } from './field-codec.ts'
import type { GalleryDeps } from './gallery-deps.ts'
import type { GalleryService } from './gallery-types.ts'
import { findMovedOn, type HasMovedOn, type OwnAlbum } from './moved-on.ts'
import { openOwn, takedownOf, worksByAlbum, worksIn } from './own-albums.ts'
import type { WorkContent } from './work-format.ts'
import { workField } from './work-format.ts'

type BinEdits = Pick<GalleryService, 'binAlbum' | 'binWorks' | 'restore' | 'emptyBin' | 'purge'>

interface Parts {
  readonly shelf: AlbumShelf
  readonly lists: AlbumLists
}

type Outcome = Promise<Result<null, CoreError>>

export const createBinEdits = (deps: GalleryDeps, { shelf, lists }: Parts): BinEdits => {
  const writeWorks = async (
    id: AlbumIdText,
    ids: readonly WorkId[],
    writesOf: (work: WorkContent) => readonly Write[],
  ): Outcome => {
    const own = await openOwn(deps, shelf, id)
    if (!own.ok) return own
    const works = worksIn(own.value.content, ids)
    return works.ok ? own.value.album.write(works.value.flatMap(writesOf), 'works') : works
  }

  const takeDown = async (album: ShelfAlbum, { audience, id }: OwnListed): Outcome => {
    const gone = await album.write(takedownOf(album), 'album')
    return gone.ok ? lists.write(audience, unlistWrites(id)) : gone
  }

  const writeItems = async (
    items: readonly BinRef[],
    forWork: (work: WorkContent) => readonly Write[],
    forAlbum: (listed: OwnListed) => Outcome,
  ): Outcome => {
    for (const [album, works] of worksByAlbum(items)) {
      const saved = await writeWorks(album, works, work => (work.binnedAtMs === null ? [] : forWork(work)))
      if (!saved.ok) return saved
    }
    for (const item of items) {
      if (item.kind !== 'album') continue
      const listed = await lists.find(item.album)
      if (listed === null) return err(notFound('album'))
      const saved = listed.binnedAtMs === null ? ok(null) : await forAlbum(listed)
      if (!saved.ok) return saved
    }
    return ok(null)
  }

  /** What is past its time, what a purge elsewhere left behind, and what has moved on. */
  const purgeAlbum = async (listed: OwnListed, moved: HasMovedOn): Promise<void> => {
    const nowMs = deps.clock.nowMs()
    const album = await shelf.open(deps.self, listed.tag)
    const content = album === null ? null : contentOf(album)
    if (album === null || content === null) return
    if (content.isGone || listed.binnedAtMs !== null) {
      // What is gone and still listed was cut short while it was taken down.
      if (content.isGone || isOver(listed.binnedAtMs ?? nowMs, nowMs)) await takeDown(album, listed)
      return
    }
    const over = content.works.filter(
      work => (work.binnedAtMs !== null && isOver(work.binnedAtMs, nowMs)) || moved(listed.id, work),
    )
    await album.write(
      [...over.flatMap(removalOf), ...content.orphans.map((field): Write => [field, null])],
      'works',
    )
  }

  return {
    async binAlbum(id) {
      const listed = await lists.find(id)
      if (listed === null) return err(notFound('album'))
      return listed.binnedAtMs === null
        ? lists.write(listed.audience, [[listBinField(id), deps.clock.nowMs()]])
        : ok(null)
    },
    binWorks(id, ids) {
      const nowMs = deps.clock.nowMs()
      return writeWorks(id, ids, work =>
        work.binnedAtMs === null ? [[workField(work.id, ':bin'), nowMs]] : [],
      )
    },
    restore: items =>
      writeItems(items, restorationOf, ({ audience, id, pos }) =>
        // The entry anew, so that another device which takes it off the list at the same time does not win.
        lists.write(audience, [
          [listBinField(id), null],
          [listField(id), null],
          [listField(id), pos],
        ]),
      ),
    emptyBin: items =>
      writeItems(items, removalOf, async listed => {
        const own = await openOwn(deps, shelf, listed.id)
        return own.ok ? takeDown(own.value.album, listed) : own
      }),
    /** What fails is tried again at the next one. */
    async purge() {
      const listed = await lists.own()
      const albums: OwnAlbum[] = []
      for (const one of listed) {
        const own = await openOwn(deps, shelf, one.id)
        // An album in the bin keeps nothing from hanging elsewhere.
        if (own.ok && one.binnedAtMs === null) albums.push({ id: one.id, content: own.value.content })
      }
      const moved = findMovedOn(albums)
      for (const one of listed) await purgeAlbum(one, moved)
    },
  }
}
