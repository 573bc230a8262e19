import { bytesToBase64Url, bytesToHex } from '../../../../base/bytes.ts'
import type { PlainBody, PlainImage } from '../../../../protocol/rooms/plain-types.ts'
import { accountIdToText } from '../../../account/account-id.ts'
import type { ImageTile, MessageBody } from '../../../api.ts'
import type { SaidItem } from '../rows/talk-item.ts'

/** Null: it is no message. `asked`: this device asked for it again. */
export const messageBodyOf = ({ content, edit }: SaidItem, asked: boolean): MessageBody | null => {
  switch (content.kind) {
    case 'deleted':
      return { kind: 'deleted' }
    case 'unreadable':
      return { kind: 'unreadable', reason: content.reason, asked }
    case 'said':
      return saidBody(content.body, edit?.text)
  }
}

/** `edited`: what stands in place of its words. */
export const saidBody = (body: PlainBody, edited?: string): MessageBody | null => {
  switch (body.type) {
    case 'text':
      return { kind: 'text', text: edited ?? body.text }
    case 'image':
      return { kind: 'image', image: tileOf(body.image), alt: body.alt, text: edited ?? body.text }
    case 'work':
      return {
        kind: 'work',
        account: accountIdToText(body.account),
        album: bytesToBase64Url(body.albumTag),
        work: bytesToBase64Url(body.work),
        title: body.title,
        artist: body.artist,
        image: body.image === null ? null : tileOf(body.image),
        text: edited ?? body.text,
      }
    default:
      return null
  }
}

/** Named by what the image is, so that pages may cache by it. */
const tileOf = ({ width, height, colour, placeholder, renditions }: PlainImage): ImageTile => ({
  id: bytesToBase64Url((renditions[0]?.plainDigest ?? placeholder).subarray(0, 16)),
  width,
  height,
  colour: `#${bytesToHex(Uint8Array.from(colour))}`,
  placeholder: bytesToBase64Url(placeholder),
  focal: { x: 0.5, y: 0.5 },
})
