import { pbkdf2Sync } from 'node:crypto'
import { expect, test } from 'vitest'
import { openRootKeys } from '../../src/core/account/root-keys.ts'
import { parseRecoveryWords } from '../../src/core/account/recovery-words.ts'
import { entropyToSecrets, entropyToWords } from '../../src/core/crypto/words.ts'
import { deriveKey } from '../../src/protocol/crypto/hash.ts'
import { fromHex, toHex } from './json-items.ts'
import file from './own/recovery.json' with { type: 'json' }

test.each(file.accounts)(
  '$words',
  async ({ words, entropy, rootSeed, recoverySecret, rootPub, recoveryX, account }) => {
    expect(entropyToWords(fromHex(entropy)).join(' ')).toBe(words)
    const secrets = entropyToSecrets(fromHex(entropy))
    expect([toHex(secrets.rootSeed), toHex(secrets.recoverySecret)]).toEqual([rootSeed, recoverySecret])
    const seed = pbkdf2Sync(words, 'mnemonic', 2048, 64, 'sha512')
    expect(toHex(deriveKey(seed, new Uint8Array(), 'root', []))).toBe(rootSeed)
    const keys = await openRootKeys(fromHex(entropy))
    expect([keys.root.publicKey, keys.recovery.publicKey, keys.account].map(toHex)).toEqual([
      rootPub,
      recoveryX,
      account,
    ])
  },
)

test.each(file.typed.accepted)('read: $name', ({ text }) => {
  const parsed = parseRecoveryWords(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  expect(toHex(parsed.value.entropy.reveal())).toBe(file.typed.entropy)
})

test.each(file.typed.refused)('refused: $name', ({ text, error }) => {
  expect(parseRecoveryWords(text)).toEqual({ ok: false, error })
})
