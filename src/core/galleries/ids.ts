/** Ids as people link them and rows carry them. */
import { base64UrlToBytes, bytesToBase64Url } from '../../base/bytes.ts'
import type { Random } from '../../base/random.ts'
import type { AlbumIdText, ImageId, WorkId } from '../api.ts'

export const albumIdToText = (tag: Uint8Array): AlbumIdText => bytesToBase64Url(tag)

/** 32 bytes; null for anything but their one spelling. */
export const parseAlbumIdText = (text: string): Uint8Array | null => bytesIn(text, 43, 32)

/** 16 random bytes. */
export const newWorkId = (random: Random): WorkId => bytesToBase64Url(random.bytes(16))
/** For a field of a work that needs a name of its own. */
export const newFieldId = (random: Random): string => bytesToBase64Url(random.bytes(8))
export const newImageId = (random: Random): ImageId => bytesToBase64Url(random.bytes(16))

export const isWorkId = (text: string): boolean => /^[\w-]{21}[AQgw]$/.test(text)

/** 16 bytes; null for anything but their one spelling. */
export const parseImageId = (text: string): Uint8Array | null => bytesIn(text, 22, 16)

const bytesIn = (text: string, chars: number, length: number): Uint8Array | null => {
  const bytes = text.length === chars ? base64UrlToBytes(text) : null
  return bytes?.length === length ? bytes : null
}
