/** One's own albums as edits need them: found, readable and not taken down, or why not. */
import { err, ok, type Result } from '../../base/result.ts'
import type { AlbumIdText, BinRef, CoreError, WorkId } from '../api.ts'
import type { AlbumShelf, ShelfAlbum } from './album-shelf.ts'
import { notFound } from './edit-failure.ts'
import { sealedMark, type Write } from './field-codec.ts'
import type { GalleryDeps } from './gallery-deps.ts'
import { parseAlbumIdText } from './ids.ts'
import type { AlbumContent } from './schema.ts'
import type { WorkContent } from './work-format.ts'

interface EditableAlbum {
  readonly album: ShelfAlbum
  readonly content: AlbumContent
}

export const openOwn = async (
  deps: GalleryDeps,
  shelf: AlbumShelf,
  id: AlbumIdText,
): Promise<Result<EditableAlbum, CoreError>> => {
  const tag = parseAlbumIdText(id)
  if (tag === null) return err(notFound('album'))
  const album = await shelf.open(deps.self, tag)
  if (album === null) return err({ type: 'storage', problem: 'no-storage' })
  const reading = album.read()
  switch (reading.kind) {
    case 'value':
      return reading.value.isGone ? err(notFound('album')) : ok({ album, content: reading.value })
    case 'empty':
      return err(notFound('album'))
    case 'newer-version':
    case 'broken':
      return err({ type: 'storage', problem: 'newer-version' })
  }
}

/** In the order given, each once; all of them, or none. */
export const worksIn = (
  content: AlbumContent,
  ids: readonly WorkId[],
): Result<readonly WorkContent[], CoreError> => {
  const works: WorkContent[] = []
  for (const id of new Set(ids)) {
    const work = content.workById.get(id)
    if (work === undefined) return err(notFound('work'))
    works.push(work)
  }
  return ok(works)
}

/** Everything out of the document but what says that it was there. */
export const takedownOf = (album: ShelfAlbum): Write[] => {
  const kept = new Set(['v', sealedMark, 'gone'])
  const fields = Object.keys(album.replica.doc()).filter(field => !kept.has(field))
  return [['gone', true], ...fields.map((field): Write => [field, null])]
}

export const worksByAlbum = (items: readonly BinRef[]): ReadonlyMap<AlbumIdText, readonly WorkId[]> => {
  const found = new Map<AlbumIdText, WorkId[]>()
  for (const item of items) {
    if (item.kind === 'work') found.set(item.album, [...(found.get(item.album) ?? []), item.work])
  }
  return found
}
