/**
 * What is inside an envelope: enc([type, sentAtMs, ownChainHeads[], body]). A type that is not known is not an error of
 * the sender's: it says "newer version" to the reader.
 *
 *   text      [text, replyTo32|null]
 *   image     [text, alt, replyTo32|null, image]      image: [width, height, [r, g, b], placeholder, renditions]
 *                                                     rendition: [size, width, height, mime, bytes, digest32, key32, plainDigest32]
 *   work      [acct32, albumTag32, work16, title, artist, text, image|null]   image without renditions: none but its tile
 *   edit      [target32, text]                        of one's own text or caption; the newest wins
 *   delete    [target32]                              of one's own
 *   react     [target32, emoji|null]                  one for each person and message; the newest wins
 *   got       [kind, [[chain16, n] …]]                kind "delivered" or "read": all envelopes of these chains up to n
 *   ask       [target32]                              could not be read here; please send it again
 *   accept    []                                      yes to being connected, in a direct conversation
 *   goodbye   []                                      no longer connected
 *   invite    [room record, name, [acct32 …], [[epochId32, ES32] …]]   into a room, inside a direct conversation
 *   joined    []                                      yes to an invitation, in the room
 *   name      [name]                                  of the room; counts from its admins
 *   late      []                                      look at the earlier segments again: something of mine came late
 */
import type { BlobDigest } from '../blobs/cid.ts'
import type { AccountId } from '../records/account-genesis.ts'
import type { SignedRecord } from '../records/record.ts'
import type { EnvelopeId, EpochId } from './room-types.ts'

export const plainTypes = [
  'text',
  'image',
  'work',
  'edit',
  'delete',
  'react',
  'got',
  'ask',
  'accept',
  'goodbye',
  'invite',
  'joined',
  'name',
  'late',
] as const
export type PlainType = (typeof plainTypes)[number]

export interface PlainRendition {
  readonly size: 'thumb' | 'card' | 'full' | 'original'
  readonly width: number
  readonly height: number
  readonly mime: 'image/webp' | 'image/jpeg' | 'image/png'
  /** Of the ciphertext. */
  readonly bytes: number
  readonly digest: BlobDigest
  readonly key: Uint8Array
  readonly plainDigest: Uint8Array
}

export interface PlainImage {
  readonly width: number
  readonly height: number
  readonly colour: readonly [number, number, number]
  readonly placeholder: Uint8Array
  readonly renditions: readonly PlainRendition[]
}

/** For each chain of envelopes, the last one of an unbroken run from its beginning. */
export type ChainMarks = readonly (readonly [chain: Uint8Array, n: number])[]

export type PlainBody =
  | { readonly type: 'text'; readonly text: string; readonly replyTo: EnvelopeId | null }
  | {
      readonly type: 'image'
      readonly text: string
      readonly alt: string
      readonly replyTo: EnvelopeId | null
      readonly image: PlainImage
    }
  | {
      readonly type: 'work'
      readonly account: AccountId
      readonly albumTag: Uint8Array
      /** 16 bytes. */
      readonly work: Uint8Array
      readonly title: string
      readonly artist: string
      readonly text: string
      readonly image: PlainImage | null
    }
  | { readonly type: 'edit'; readonly target: EnvelopeId; readonly text: string }
  | { readonly type: 'delete'; readonly target: EnvelopeId }
  | { readonly type: 'react'; readonly target: EnvelopeId; readonly emoji: string | null }
  | { readonly type: 'got'; readonly kind: 'delivered' | 'read'; readonly marks: ChainMarks }
  | { readonly type: 'ask'; readonly target: EnvelopeId }
  | { readonly type: 'accept' | 'goodbye' | 'joined' | 'late' }
  | {
      readonly type: 'invite'
      readonly room: SignedRecord
      readonly name: string
      readonly members: readonly AccountId[]
      readonly keys: readonly (readonly [epoch: EpochId, secret: Uint8Array])[]
    }
  | { readonly type: 'name'; readonly name: string }

export interface Plain {
  readonly sentAtMs: number
  readonly ownHeads: readonly Uint8Array[]
  readonly body: PlainBody
}
