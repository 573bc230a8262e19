/** Labelled hashing and key derivation (PROTOCOL §1). Synchronous: ids and headers are hashed inline. */
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 as nobleSha256, sha512 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '../../base/bytes.ts'
import { enc, type Item } from '../codec/cbor.ts'

/** 32 bytes. FIPS 180-4. */
export const sha256 = (bytes: Uint8Array): Uint8Array => nobleSha256(bytes)

/** "gesso/1/" ‖ label ‖ 00, the context in front of everything hashed, signed or derived. */
export const contextBytes = (label: string): Uint8Array => utf8ToBytes(`gesso/1/${label}\0`)

/** H(label, b) = SHA-256("gesso/1/" ‖ label ‖ 00 ‖ b): 32 bytes. */
export const hashWithLabel = (label: string, bytes: Uint8Array): Uint8Array =>
  sha256(concatBytes(contextBytes(label), bytes))

/** SHA-512("gesso/1/" ‖ label ‖ 00 ‖ b): 64 bytes. */
export const longHashWithLabel = (label: string, bytes: Uint8Array): Uint8Array =>
  sha512(concatBytes(contextBytes(label), bytes))

/** KDF(ikm, salt, label, ctx): HKDF-SHA256 (RFC 5869), 32 bytes. `salt` may be empty. */
export const deriveKey = (secret: Uint8Array, salt: Uint8Array, label: string, context: Item): Uint8Array =>
  hkdf(nobleSha256, secret, salt, concatBytes(contextBytes(label), enc(context)), 32)
