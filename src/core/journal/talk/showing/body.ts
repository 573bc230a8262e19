/** What an author wrote, as pages see it. */
import { bytesToBase64Url, bytesToHex } from '../../../../base/bytes.ts'
import type { JournalBody, JournalImage, JournalWork } from '../../../../protocol/journal/journal-types.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import { accountIdToText } from '../../../account/account-id.ts'
import type { ImageTile, PostBody, PostImage, PostWork } from '../../../api.ts'
import { personOf, type ShowingDeps } from './showing-deps.ts'

/** Whoever is blocked is neither linked to nor shown in what others wrote. */
export const bodyToPage = (
  body: JournalBody,
  deps: Pick<ShowingDeps, 'self' | 'nameOf' | 'circle'>,
): PostBody => {
  const isSeen = ({ account }: { readonly account: AccountId }): boolean =>
    !deps.circle.isBlocked(bytesToHex(account))
  return {
    text: body.text,
    mentions: body.mentions.filter(isSeen).map(({ account, name }) => personOf(account, name, deps)),
    images: body.images.map(imageToPage),
    works: body.works.filter(isSeen).map(workToPage),
  }
}

const imageToPage = (image: JournalImage): PostImage => ({ image: tileOf(image.id, image), alt: image.alt })

const workToPage = ({ account, album, work, title, alt, preview }: JournalWork): PostWork => ({
  account: accountIdToText(account),
  album: bytesToBase64Url(album),
  work: bytesToBase64Url(work),
  title,
  alt,
  image: preview === null ? null : tileOf(preview.image, preview),
})

const tileOf = (
  id: Uint8Array,
  { width, height, colour, placeholder }: Pick<JournalImage, 'width' | 'height' | 'colour' | 'placeholder'>,
): ImageTile => ({
  id: bytesToBase64Url(id),
  width,
  height,
  colour: `#${bytesToHex(Uint8Array.from(colour))}`,
  placeholder: bytesToBase64Url(placeholder),
  focal: { x: 0.5, y: 0.5 },
})

/** Every word of it that people see. */
export const wordsOf = (body: JournalBody): string =>
  [
    body.text,
    ...body.images.map(({ alt }) => alt),
    ...body.works.flatMap(({ title, alt }) => [title, alt]),
  ].join('\n')
