/**
 * What a journal holds: what one account says to others, in segments.
 *
 *   journal    document of kind `journal`, tag32 = the number of the segment, big-endian; {v: 1, e: [bytes …]}
 *              The profile says how many there are (`journal`). One account writes; its devices append side by side.
 *
 *   entry      enc([0, id16, plain])                                    for everyone
 *              enc([1, id16, g, keyId8, nonce24, box])                  for an audience
 *              enc([2, id16, tag16, g, keyId8, nonce24, box])           about an entry that is for its author's audience
 *              enc([3, id16, sealed])                                   for one's own devices
 *
 *   id16       16 random bytes. The first entry of a journal that has an id keeps it; others with it count as nothing.
 *   box        secretbox(padPlain(enc(plain)), nonce, key)
 *   key of 1   KDF(AS_g, acct32, "post", [id16])           AS_g: an audience secret of the journal's owner
 *   key of 2   KDF(AS_g, acct32, "thread", [writer32, id16])    AS_g, acct32: of the author of what the thread is about;
 *              writer32: the journal's owner, so that nobody who cannot read it says the same in their own
 *   tag16      KDF(AS of that entry, acct32, "thread-tag", [id16 of that entry])[0..16]: who can read what it is about
 *              finds what is said about it, and nobody else can tell what it belongs to. The box is under the newest
 *              secret its author held, so that whoever was removed since can count it and not read it.
 *   sealed     as in core/private: under the account secret, at the place [doc32, hex of id16]
 *
 *   plain      [kind, at, …]: `JournalPlain`. An unknown kind is kept and shown as of a newer version.
 *
 * Nothing is changed in place. An edit is an entry that names another and has all of what stands there now; a deletion is
 * an entry that names one. Only the author's own entries can be named so: both live in one document.
 */
import type { Brand } from '../../base/brand.ts'
import type { BlobDigest } from '../blobs/cid.ts'
import type { AccountId } from '../records/account-genesis.ts'

/** 16 bytes. */
export type EntryId16 = Brand<Uint8Array, 'EntryId16'>

/** What an entry is about. `segment`: where it stood in its author's journal, a hint for who must look for it. */
export type JournalTarget =
  | {
      readonly kind: 'post' | 'comment'
      readonly account: AccountId
      readonly id: EntryId16
      readonly segment: number
    }
  /** `id`: the work's 16 bytes, which it keeps in every album. `album`: 32 bytes, where it hung then. */
  | {
      readonly kind: 'work'
      readonly account: AccountId
      readonly id: Uint8Array
      readonly album: Uint8Array
    }

/** 16 bytes: H("target", enc([kind, acct32, id16]))[0..16]; for an account H("target", enc(["person", acct32]))[0..16]. */
export type TargetKey = Brand<Uint8Array, 'TargetKey'>

export interface JournalMention {
  readonly account: AccountId
  /** As the author knew them. */
  readonly name: string
}

export interface JournalRendition {
  readonly size: 'thumb' | 'card' | 'full' | 'original'
  readonly width: number
  readonly height: number
  readonly mime: 'image/webp' | 'image/jpeg' | 'image/png'
  readonly bytes: number
  readonly digest: BlobDigest
  /** For ciphertext: its key (32 bytes, used once) and SHA-256 of what is inside. Null in a post for everyone. */
  readonly lock: { readonly key: Uint8Array; readonly plainDigest: Uint8Array } | null
}

export interface JournalImage {
  /** 16 random bytes; never reused. */
  readonly id: Uint8Array
  readonly alt: string
  readonly width: number
  readonly height: number
  readonly colour: readonly [number, number, number]
  readonly placeholder: Uint8Array
  /** Smallest first. */
  readonly renditions: readonly JournalRendition[]
}

/** A work as it was when the post was written; the work itself may say otherwise since. */
export interface JournalWork {
  readonly account: AccountId
  /** 32 bytes. */
  readonly album: Uint8Array
  /** 16 bytes. */
  readonly work: Uint8Array
  readonly title: string
  readonly alt: string
  /** Without renditions: those are the album's to give. Null when it was not known. */
  readonly preview: {
    /** 16 bytes: which version of its image. */
    readonly image: Uint8Array
    readonly width: number
    readonly height: number
    readonly colour: readonly [number, number, number]
    readonly placeholder: Uint8Array
  } | null
}

export interface JournalBody {
  readonly text: string
  readonly mentions: readonly JournalMention[]
  readonly images: readonly JournalImage[]
  readonly works: readonly JournalWork[]
}

export type JournalPlain =
  | {
      readonly kind: 'post'
      readonly atMs: number
      readonly body: JournalBody
      /** Works that were added to an album, `works` of the body the first of them. */
      readonly added: { readonly album: Uint8Array; readonly title: string; readonly total: number } | null
    }
  | {
      readonly kind: 'comment'
      readonly atMs: number
      readonly target: JournalTarget
      /** A comment of the same thread. */
      readonly replyTo: { readonly account: AccountId; readonly id: EntryId16 } | null
      readonly text: string
      readonly mentions: readonly JournalMention[]
    }
  | { readonly kind: 'appreciate'; readonly atMs: number; readonly target: JournalTarget }
  /** All that a post or a comment of one's own says now; of a comment, without images and works. */
  | { readonly kind: 'edit'; readonly atMs: number; readonly of: EntryId16; readonly body: JournalBody }
  /** Takes back any entry of one's own but edits and deletions. */
  | { readonly kind: 'delete'; readonly atMs: number; readonly of: EntryId16 }
  /** Counts from the owner of what the comment is about, and from nobody else. */
  | { readonly kind: 'hide'; readonly atMs: number; readonly account: AccountId; readonly id: EntryId16 }
  | { readonly kind: 'follow'; readonly atMs: number; readonly account: AccountId }

/** An entry, before it is opened. */
export type JournalEntry =
  | { readonly form: 'open'; readonly id: EntryId16; readonly plain: JournalPlain }
  | {
      readonly form: 'audience'
      readonly id: EntryId16
      readonly generation: number
      /** 8 bytes: which secret of that generation. */
      readonly keyId: Uint8Array
      readonly nonce: Uint8Array
      readonly box: Uint8Array
    }
  | {
      readonly form: 'thread'
      readonly id: EntryId16
      readonly tag: Uint8Array
      readonly generation: number
      readonly keyId: Uint8Array
      readonly nonce: Uint8Array
      readonly box: Uint8Array
    }
  | { readonly form: 'own'; readonly id: EntryId16; readonly sealed: Uint8Array }
