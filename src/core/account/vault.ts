/**
 * The vault: this device's secrets at rest. Sealing and opening; the bytes are in vault-format.ts and the
 * contents in vault-contents.ts.
 *
 * A box that does not open under a well-formed header reads as a wrong passphrase: without the right one,
 * damage inside the box cannot be told from it.
 */
import type { Random } from '../../base/random.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { VaultProtection } from '../api.ts'
import {
  argon2SaltBytes,
  type Argon2Params,
  costlierArgon2,
  currentArgon2Params,
  isPassphrase,
  passphraseToKey,
} from '../crypto/argon2.ts'
import { openBox, sealBox } from '../crypto/secretbox.ts'
import { wipe } from '../crypto/wipe.ts'
import type { BrowserKey } from '../ports.ts'
import { decodeVaultContents, encodeVaultContents, type VaultContents } from './vault-contents.ts'
import {
  encodeBrowserVault,
  encodePassphraseVault,
  encodeVaultHeader,
  parseVaultFile,
  type VaultFile,
  type VaultFileError,
  vaultKeyFrom,
} from './vault-format.ts'

export type VaultError = { readonly type: 'wrong-passphrase' } | VaultFileError

export type VaultCredential =
  | { readonly type: 'passphrase'; readonly passphrase: string }
  | { readonly type: 'this-browser'; readonly key: BrowserKey }

/** Seals again under the key it holds, so that saving needs no passphrase and no second Argon2. */
export interface VaultSealer {
  readonly protection: VaultProtection
  /** What the header says; null without a passphrase. Hand it on when the passphrase changes. */
  readonly argon2: Argon2Params | null
  readonly seal: (contents: VaultContents) => Promise<Uint8Array>
  /** Drops the key, on locking; `seal` rejects from then on. */
  readonly forget: () => void
}

export interface OpenVault {
  readonly contents: VaultContents
  readonly sealer: VaultSealer
}

/** How a vault is protected, without any secret. */
export const vaultProtection = (bytes: Uint8Array): Result<VaultProtection, VaultFileError> => {
  const file = parseVaultFile(bytes)
  return file.ok ? ok(file.value.type) : file
}

/**
 * A new header, salt and key. `atLeast`: the parameters of the vault this one replaces, or null; the new
 * ones are never cheaper. Throws on a passphrase that is empty.
 */
export const createVaultSealer = async (
  credential: VaultCredential,
  random: Random,
  atLeast: Argon2Params | null = null,
): Promise<VaultSealer> => {
  if (credential.type === 'this-browser') return browserSealer(credential.key)
  if (!isPassphrase(credential.passphrase))
    throw new Error('createVaultSealer: an empty passphrase protects nothing')
  const argon2 = atLeast === null ? currentArgon2Params : costlierArgon2(currentArgon2Params, atLeast)
  const salt = random.bytes(argon2SaltBytes)
  const header = encodeVaultHeader({ type: 'passphrase', argon2, salt })
  const key = vaultKeyFrom(await passphraseToKey(credential.passphrase, salt, argon2), header)
  return passphraseSealer(header, argon2, key, random)
}

/** `random` makes the nonces of the sealer that comes with the contents. */
export const openVault = async (
  bytes: Uint8Array,
  credential: VaultCredential,
  random: Random,
): Promise<Result<OpenVault, VaultError>> => {
  const parsed = parseVaultFile(bytes)
  if (!parsed.ok) return parsed
  const file = parsed.value
  if (file.type === 'passphrase') {
    return credential.type === 'passphrase'
      ? openWithPassphrase(file, credential.passphrase, random)
      : wrongPassphrase
  }
  return credential.type === 'this-browser' ? openWithBrowserKey(file, credential.key) : wrongPassphrase
}

const wrongPassphrase: Result<never, VaultError> = err({ type: 'wrong-passphrase' })

const openWithPassphrase = async (
  file: Extract<VaultFile, { readonly type: 'passphrase' }>,
  passphrase: string,
  random: Random,
): Promise<Result<OpenVault, VaultError>> => {
  if (!isPassphrase(passphrase)) return wrongPassphrase
  const key = vaultKeyFrom(await passphraseToKey(passphrase, file.salt, file.argon2), file.header)
  const plain = openBox(file.sealed, key)
  if (plain === null) {
    wipe(key)
    return wrongPassphrase
  }
  return toOpenVault(plain, passphraseSealer(file.header, file.argon2, key, random))
}

/** A key that does not fit is damage here, not a mistake: nobody typed anything. */
const openWithBrowserKey = async (
  file: Extract<VaultFile, { readonly type: 'this-browser' }>,
  key: BrowserKey,
): Promise<Result<OpenVault, VaultError>> => {
  const plain = await key.open(file.sealed, file.header)
  return plain === null ? err({ type: 'vault-corrupt' }) : toOpenVault(plain, browserSealer(key))
}

const toOpenVault = (plain: Uint8Array, sealer: VaultSealer): Result<OpenVault, VaultError> => {
  const contents = decodeVaultContents(plain)
  wipe(plain)
  if (contents.ok) return ok({ contents: contents.value, sealer })
  sealer.forget()
  return err({ type: contents.error.reason === 'unknown-version' ? 'newer-version' : 'vault-corrupt' })
}

const passphraseSealer = (
  header: Uint8Array,
  argon2: Argon2Params,
  key: Uint8Array,
  random: Random,
): VaultSealer =>
  sealerWith(
    'passphrase',
    argon2,
    plain => Promise.resolve(encodePassphraseVault(header, sealBox(plain, key, random))),
    () => wipe(key),
  )

const browserSealer = (key: BrowserKey): VaultSealer => {
  const header = encodeVaultHeader({ type: 'this-browser' })
  return sealerWith(
    'this-browser',
    null,
    async plain => encodeBrowserVault(header, await key.seal(plain, header)),
    () => undefined,
  )
}

const sealerWith = (
  protection: VaultProtection,
  argon2: Argon2Params | null,
  sealBytes: (plain: Uint8Array) => Promise<Uint8Array>,
  wipeKey: () => void,
): VaultSealer => {
  let isForgotten = false
  return {
    protection,
    argon2,
    seal: async contents => {
      if (isForgotten) throw new Error('seal: the vault is locked')
      const plain = encodeVaultContents(contents)
      try {
        return await sealBytes(plain)
      } finally {
        wipe(plain)
      }
    },
    forget: () => {
      isForgotten = true
      wipeKey()
    },
  }
}
