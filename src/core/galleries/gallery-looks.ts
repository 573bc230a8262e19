/** Everything that is asked of galleries, and nothing that changes them. */
import { equalBytes } from '../../base/bytes.ts'
import { parseAccountIdText } from '../account/account-id.ts'
import type { AccountIdText, AlbumIdText, AlbumsRow, AlbumState, BinnedItem, WorkState } from '../api.ts'
import type { DocumentBlobs } from '../blobs/blob-types.ts'
import type { AlbumLists } from './album-lists.ts'
import { type AlbumShelf, contentOf, type ShelfAlbum } from './album-shelf.ts'
import { binnedAlbum, binnedWork } from './bin.ts'
import type { GalleryDeps } from './gallery-deps.ts'
import type { GalleryService } from './gallery-types.ts'
import { parseAlbumIdText } from './ids.ts'
import { renditionFor } from './image-format.ts'
import { galleryLimits } from './limits.ts'
import { findMovedOn, type HasMovedOn } from './moved-on.ts'
import type { Pins } from './pins.ts'
import { albumRowOf, type ArtistAlbum, cardOf, type ShownAlbum, workRowOf } from './rows.ts'
import { type AlbumContent, audienceIn } from './schema.ts'

type GalleryLooks = Pick<
  GalleryService,
  'albums' | 'album' | 'work' | 'bin' | 'shownAlbums' | 'blobOf' | 'references'
>

interface Parts {
  readonly shelf: AlbumShelf
  readonly lists: AlbumLists
  readonly pins: Pins
}

type Found =
  | { readonly kind: 'found'; readonly shown: ShownAlbum }
  | Exclude<AlbumState, { readonly kind: 'shown' }>

export const createGalleryLooks = (deps: GalleryDeps, { shelf, lists, pins }: Parts): GalleryLooks => {
  /** Asked once for each look, so that all of one answer agrees with itself. */
  const hasMovedOn = (): HasMovedOn =>
    findMovedOn(
      shelf.opened().flatMap(album => {
        const content = album.isOwn ? contentOf(album) : null
        return content === null ? [] : [{ id: album.id, content }]
      }),
    )

  const show = (album: ShelfAlbum, content: AlbumContent, moved: HasMovedOn): ShownAlbum => ({
    album,
    content,
    works: album.isOwn ? content.hung.filter(work => !moved(album.id, work)) : content.hung,
    isAcknowledged: !album.isOwn || deps.isAcknowledged(album.replica.id),
    isOnRelay: deps.isOnRelay,
  })

  const isInBin = async (album: ShelfAlbum): Promise<boolean> => {
    const listed = album.isOwn
      ? await lists.find(album.id)
      : (await lists.profileOf(album.owner)).albums.find(({ id }) => id === album.id)
    return (listed?.binnedAtMs ?? null) !== null
  }

  const find = async (accountText: AccountIdText, albumText: AlbumIdText): Promise<Found> => {
    const account = parseAccountIdText(accountText)
    const tag = parseAlbumIdText(albumText)
    if (account === null || tag === null) return { kind: 'bad-address' }
    const album = await shelf.open(account, tag)
    if (album === null) return { kind: 'unreadable', reason: 'broken' }
    const reading = album.read()
    if (reading.kind === 'empty') return whyEmpty(deps, album)
    if (reading.kind !== 'value') return whyUnreadable(deps, album, reading.kind)
    if (reading.value.isGone || (await isInBin(album))) return { kind: 'gone' }
    return { kind: 'found', shown: show(album, reading.value, hasMovedOn()) }
  }

  /** What is listed and can be shown, in order; `arriving` counts the rest that may still come. */
  const listedAlbums = async (
    accountText: AccountIdText,
  ): Promise<{ shown: ShownAlbum[]; arriving: number; notForYou: number }> => {
    const account = parseAccountIdText(accountText)
    if (account === null) return { shown: [], arriving: 0, notForYou: 0 }
    const isOwn = equalBytes(account, deps.self)
    const { albums, hidden } = await lists.profileOf(account)
    const listed = isOwn ? await lists.own() : albums
    const hung = listed.filter(({ binnedAtMs }) => binnedAtMs === null)
    const looked = hung.slice(0, isOwn ? hung.length : galleryLimits.albumsListed)
    const opened: ShelfAlbum[] = []
    for (const { tag } of looked) {
      const album = await shelf.open(account, tag)
      if (album !== null) opened.push(album)
    }
    const moved = hasMovedOn()
    const shown = opened.flatMap(album => {
      const content = contentOf(album)
      return content === null || content.isGone ? [] : [show(album, content, moved)]
    })
    const empty = opened.filter(album => album.read().kind === 'empty').length
    const arriving = empty + hung.length - looked.length
    // One's own wait for what opens them.
    return isOwn
      ? { shown, arriving: arriving + hidden, notForYou: 0 }
      : { shown, arriving, notForYou: hidden }
  }

  const shownAlbums = async (): Promise<readonly ArtistAlbum[]> => {
    const moved = hasMovedOn()
    const albums: ArtistAlbum[] = []
    for (const album of shelf.opened()) {
      const content = contentOf(album)
      if (content === null || content.isGone || (await isInBin(album))) continue
      const { name } = await lists.profileOf(album.owner)
      albums.push({ shown: show(album, content, moved), artist: name })
    }
    return albums
  }

  return {
    async albums(account): Promise<AlbumsRow> {
      const { shown, arriving, notForYou } = await listedAlbums(account)
      return { albums: shown.map(cardOf), arriving, notForYou }
    },
    async album(account, id): Promise<AlbumState> {
      const found = await find(account, id)
      if (found.kind !== 'found') return found
      const isPinned = await pins.look()
      const album = albumRowOf(found.shown, isPinned(account, id))
      return { kind: 'shown', album, freshness: deps.isLive() ? 'live' : 'held' }
    },
    async work(account, id, workId): Promise<WorkState> {
      const found = await find(account, id)
      if (found.kind !== 'found') return found
      const { shown } = found
      const work = shown.works.find(one => one.id === workId)
      if (work === undefined) return { kind: 'gone' }
      const { name } = await lists.profileOf(shown.album.owner)
      return { kind: 'shown', work: workRowOf(shown, work, name) }
    },
    async bin() {
      const items: BinnedItem[] = []
      const nowMs = deps.clock.nowMs()
      const own = await lists.own()
      for (const { tag } of own) await shelf.open(deps.self, tag)
      const moved = hasMovedOn()
      for (const { tag, binnedAtMs } of own) {
        const album = await shelf.open(deps.self, tag)
        const content = album === null ? null : contentOf(album)
        if (album === null || content === null || content.isGone) continue
        if (binnedAtMs !== null) items.push(binnedAlbum(album.id, content, binnedAtMs, nowMs))
        else
          items.push(
            ...content.works
              .filter(work => !moved(album.id, work))
              .flatMap(work => binnedWork(album.id, content, work, nowMs)),
          )
      }
      return items.toSorted((a, b) => b.binnedAtMs - a.binnedAtMs)
    },
    shownAlbums,
    async blobOf(accountText, albumText, work, image, size) {
      const account = parseAccountIdText(accountText)
      const tag = parseAlbumIdText(albumText)
      const album = account === null || tag === null ? null : await shelf.open(account, tag)
      const content = album === null ? null : contentOf(album)
      const version = content?.workById.get(work)?.versions.find(({ id }) => id === image)
      const rendition = version === undefined ? null : renditionFor(version, size)
      return rendition === null ? null : { size: rendition.size, blob: rendition.blob }
    },
    async references() {
      await openHeld(deps, shelf)
      const isPinned = await pins.look()
      return shelf.opened().map(album => blobsOf(album, isPinned(album.account, album.id)))
    },
  }
}

