import { concatBytes } from '../../../src/base/bytes.ts'
import { createAccountKeys } from '../../../src/core/account/create-account.ts'
import { decodeVaultContents, encodeVaultContents } from '../../../src/core/account/vault-contents.ts'
import {
  encodePassphraseVault,
  encodeVaultHeader,
  vaultKeyFrom,
} from '../../../src/core/account/vault-format.ts'
import { type Argon2Params, unsafeTestingArgon2 } from '../../../src/core/crypto/argon2.ts'
import { sealBox } from '../../../src/core/crypto/secretbox.ts'
import { unsafeSeededRandom } from '../../../src/platform/memory/seeded-random.ts'
import type { Item } from '../../../src/protocol/codec/cbor.ts'
import { enc } from '../../../src/protocol/codec/cbor.ts'
import { toHex } from '../json-items.ts'
import { vectorTimeMs } from './people.ts'

const random = unsafeSeededRandom(7)
const passphrase = 'Café ﬁlm 4'

const sealed = async (contents: Uint8Array, argon2: Argon2Params) => {
  const salt = random.bytes(16)
  const header = encodeVaultHeader({ type: 'passphrase', argon2, salt })
  const stretched = await unsafeTestingArgon2(passphrase, salt, argon2)
  const stretchedHex = toHex(stretched)
  const key = vaultKeyFrom(stretched, header)
  const file = encodePassphraseVault(header, sealBox(contents, key, random))
  return {
    passphrase,
    ...argon2,
    salt: toHex(salt),
    header: toHex(header),
    stretched: stretchedHex,
    key: toHex(key),
    contents: toHex(contents),
    file: toHex(file),
  }
}

export const vaultVectors = async () => {
  const made = await createAccountKeys({
    deviceName: 'Laptop',
    displayName: 'Zoë',
    nowMs: vectorTimeMs,
    random,
  })
  const contents = encodeVaultContents(made.contents)
  if (!decodeVaultContents(contents).ok) throw new Error('own contents')
  const header = (...fields: readonly Item[]): string =>
    toHex(enc([enc(['gesso/1/vault', ...fields]), new Uint8Array(24), new Uint8Array(64)]))
  const salt = random.bytes(16)
  const browser = (...fields: readonly Item[]): string => toHex(enc([enc(fields), new Uint8Array(64)]))
  const corrupt = { type: 'vault-corrupt' }
  const newer = { type: 'newer-version' }
  const least = await sealed(contents, { memoryKiB: 19_456, passes: 2, lanes: 1 })
  return {
    about:
      'Vault files. `openable` opens with its passphrase; `tooCheap` shows every step and is refused for its parameters.',
    openable: least,
    tooCheap: await sealed(contents, { memoryKiB: 64, passes: 1, lanes: 1 }),
    protections: [
      { file: least.file, protection: 'passphrase' },
      { file: browser('gesso/1/vault', 'browser-key'), protection: 'this-browser' },
    ],
    refused: [
      { name: 'nothing', file: '', error: corrupt },
      { name: 'not CBOR', file: 'ff00ff', error: corrupt },
      { name: 'an empty array', file: toHex(enc([])), error: corrupt },
      { name: 'too little memory', file: header('argon2id', 19_455, 3, 1, salt), error: corrupt },
      { name: 'too much memory', file: header('argon2id', (1 << 20) + 1, 3, 1, salt), error: corrupt },
      { name: 'one pass', file: header('argon2id', 65_536, 1, 1, salt), error: corrupt },
      { name: '21 passes', file: header('argon2id', 65_536, 21, 1, salt), error: corrupt },
      { name: 'no lane', file: header('argon2id', 65_536, 3, 0, salt), error: corrupt },
      { name: '17 lanes', file: header('argon2id', 65_536, 3, 17, salt), error: corrupt },
      { name: 'a salt of 15 bytes', file: header('argon2id', 65_536, 3, 1, salt.slice(1)), error: corrupt },
      { name: 'another file of ours', file: browser('gesso/1/blob', 'browser-key'), error: corrupt },
      {
        name: 'a box without its tag',
        file: toHex(enc([fromHeader(salt), new Uint8Array(24), new Uint8Array(15)])),
        error: corrupt,
      },
      {
        name: 'a nonce of 23 bytes',
        file: toHex(enc([fromHeader(salt), new Uint8Array(23), new Uint8Array(64)])),
        error: corrupt,
      },
      {
        name: 'a passphrase header on a browser file',
        file: toHex(enc([fromHeader(salt), new Uint8Array(64)])),
        error: corrupt,
      },
      {
        name: 'something after it',
        file: toHex(
          concatBytes(enc([fromHeader(salt), new Uint8Array(24), new Uint8Array(64)]), Uint8Array.of(0)),
        ),
        error: corrupt,
      },
      { name: 'the next version', file: browser('gesso/2/vault', 'browser-key', 1), error: newer },
      { name: 'another way to protect it', file: header('passkey', salt), error: newer },
    ],
  }
}

const fromHeader = (salt: Uint8Array): Uint8Array =>
  encodeVaultHeader({ type: 'passphrase', argon2: { memoryKiB: 65_536, passes: 3, lanes: 1 }, salt })
