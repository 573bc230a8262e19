/**
 * A vault file (PROTOCOL §2):
 *
 *   passphrase     enc([hdr, nonce24, secretbox(contents, nonce, k)])
 *                  hdr = enc(["gesso/1/vault", "argon2id", m, t, p, salt16])
 *                  k   = KDF(Argon2id(NFKC(passphrase)), SHA-256(hdr), "vault", [])
 *   this browser   enc([hdr, sealed])
 *                  hdr = enc(["gesso/1/vault", "browser-key"]), associated data of `sealed`
 */
import { err, ok, type Result } from '../../base/result.ts'
import { dec, enc, type Item } from '../../protocol/codec/cbor.ts'
import {
  bytesBetween,
  bytesOf,
  literal,
  parseItem,
  type Shape,
  tuple,
  uint,
} from '../../protocol/codec/shape.ts'
import { deriveKey, sha256 } from '../../protocol/crypto/hash.ts'
import { argon2SaltBytes, type Argon2Params, isAcceptableArgon2 } from '../crypto/argon2.ts'
import { boxOverheadBytes, nonceBytes, type Sealed } from '../crypto/secretbox.ts'
import { wipe } from '../crypto/wipe.ts'

export type VaultHeader =
  | { readonly type: 'passphrase'; readonly argon2: Argon2Params; readonly salt: Uint8Array }
  | { readonly type: 'this-browser' }

export type VaultFile =
  | {
      readonly type: 'passphrase'
      readonly argon2: Argon2Params
      readonly salt: Uint8Array
      readonly header: Uint8Array
      readonly sealed: Sealed
    }
  | { readonly type: 'this-browser'; readonly header: Uint8Array; readonly sealed: Uint8Array }

export type VaultFileError = { readonly type: 'vault-corrupt' } | { readonly type: 'newer-version' }

const magic = 'gesso/1/vault'
const maxHeaderBytes = 256
const maxBoxBytes = 1 << 20

type HeaderWithPassphrase = ['gesso/1/vault', 'argon2id', number, number, number, Uint8Array]

const passphraseHeaderShape: Shape<HeaderWithPassphrase> = tuple<HeaderWithPassphrase>(
  literal(magic),
  literal('argon2id'),
  uint(),
  uint(),
  uint(),
  bytesOf(argon2SaltBytes),
)
const browserHeaderShape = tuple<['gesso/1/vault', 'browser-key']>(literal(magic), literal('browser-key'))
const passphraseFileShape = tuple<[Uint8Array, Uint8Array, Uint8Array]>(
  bytesBetween(1, maxHeaderBytes),
  bytesOf(nonceBytes),
  bytesBetween(boxOverheadBytes, maxBoxBytes),
)
const browserFileShape = tuple<[Uint8Array, Uint8Array]>(
  bytesBetween(1, maxHeaderBytes),
  bytesBetween(1, maxBoxBytes),
)

export const encodeVaultHeader = (header: VaultHeader): Uint8Array => {
  if (header.type === 'this-browser') return enc([magic, 'browser-key'])
  const { memoryKiB, passes, lanes } = header.argon2
  return enc([magic, 'argon2id', memoryKiB, passes, lanes, header.salt])
}

export const encodePassphraseVault = (header: Uint8Array, sealed: Sealed): Uint8Array =>
  enc([header, sealed.nonce, sealed.box])

export const encodeBrowserVault = (header: Uint8Array, sealed: Uint8Array): Uint8Array =>
  enc([header, sealed])

/** The vault key, from what Argon2id gave; which is wiped. The header is the salt, so none can be swapped in. */
export const vaultKeyFrom = (stretched: Uint8Array, header: Uint8Array): Uint8Array => {
  const key = deriveKey(stretched, sha256(header), 'vault', [])
  wipe(stretched)
  return key
}

/** Without secrets. Argon2 parameters out of bounds are corrupt: they are refused before anything is run. */
export const parseVaultFile = (bytes: Uint8Array): Result<VaultFile, VaultFileError> => {
  const decoded = dec(bytes, 'vault')
  if (!decoded.ok) return corrupt
  const header = parseHeader(decoded.value)
  if (!header.ok) return header
  return header.value.type === 'passphrase'
    ? parsePassphraseFile(decoded.value, header.value)
    : parseBrowserFile(decoded.value)
}

const corrupt: Result<never, VaultFileError> = err({ type: 'vault-corrupt' })
const newer: Result<never, VaultFileError> = err({ type: 'newer-version' })

const parsePassphraseFile = (
  item: Item,
  { argon2, salt }: Extract<VaultHeader, { readonly type: 'passphrase' }>,
): Result<VaultFile, VaultFileError> => {
  const parsed = parseItem(passphraseFileShape, item, 'vault')
  if (!parsed.ok) return corrupt
  const [header, nonce, box] = parsed.value
  return ok({ type: 'passphrase', argon2, salt, header, sealed: { nonce, box } })
}

const parseBrowserFile = (item: Item): Result<VaultFile, VaultFileError> => {
  const parsed = parseItem(browserFileShape, item, 'vault')
  return parsed.ok ? ok({ type: 'this-browser', header: parsed.value[0], sealed: parsed.value[1] }) : corrupt
}

const parseHeader = (file: Item): Result<VaultHeader, VaultFileError> => {
  const bytes = Array.isArray(file) ? (file as readonly Item[])[0] : null
  if (!(bytes instanceof Uint8Array)) return corrupt
  const decoded = dec(bytes, 'vault header', maxHeaderBytes)
  if (!decoded.ok) return corrupt
  if (parseItem(browserHeaderShape, decoded.value, 'vault header').ok) return ok({ type: 'this-browser' })
  const parsed = parseItem(passphraseHeaderShape, decoded.value, 'vault header')
  if (!parsed.ok) return isNewerHeader(decoded.value) ? newer : corrupt
  const [, , memoryKiB, passes, lanes, salt] = parsed.value
  const argon2 = { memoryKiB, passes, lanes }
  return isAcceptableArgon2(argon2) ? ok({ type: 'passphrase', argon2, salt }) : corrupt
}

/** A vault by its name, with a version or a way of protecting it that this code does not know. */
const isNewerHeader = (header: Item): boolean => {
  if (!Array.isArray(header)) return false
  const [name, protection] = header as readonly Item[]
  if (typeof name !== 'string' || !/^gesso\/[1-9][0-9]{0,5}\/vault$/.test(name)) return false
  return (
    name !== magic ||
    (typeof protection === 'string' && protection !== 'argon2id' && protection !== 'browser-key')
  )
}
