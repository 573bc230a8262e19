/**
 * Names of blobs: CIDv1, raw (0x55), sha2-256 (0x12 0x20), in lower-case base32 behind "b"; 59 characters
 * (https://github.com/multiformats/cid). A name says what the bytes must hash to, so nobody can swap them.
 */
import { base32nopad } from '@scure/base'
import type { Brand } from '../../base/brand.ts'
import { concatBytes } from '../../base/bytes.ts'

/** SHA-256 of the bytes, 32 bytes: what documents refer by. */
export type BlobDigest = Brand<Uint8Array, 'BlobDigest'>

/** The one spelling of a blob's name. */
export type Cid = Brand<string, 'Cid'>

const prefix = Uint8Array.of(0x01, 0x55, 0x12, 0x20)
const cidChars = 59

export const cidOf = (digest: BlobDigest): Cid =>
  `b${base32nopad.encode(concatBytes(prefix, digest)).toLowerCase()}` as Cid

/** Null for anything but a CIDv1 of this very kind, in its one spelling. */
export const parseCid = (text: string): BlobDigest | null => {
  if (text.length !== cidChars || !/^b[a-z2-7]+$/.test(text)) return null
  const digest = decodeBase32(text.slice(1).toUpperCase())?.subarray(prefix.length) as BlobDigest | undefined
  return digest?.length === 32 && cidOf(digest) === text ? digest : null
}

const decodeBase32 = (text: string): Uint8Array | null => {
  try {
    return base32nopad.decode(text)
  } catch {
    return null
  }
}
