/** Edits of albums as wholes. */
import { err, ok, type Result } from '../../base/result.ts'
import { parseAccountIdText } from '../account/account-id.ts'
import type { AlbumIdText, Audience, CoreError } from '../api.ts'
import type { AlbumLists, OwnListed } from './album-lists.ts'
import { listWrites, unlistWrites } from './album-list.ts'
import type { AlbumShelf, ShelfAlbum } from './album-shelf.ts'
import { albumWrites } from './changes.ts'
import { notFound } from './edit-failure.ts'
import type { Write } from './field-codec.ts'
import type { GalleryDeps } from './gallery-deps.ts'
import type { GalleryService } from './gallery-types.ts'
import { parseAlbumIdText } from './ids.ts'
import { galleryLimits } from './limits.ts'
import { arrivalOf, restageAll } from './moving.ts'
import { keysAtEnd, placed } from './order.ts'
import { openOwn, takedownOf } from './own-albums.ts'
import type { Pins } from './pins.ts'
import { checkAlbumEdit, checkAlbumTitle, invalid } from './rules.ts'
import { type AlbumContent, albumTextFields } from './schema.ts'

const audiences: readonly Audience[] = ['public', 'connections', 'only-me']

type AlbumEdits = Pick<
  GalleryService,
  'createAlbum' | 'editAlbum' | 'placeAlbum' | 'setAudience' | 'keepOffline'
>

interface Parts {
  readonly shelf: AlbumShelf
  readonly lists: AlbumLists
  readonly pins: Pins
}

export const createAlbumEdits = (deps: GalleryDeps, { shelf, lists, pins }: Parts): AlbumEdits => {
  /** The album first: what is listed is there. */
  const hang = async (
    writes: readonly Write[],
    audience: Audience,
    pos: string,
  ): Promise<Result<ShelfAlbum, CoreError>> => {
    const album = await shelf.open(deps.self, deps.random.bytes(32))
    if (album === null) return err({ type: 'storage', problem: 'no-storage' })
    const made = await album.begin(audience, writes, 'title')
    if (!made.ok) return made
    const listed = await lists.write(audience, listWrites(album.id, pos))
    return listed.ok ? ok(album) : listed
  }

  const placeAtEnd = (listed: readonly OwnListed[]): string => keysAtEnd(listed, 1)[0] ?? ''

  return {
    async createAlbum(title, kind, audience) {
      const checked = checkAlbumTitle(title)
      if (!checked.ok) return checked
      if (kind !== 'album' && kind !== 'project') return invalid('kind', 'unknown-value')
      const listed = await lists.own()
      if (listed.length >= galleryLimits.albums) return invalid('album', 'too-many')
      const writes: Write[] = [
        ['title', checked.value],
        ['kind', kind],
        ['created', deps.clock.nowMs()],
      ]
      const album = await hang(writes, audience, placeAtEnd(listed))
      return album.ok ? ok({ album: album.value.id }) : album
    },
    async editAlbum(id, edit) {
      const checked = checkAlbumEdit(edit)
      if (!checked.ok) return checked
      const own = await openOwn(deps, shelf, id)
      if (!own.ok) return own
      const { album, content } = own.value
      return album.write(albumWrites(content, checked.value, album.rivals), edit.field)
    },
    async placeAlbum(id, before) {
      const listed = await lists.own()
      if ([id, before].some(one => one !== null && listed.every(item => item.id !== one)))
        return err(notFound('album'))
      const keys = placed(listed, [id], before)
      for (const audience of audiences) {
        const there = listed.filter(one => one.audience === audience)
        const writes = there.flatMap(one => changedKey(one, keys))
        const saved = await lists.write(audience, writes)
        if (!saved.ok) return saved
      }
      return ok(null)
    },
    async setAudience(id, audience) {
      const own = await openOwn(deps, shelf, id)
      if (!own.ok) return own
      const { album: old, content } = own.value
      const before = content.audience
      if (before === audience) return ok({ album: id })
      // What cannot be read cannot be taken along, and would be lost with the old album.
      if (content.unreadable > 0) return err({ type: 'storage', problem: 'newer-version' })
      const restaged = await restageAll(content.works, audience, deps.restage)
      if (!restaged.ok) return restaged
      const listed = await lists.own()
      const pos = listed.find(one => one.id === id)?.pos ?? placeAtEnd(listed)
      const made = await hang(fieldsOf(content), audience, pos)
      if (!made.ok) return made
      const nowMs = deps.clock.nowMs()
      const arrivals = content.works.flatMap(work =>
        arrivalOf(work, { pos: work.pos, nowMs, ref: restaged.value }),
      )
      const arrived = await made.value.write(arrivals, 'album')
      if (!arrived.ok) return arrived
      const gone = await old.write(takedownOf(old), 'album')
      if (!gone.ok) return gone
      const unlisted = await lists.write(before, unlistWrites(id))
      return unlisted.ok ? ok({ album: made.value.id }) : unlisted
    },
    async keepOffline(accountText, albumText, keep) {
      const account = parseAccountIdText(accountText)
      const tag = parseAlbumIdText(albumText)
      return account === null || tag === null ? err(notFound('album')) : pins.keep(account, tag, keep)
    },
  }
}

const changedKey = ({ id, pos }: OwnListed, keys: ReadonlyMap<AlbumIdText, string>): Write[] => {
  const next = keys.get(id)
  return next === undefined || next === pos ? [] : listWrites(id, next)
}

const fieldsOf = (content: AlbumContent): Write[] => [
  ...albumTextFields.flatMap((field): Write[] =>
    content.texts[field] === '' ? [] : [[field, content.texts[field]]],
  ),
  ['kind', content.kind],
  ['layout', content.layout],
  ['created', content.createdAtMs],
  ['cover', content.cover],
]
