/** How album cards are shaped and named. Pure. */
import type { AlbumCard, ImageTile } from '../../../core/api.ts'
import { albumsWords } from '../../strings/gallery-editing.ts'

const narrowest = 0.62
const widest = 2.4
const withoutCover = 4 / 3

const ratioOf = ({ width, height }: ImageTile): number => width / Math.max(1, height)

/** Width over height of a card: its cover's own, but never a thread or a ribbon. */
export const cardRatio = ({ cover }: AlbumCard): number =>
  cover === null ? withoutCover : Math.min(widest, Math.max(narrowest, ratioOf(cover.image)))

/** Whether the card has exactly the cover's shape, so that filling it cuts nothing. */
export const isWholeInFrame = (image: ImageTile): boolean =>
  ratioOf(image) >= narrowest && ratioOf(image) <= widest

export const cardTitle = ({ title }: AlbumCard): string => (title === '' ? albumsWords.untitled : title)
