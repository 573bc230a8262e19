/**
 * Who can read what is not for everyone: secrets that an account shares with whom it is connected to.
 *
 *   audience   document of kind `audience`, one for each generation g: tag32 = g, big-endian; {v: 1, e: [bytes …]}
 *              The profile says which is the newest (`audience`). Older ones are never written to again.
 *
 *   secret     enc([0, keyId8, akX32, akG, prev])    made by one device of the owner; two may make one at the same time
 *   readers    enc([1, keyId8, [[slot16, box48] …]]) at most `audienceReaders` in one entry
 *   own        enc([2, keyId8, akG, nonce24, box48]) for the owner's own devices
 *
 *   AS         32 random bytes; keyId8 = KDF(AS, acct32, "audience-id", [g])[0..8], which also proves the right one was opened
 *   akX, akG   the owner's key that slots of this secret are made with, and its generation
 *   prev       null, or [g′, keyId8′, nonce24, box48]: the secret before, under KDF(AS, acct32, "audience-before", [g]); so
 *              whoever is connected later reads what was said before, and whoever was removed nothing that came after
 *   shared     X25519(akX of the owner, akX of the reader): each of the two can make it, nobody else
 *   slot16     KDF(shared, acct32, "audience-slot", [reader32, readerG, g, keyId8])[0..16]: tells nobody whose it is
 *   box48      secretbox(AS, 0²⁴, KDF(shared, acct32, "audience-key", [reader32, readerG, g, keyId8])): a key used once
 *   own box    secretbox(AS, nonce, KDF(AK_akG, acct32, "audience-own", [g, keyId8]))
 *
 * The relay sees how many slots there are and when they come; not whose. A new generation is due as soon as somebody who
 * has a slot should have none: a connection removed or blocked, a key of theirs or of one's own renewed.
 */

export const audienceReaders = 512

/** 8 bytes. */
export type AudienceKeyId = Uint8Array

export type AudienceEntry =
  | {
      readonly kind: 'secret'
      readonly keyId: AudienceKeyId
      /** 32 bytes. */
      readonly akX: Uint8Array
      readonly akGeneration: number
      readonly before: {
        readonly generation: number
        readonly keyId: AudienceKeyId
        readonly nonce: Uint8Array
        readonly box: Uint8Array
      } | null
    }
  | {
      readonly kind: 'readers'
      readonly keyId: AudienceKeyId
      readonly slots: readonly { readonly slot: Uint8Array; readonly box: Uint8Array }[]
    }
  | {
      readonly kind: 'own'
      readonly keyId: AudienceKeyId
      readonly akGeneration: number
      readonly nonce: Uint8Array
      readonly box: Uint8Array
    }
