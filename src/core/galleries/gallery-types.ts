/** What the rest of the core knows of galleries. */
import type { Result } from '../../base/result.ts'
import type {
  AccountIdText,
  AlbumEdit,
  AlbumIdText,
  AlbumKind,
  AlbumsRow,
  AlbumState,
  Audience,
  BinnedItem,
  BinRef,
  CoreError,
  ImageId,
  ImageSize,
  WorkEdit,
  WorkId,
  WorkState,
} from '../api.ts'
import type { BlobRef, DocumentBlobs } from '../blobs/blob-types.ts'
import type { PreparedImage } from '../ports.ts'
import type { ArtistAlbum } from './rows.ts'

type Outcome<T = null> = Promise<Result<T, CoreError>>

/** A prepared image whose renditions are staged. */
export interface StagedImage {
  readonly width: number
  readonly height: number
  readonly colour: PreparedImage['colour']
  readonly placeholder: Uint8Array
  readonly renditions: readonly {
    readonly size: ImageSize
    readonly width: number
    readonly height: number
    readonly blob: BlobRef
  }[]
}

export interface GalleryService {
  createAlbum(title: string, kind: AlbumKind, audience: Audience): Outcome<{ readonly album: AlbumIdText }>
  editAlbum(album: AlbumIdText, edit: AlbumEdit): Outcome
  placeAlbum(album: AlbumIdText, before: AlbumIdText | null): Outcome
  setAudience(album: AlbumIdText, audience: Audience): Outcome<{ readonly album: AlbumIdText }>
  binAlbum(album: AlbumIdText): Outcome
  keepOffline(account: AccountIdText, album: AlbumIdText, keep: boolean): Outcome
  editWorks(album: AlbumIdText, works: readonly WorkId[], edits: readonly WorkEdit[]): Outcome
  placeWorks(album: AlbumIdText, works: readonly WorkId[], before: WorkId | null): Outcome
  moveWorks(from: AlbumIdText, to: AlbumIdText, works: readonly WorkId[]): Outcome
  binWorks(album: AlbumIdText, works: readonly WorkId[]): Outcome
  restore(items: readonly BinRef[]): Outcome
  emptyBin(items: readonly BinRef[]): Outcome

  /**
   * What intake asks before it stages, and does after. `duplicate`: the album has a work whose newest `full`
   * rendition is the same bytes inside. `audience` is how to stage.
   */
  audienceOf(album: AlbumIdText): Promise<Audience | 'gone' | 'read-only'>
  /** `digest`: SHA-256 of the full rendition's plain bytes. */
  hasImage(album: AlbumIdText, digest: Uint8Array): Promise<boolean>
  /** Refers to staged images in one edit: last in the album, in the order given. */
  addWorks(
    album: AlbumIdText,
    added: readonly { readonly title: string; readonly image: StagedImage }[],
  ): Outcome<readonly { readonly work: WorkId; readonly image: ImageId }[]>
  addVersion(album: AlbumIdText, work: WorkId, image: StagedImage): Outcome<{ readonly image: ImageId }>

  albums(account: AccountIdText): Promise<AlbumsRow>
  album(account: AccountIdText, album: AlbumIdText): Promise<AlbumState>
  work(account: AccountIdText, album: AlbumIdText, work: WorkId): Promise<WorkState>
  bin(): Promise<readonly BinnedItem[]>
  /** Of everybody, as far as they are open on this device: what of them is looked through. */
  shownAlbums(): Promise<readonly ArtistAlbum[]>
  /** The blob behind `image.load`: the size asked for, or the next one up, or `full`. Null: no such image here. */
  blobOf(
    account: AccountIdText,
    album: AlbumIdText,
    work: WorkId,
    image: ImageId,
    size: ImageSize,
  ): Promise<{ readonly size: ImageSize; readonly blob: BlobRef } | null>
  /** Everything that the open albums of this device refer to, bins included. */
  references(): Promise<readonly DocumentBlobs[]>
  /** Takes out what has been in the bin for longer than `binDays`. */
  purge(): Promise<void>
}
