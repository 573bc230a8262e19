/** Edits of works, and what intake asks before and after. */
import { equalBytes } from '../../base/bytes.ts'
import { err, ok } from '../../base/result.ts'
import type { AlbumIdText } from '../api.ts'
import { tidyText } from '../profiles/rules.ts'
import type { AlbumLists } from './album-lists.ts'
import type { AlbumShelf } from './album-shelf.ts'
import { removalOf, workWrites } from './changes.ts'
import { notFound } from './edit-failure.ts'
import type { Write } from './field-codec.ts'
import type { GalleryDeps } from './gallery-deps.ts'
import type { GalleryService, StagedImage } from './gallery-types.ts'
import { newFieldId, newImageId, newWorkId } from './ids.ts'
import type { ImageVersion } from './image-format.ts'
import { galleryLimits, workTextChars } from './limits.ts'
import { arrivalOf, restageAll } from './moving.ts'
import { keysAtEnd, placed } from './order.ts'
import { openOwn, worksIn } from './own-albums.ts'
import { checkWorkEdit, invalid } from './rules.ts'
import type { AlbumContent } from './schema.ts'
import { baseToBytes, imageToBytes, plainDigestOf, workField } from './work-format.ts'

type WorkEdits = Pick<
  GalleryService,
  'editWorks' | 'placeWorks' | 'moveWorks' | 'audienceOf' | 'hasImage' | 'addWorks' | 'addVersion'
>

interface Parts {
  readonly shelf: AlbumShelf
  readonly lists: AlbumLists
}

export const createWorkEdits = (deps: GalleryDeps, { shelf, lists }: Parts): WorkEdits => {
  const open = (id: AlbumIdText): ReturnType<typeof openOwn> => openOwn(deps, shelf, id)
  const versionOf = (image: StagedImage, addedAtMs: number): ImageVersion => ({
    ...image,
    id: newImageId(deps.random),
    addedAtMs,
  })

  return {
    async editWorks(id, ids, edits) {
      const checked = []
      for (const edit of edits) {
        const one = checkWorkEdit(edit)
        if (!one.ok) return one
        checked.push(one.value)
      }
      const own = await open(id)
      if (!own.ok) return own
      const { album, content } = own.value
      const works = worksIn(content, ids)
      if (!works.ok) return works
      const writes: Write[] = []
      for (const work of works.value) {
        const planned = workWrites(work, checked, album.rivals, () => newFieldId(deps.random))
        if (!planned.ok) return planned
        writes.push(...planned.value)
      }
      return album.write(writes, edits[0]?.field ?? 'work')
    },
    async placeWorks(id, ids, before) {
      const own = await open(id)
      if (!own.ok) return own
      const { album, content } = own.value
      const works = worksIn(content, ids)
      if (!works.ok) return works
      if (before !== null && !content.workById.has(before)) return err(notFound('work'))
      const keys = placed(
        content.works,
        works.value.map(work => work.id),
        before,
      )
      const writes = [...keys].flatMap(([work, pos]): Write[] =>
        content.workById.get(work)?.pos === pos ? [] : [[workField(work, ':pos'), pos]],
      )
      return album.write(writes, 'works')
    },
    async moveWorks(from, to, ids) {
      if (from === to) return ok(null)
      const source = await open(from)
      if (!source.ok) return source
      const target = await open(to)
      if (!target.ok) return target
      const works = worksIn(source.value.content, ids)
      if (!works.ok) return works
      if (!hasRoom(target.value.content, works.value.length)) return invalid('works', 'too-many')
      const { audience } = target.value.content
      const toRestage = audience === source.value.content.audience ? [] : works.value
      const restaged = await restageAll(toRestage, audience, deps.restage)
      if (!restaged.ok) return restaged
      const nowMs = deps.clock.nowMs()
      const keys = keysAtEnd(target.value.content.works, works.value.length)
      const arrivals = works.value.flatMap((work, index) =>
        arrivalOf(work, { pos: keys[index] ?? work.pos, nowMs, ref: restaged.value }),
      )
      const arrived = await target.value.album.write(arrivals, 'works')
      return arrived.ok ? source.value.album.write(works.value.flatMap(removalOf), 'works') : arrived
    },
    async audienceOf(id) {
      const own = await open(id)
      if (!own.ok) return own.error.type === 'not-found' ? 'gone' : 'read-only'
      const { audience } = own.value.content
      const listed = await lists.find(id)
      if (listed === null || listed.binnedAtMs !== null) return 'gone'
      if (deps.sealer() === null || (audience !== 'public' && deps.secrets().length === 0)) return 'read-only'
      return audience
    },
    async hasImage(id, digest) {
      const own = await open(id)
      if (!own.ok) return false
      return own.value.content.hung.some(({ versions: [newest] }) => {
        const known = newest === undefined ? null : plainDigestOf(newest)
        return known !== null && equalBytes(known, digest)
      })
    },
    async addWorks(id, added) {
      const own = await open(id)
      if (!own.ok) return own
      const { album, content } = own.value
      if (!hasRoom(content, added.length)) return invalid('works', 'too-many')
      const addedAtMs = deps.clock.nowMs()
      const keys = keysAtEnd(content.works, added.length)
      const works = added.map(({ title, image }, index) => ({
        id: newWorkId(deps.random),
        title: clipTitle(title),
        pos: keys[index] ?? '',
        image: versionOf(image, addedAtMs),
      }))
      const writes = works.map(({ id: work, title, pos, image }): Write => [
        workField(work),
        baseToBytes({ title, pos, addedAtMs, licence: 'all-rights-reserved', noAi: true, image }),
      ])
      const saved = await album.write(writes, 'title')
      return saved.ok ? ok(works.map(({ id: work, image }) => ({ work, image: image.id }))) : saved
    },
    async addVersion(id, workId, staged) {
      const own = await open(id)
      if (!own.ok) return own
      const { album, content } = own.value
      const work = content.workById.get(workId)
      if (work === undefined) return err(notFound('work'))
      if (work.versions.length >= galleryLimits.versions) return invalid('version', 'too-many')
      // The newest whatever the clocks of other devices said.
      const image = versionOf(staged, Math.max(deps.clock.nowMs(), (work.versions[0]?.addedAtMs ?? 0) + 1))
      const writes: Write[] = [
        [workField(work.id, `:i:${image.id}`), imageToBytes(image)],
        [workField(work.id, ':version'), null],
      ]
      const saved = await album.write(writes, 'version')
      return saved.ok ? ok({ image: image.id }) : saved
    },
  }
}

const hasRoom = (content: AlbumContent, more: number): boolean =>
  content.hung.length + more <= galleryLimits.worksPerAlbum &&
  content.works.length + more <= galleryLimits.worksHeld

/** Titles come from file names here, which nobody chose for their length. */
const clipTitle = (title: string): string => tidyText(tidyText(title).slice(0, workTextChars.title))