const whyEmpty = (deps: GalleryDeps, album: ShelfAlbum): Found => {
  const availability = deps.availability(album.replica.id)
  if (availability === 'offline') return { kind: 'not-held', reason: 'offline' }
  return availability === 'unavailable'
    ? { kind: 'not-held', reason: 'unknown-to-relay' }
    : { kind: 'looking' }
}

/** Somebody else's album for themselves alone is none of ours, however we came by its address. */
const whyUnreadable = (deps: GalleryDeps, album: ShelfAlbum, reason: 'newer-version' | 'broken'): Found => {
  const audience = audienceIn(album.replica.doc())
  if (reason === 'newer-version' || audience === 'public') return { kind: 'unreadable', reason }
  if (audience === 'connections') {
    // One's own waits for what opens it, in whatever way that comes.
    return { kind: album.isOwn || deps.audiences.isLooking(album.owner) ? 'looking' : 'not-for-you' }
  }
  return album.isOwn ? { kind: 'unreadable', reason } : { kind: 'not-held', reason: 'unknown-to-relay' }
}

const openHeld = async (deps: GalleryDeps, shelf: AlbumShelf): Promise<void> => {
  for (const { kind, owner, tag } of await deps.store.held()) {
    if (kind !== 'album') continue
    const album = await shelf.open(owner, tag)
    if (album === null && equalBytes(owner, deps.self))
      throw new Error('references: an album cannot be opened')
  }
}

/**
 * Whoever sweeps trusts this to be everything, so one's own album that cannot be read in full says so: what
 * it leaves out would pass for nobody's. An album of which nothing has come refers to nothing here.
 */
const blobsOf = (album: ShelfAlbum, isPinned: boolean): DocumentBlobs => {
  const reading = album.read()
  const content = reading.kind === 'value' ? reading.value : null
  const isWhole = reading.kind === 'empty' || content?.unreadable === 0
  return {
    doc: album.replica.id,
    isOwn: album.isOwn,
    isKept: album.isOwn || isPinned,
    isPartial: album.isOwn && !isWhole,
    blobs: content?.blobs ?? [],
  }
}
