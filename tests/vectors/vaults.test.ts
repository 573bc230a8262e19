import { expect, test } from 'vitest'
import { openVault, vaultProtection } from '../../src/core/account/vault.ts'
import { decodeVaultContents, encodeVaultContents } from '../../src/core/account/vault-contents.ts'
import { encodeVaultHeader, vaultKeyFrom } from '../../src/core/account/vault-format.ts'
import { passphraseToKey, unsafeTestingArgon2 } from '../../src/core/crypto/argon2.ts'
import { openBox } from '../../src/core/crypto/secretbox.ts'
import { unsafeSeededRandom } from '../../src/platform/memory/seeded-random.ts'
import { decAs } from '../../src/protocol/codec/shape.ts'
import { bytesBetween, bytesOf, tuple } from '../../src/protocol/codec/shape.ts'
import { fromHex, toHex } from './json-items.ts'
import file from './own/vaults.json' with { type: 'json' }

const random = unsafeSeededRandom(1)
const withPassphrase = (passphrase: string) => ({ type: 'passphrase', passphrase }) as const

test.each([file.openable, file.tooCheap])('every step at $memoryKiB KiB', async vector => {
  const { passphrase, memoryKiB, passes, lanes } = vector
  const argon2 = { memoryKiB, passes, lanes }
  const header = encodeVaultHeader({ type: 'passphrase', argon2, salt: fromHex(vector.salt) })
  expect(toHex(header)).toBe(vector.header)
  const stretched = await unsafeTestingArgon2(passphrase, fromHex(vector.salt), argon2)
  expect(toHex(stretched)).toBe(vector.stretched)
  const key = vaultKeyFrom(stretched, header)
  expect(toHex(key)).toBe(vector.key)
  const parts = decAs(
    tuple<[Uint8Array, Uint8Array, Uint8Array]>(bytesOf(header.length), bytesOf(24), bytesBetween(16, 4096)),
    fromHex(vector.file),
    'vault',
  )
  if (!parts.ok) throw new Error(parts.error.reason)
  const [, nonce, box] = parts.value
  expect(toHex(openBox({ nonce, box }, key) ?? new Uint8Array())).toBe(vector.contents)
})

test('contents decode and encode to the same bytes', () => {
  const decoded = decodeVaultContents(fromHex(file.openable.contents))
  if (!decoded.ok) throw new Error(decoded.error.reason)
  expect(toHex(encodeVaultContents(decoded.value))).toBe(file.openable.contents)
})

test('the vault opens, however the passphrase was composed by the keyboard', async () => {
  for (const typed of [file.openable.passphrase, 'Cafe\u0301 film 4']) {
    const opened = await openVault(fromHex(file.openable.file), withPassphrase(typed), random)
    expect(opened.ok && toHex(encodeVaultContents(opened.value.contents))).toBe(file.openable.contents)
  }
})

test('parameters that are too cheap are refused before anything is computed', async () => {
  const { memoryKiB, passes, lanes, passphrase, salt } = file.tooCheap
  expect(await openVault(fromHex(file.tooCheap.file), withPassphrase(passphrase), random)).toEqual({
    ok: false,
    error: { type: 'vault-corrupt' },
  })
  expect(() => passphraseToKey(passphrase, fromHex(salt), { memoryKiB, passes, lanes })).toThrow(
    'out of bounds',
  )
})

test.each(file.protections)('says without secrets that it is kept by $protection', vector => {
  expect(vaultProtection(fromHex(vector.file))).toEqual({ ok: true, value: vector.protection })
})

test.each(file.refused)('refused: $name', async ({ file: bytes, error }) => {
  expect(vaultProtection(fromHex(bytes))).toEqual({ ok: false, error })
  expect(await openVault(fromHex(bytes), withPassphrase('anything'), random)).toEqual({ ok: false, error })
})
