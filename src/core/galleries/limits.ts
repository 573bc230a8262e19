/** How much an album and a work may hold. Characters are UTF-16 units, as people's editors count them. */
import type { AlbumTextField, WorkTextField } from '../api.ts'

export const albumTextChars: { readonly [F in AlbumTextField]: number } = {
  title: 300,
  about: 10_000,
  role: 200,
  year: 40,
  collaborators: 1_000,
  video: 2_000,
}

export const workTextChars: { readonly [F in WorkTextField]: number } = {
  title: 300,
  fullTitle: 1_000,
  statement: 20_000,
  year: 40,
  medium: 300,
  dimensions: 200,
  alt: 2_000,
}

export const galleryLimits = {
  albums: 500,
  /** Somebody else's, opened to be listed. */
  albumsListed: 200,
  worksPerAlbum: 2_000,
  /** Two devices may each add up to the limit. More are counted, not shown. */
  /** With those in the bin. */
  worksHeld: 4_000,
  worksRead: 8_000,
  /** What a reading looks at, however long an album claims to be. */
  fieldsRead: 250_000,
  tags: 40,
  tagChars: 60,
  credits: 100,
  creditChars: 200,
  versions: 50,
  orderKeyChars: 200,
  /** Of one edit; a change may have 256 KiB (PROTOCOL §4). */
  editBytes: 160 << 10,
} as const
