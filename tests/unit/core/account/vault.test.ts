import { inspect } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { createAccountKeys } from '../../../../src/core/account/create-account.ts'
import {
  createVaultSealer,
  openVault,
  type OpenVault,
  type VaultCredential,
  vaultProtection,
} from '../../../../src/core/account/vault.ts'
import {
  encodeVaultContents,
  type VaultContents,
  wipeVaultContents,
} from '../../../../src/core/account/vault-contents.ts'
import {
  encodeBrowserVault,
  encodeVaultHeader,
  parseVaultFile,
} from '../../../../src/core/account/vault-format.ts'
import {
  costlierArgon2,
  currentArgon2Params,
  isAcceptableArgon2,
} from '../../../../src/core/crypto/argon2.ts'
import type { BrowserKey } from '../../../../src/core/ports.ts'
import { createMemoryBrowserKeyStore } from '../../../../src/platform/memory/browser-key-store.ts'
import { unsafeSeededRandom } from '../../../../src/platform/memory/seeded-random.ts'
import { dec, enc, type Item } from '../../../../src/protocol/codec/cbor.ts'

const random = unsafeSeededRandom(16)
const details = { deviceName: 'Laptop', displayName: 'Zoë', nowMs: 1_750_000_000_000, random }

const newBrowserKey = async (): Promise<BrowserKey> => {
  const key = await createMemoryBrowserKeyStore().loadOrCreate()
  if (!key.ok) throw new Error('memory never fails')
  return key.value
}

const passphrase = (text: string): VaultCredential => ({ type: 'passphrase', passphrase: text })

let contents: VaultContents
let browserKey: VaultCredential & { readonly type: 'this-browser' }
beforeAll(async () => {
  contents = (await createAccountKeys(details)).contents
  browserKey = { type: 'this-browser', key: await newBrowserKey() }
})

const seal = async (credential: VaultCredential): Promise<Uint8Array> =>
  (await createVaultSealer(credential, random)).seal(contents)

const mustOpen = async (bytes: Uint8Array, credential: VaultCredential): Promise<OpenVault> => {
  const opened = await openVault(bytes, credential, random)
  if (!opened.ok) throw new Error(opened.error.type)
  return opened.value
}

const sameContents = (a: VaultContents, b: VaultContents): boolean =>
  Buffer.from(encodeVaultContents(a)).equals(encodeVaultContents(b))

describe('a vault with a passphrase', () => {
  test('opens with it, and holds what was put in', async () => {
    const { contents: opened } = await mustOpen(
      await seal(passphrase('correct horse')),
      passphrase('correct horse'),
    )
    expect(sameContents(opened, contents)).toBe(true)
    expect(opened.genesis.rootPub).toEqual(contents.genesis.rootPub)
  })

  test('says a wrong one is wrong, and no passphrase too', async () => {
    const bytes = await seal(passphrase('correct horse'))
    for (const wrong of [passphrase('Correct horse'), passphrase(''), browserKey]) {
      expect(await openVault(bytes, wrong, random)).toEqual({
        ok: false,
        error: { type: 'wrong-passphrase' },
      })
    }
  })

  test('is written with today’s parameters, and says so without secrets', async () => {
    const bytes = await seal(passphrase('correct horse'))
    expect(vaultProtection(bytes)).toEqual({ ok: true, value: 'passphrase' })
    expect(parseVaultFile(bytes)).toMatchObject({
      ok: true,
      value: { argon2: { memoryKiB: 65_536, passes: 3, lanes: 1 } },
    })
  })

  test('is saved again without the passphrase, under a fresh nonce, until it is locked', async () => {
    const { sealer } = await mustOpen(await seal(passphrase('correct horse')), passphrase('correct horse'))
    const proved = { ...contents, recoveryEntropy: null }
    const [first, second] = [await sealer.seal(proved), await sealer.seal(proved)]
    expect(first).not.toEqual(second)
    const reopened = await mustOpen(second, passphrase('correct horse'))
    expect(reopened.contents.recoveryEntropy).toBeNull()
    sealer.forget()
    await expect(sealer.seal(proved)).rejects.toThrow('locked')
  })

  test('never gets cheaper when its passphrase changes', async () => {
    const atLeast = { memoryKiB: 65_536, passes: 4, lanes: 2 }
    const sealer = await createVaultSealer(passphrase('new'), random, atLeast)
    expect(sealer.argon2).toEqual({ memoryKiB: 65_536, passes: 4, lanes: 1 })
    expect(costlierArgon2(currentArgon2Params, { memoryKiB: 19_456, passes: 2, lanes: 1 })).toEqual(
      currentArgon2Params,
    )
  })

  test('is not made for an empty passphrase', async () => {
    await expect(createVaultSealer(passphrase(''), random)).rejects.toThrow('empty passphrase')
  })

  test('binds its header: the same box under other parameters does not open', async () => {
    const bytes = await seal(passphrase('correct horse'))
    const parsed = parseVaultFile(bytes)
    if (!parsed.ok || parsed.value.type !== 'passphrase') throw new Error('just sealed')
    const { salt, sealed } = parsed.value
    const header = encodeVaultHeader({
      type: 'passphrase',
      argon2: { memoryKiB: 65_536, passes: 2, lanes: 1 },
      salt,
    })
    const swapped = enc([header, sealed.nonce, sealed.box])
    expect(await openVault(swapped, passphrase('correct horse'), random)).toEqual({
      ok: false,
      error: { type: 'wrong-passphrase' },
    })
  })
})

