/** What is shown of a picture before a byte of it has come, as formats keep it. */
import { base64UrlToBytes, hexToBytes } from '../../base/bytes.ts'
import type { ImageTile } from '../api.ts'

export interface PictureFrame {
  readonly width: number
  readonly height: number
  /** Red, green, blue, 0 to 255. */
  readonly colour: readonly [number, number, number]
  /** ThumbHash. */
  readonly placeholder: Uint8Array
}

export const frameOfTile = ({ width, height, colour, placeholder }: ImageTile): PictureFrame => {
  const [red = 0, green = 0, blue = 0] = hexToBytes(colour.slice(1)) ?? []
  return {
    width,
    height,
    colour: [red, green, blue],
    placeholder: base64UrlToBytes(placeholder) ?? new Uint8Array(),
  }
}