describe('a vault of this browser', () => {
  test('opens with this browser’s key and no other', async () => {
    const bytes = await seal(browserKey)
    expect(vaultProtection(bytes)).toEqual({ ok: true, value: 'this-browser' })
    expect(sameContents((await mustOpen(bytes, browserKey)).contents, contents)).toBe(true)
    const elsewhere: VaultCredential = { type: 'this-browser', key: await newBrowserKey() }
    expect(await openVault(bytes, elsewhere, random)).toEqual({ ok: false, error: { type: 'vault-corrupt' } })
    expect(await openVault(bytes, passphrase('anything'), random)).toEqual({
      ok: false,
      error: { type: 'wrong-passphrase' },
    })
  })

  test('seals its header as associated data', async () => {
    const plain = encodeVaultContents(contents)
    const sealed = await browserKey.key.seal(plain, enc(['gesso/1/vault', 'something else']))
    const bytes = encodeBrowserVault(encodeVaultHeader({ type: 'this-browser' }), sealed)
    expect(await openVault(bytes, browserKey, random)).toEqual({
      ok: false,
      error: { type: 'vault-corrupt' },
    })
  })

  test('leaves its plain contents nowhere once sealed or opened', async () => {
    const seen: Uint8Array[] = []
    const key: BrowserKey = {
      seal: (plain, header) => {
        seen.push(plain)
        return browserKey.key.seal(plain, header)
      },
      open: async (sealed, header) => {
        const plain = await browserKey.key.open(sealed, header)
        if (plain !== null) seen.push(plain)
        return plain
      },
    }
    await mustOpen(await seal({ type: 'this-browser', key }), { type: 'this-browser', key })
    expect(seen.map(plain => [plain.length > 200, plain.some(byte => byte !== 0)])).toEqual([
      [true, false],
      [true, false],
    ])
  })

  test('is corrupt with any bit flipped or cut at any length', async () => {
    const bytes = await seal(browserKey)
    for (const index of bytes.keys()) {
      const changed = bytes.with(index, (bytes[index] ?? 0) ^ (1 << (index % 8)))
      const opened = await openVault(changed, browserKey, random)
      expect(opened.ok ? 'opened' : opened.error.type).toMatch(/vault-corrupt|newer-version/)
      expect((await openVault(bytes.slice(0, index), browserKey, random)).ok).toBe(false)
    }
  })
})

describe('contents', () => {
  const sealPlain = async (change: (fields: readonly Item[]) => Item): Promise<Uint8Array> => {
    const decoded = dec(encodeVaultContents(contents), 'contents')
    if (!decoded.ok) throw new Error('own contents')
    const header = encodeVaultHeader({ type: 'this-browser' })
    return encodeBrowserVault(
      header,
      await browserKey.key.seal(enc(change(decoded.value as readonly Item[])), header),
    )
  }

  test.each<readonly [string, (fields: readonly Item[]) => Item, string]>([
    ['a later version', fields => fields.with(0, 2), 'newer-version'],
    ['no version', fields => fields.slice(1), 'vault-corrupt'],
    ['one field more', fields => [...fields, null], 'vault-corrupt'],
    ['another account than the genesis is of', fields => fields.with(1, new Uint8Array(32)), 'vault-corrupt'],
    ['a seed of 31 bytes', fields => fields.with(3, new Uint8Array(31)), 'vault-corrupt'],
    ['a prekey without its times', fields => fields.with(6, [[1, new Uint8Array(32)]]), 'vault-corrupt'],
    ['entropy of 15 bytes', fields => fields.with(8, new Uint8Array(15)), 'vault-corrupt'],
    ['text', () => 'contents', 'vault-corrupt'],
  ])('with %s are refused', async (_name, change, type) => {
    expect(await openVault(await sealPlain(change), browserKey, random)).toEqual({
      ok: false,
      error: { type },
    })
  })

  test('unchanged, they open', async () => {
    expect((await openVault(await sealPlain(fields => fields), browserKey, random)).ok).toBe(true)
  })

  test('print nothing secret', () => {
    const printed = inspect(contents, { depth: 9 }) + JSON.stringify(contents)
    const secrets = [contents.deviceSeed, ...contents.prekeys.map(({ secret }) => secret)].map(secret =>
      secret.reveal(),
    )
    for (const secret of secrets) {
      expect(printed).not.toContain(secret.slice(0, 4).join(', '))
      expect(printed).not.toContain(`"0":${secret[0]},"1":${secret[1]},"2":${secret[2]}`)
    }
    expect(printed).toContain('[secret]')
  })

  test('are zeros after they are wiped', async () => {
    const { contents: opened } = await mustOpen(await seal(browserKey), browserKey)
    const held = [
      opened.deviceSeed,
      opened.recoveryEntropy,
      opened.prekeys[0]?.secret,
      opened.accountSecrets[0]?.secret,
    ]
    expect(held.map(secret => secret?.reveal().some(byte => byte !== 0))).toEqual([true, true, true, true])
    wipeVaultContents(opened)
    expect(held.map(secret => secret?.reveal().some(byte => byte !== 0))).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
})

test.each([
  [{ memoryKiB: 19_456, passes: 2, lanes: 1 }, true],
  [{ memoryKiB: 1 << 20, passes: 20, lanes: 16 }, true],
  [{ memoryKiB: 19_455, passes: 2, lanes: 1 }, false],
  [{ memoryKiB: (1 << 20) + 1, passes: 2, lanes: 1 }, false],
  [{ memoryKiB: 19_456, passes: 1, lanes: 1 }, false],
  [{ memoryKiB: 19_456, passes: 21, lanes: 1 }, false],
  [{ memoryKiB: 19_456, passes: 2, lanes: 0 }, false],
  [{ memoryKiB: 19_456.5, passes: 2, lanes: 1 }, false],
])('Argon2 with %j is acceptable: %s', (params, isAcceptable) => {
  expect(isAcceptableArgon2(params)).toBe(isAcceptable)
})
