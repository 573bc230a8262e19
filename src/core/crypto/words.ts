/**
 * Recovery words (PROTOCOL §2): BIP39, English, 12 words over 16 bytes of entropy, no BIP39 passphrase.
 *
 *   root seed (Ed25519)        KDF(BIP39 seed64, "", "root", [])
 *   recovery secret (X25519)   KDF(BIP39 seed64, "", "recovery", [])
 */
import { entropyToMnemonic, mnemonicToEntropy, mnemonicToSeedSync } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { deriveKey } from '../../protocol/crypto/hash.ts'
import { wipe } from './wipe.ts'

/** The 2,048 words, sorted; lower case ASCII, no word longer than 8 letters. */
export const recoveryWordList: readonly string[] = wordlist

export const recoveryWordCount = 12
export const recoveryEntropyBytes = 16

export interface RecoverySecrets {
  /** Ed25519 seed, 32 bytes. The caller wipes it. */
  readonly rootSeed: Uint8Array
  /** X25519 secret, 32 bytes. The caller wipes it. */
  readonly recoverySecret: Uint8Array
}

/** 16 bytes to 12 words. */
export const entropyToWords = (entropy: Uint8Array): readonly string[] => {
  if (entropy.length !== recoveryEntropyBytes) throw new Error('entropyToWords: 16 bytes make 12 words')
  return entropyToMnemonic(entropy, wordlist).split(' ')
}

/** 16 bytes, or null unless these are 12 words of the list with a right checksum. */
export const wordsToEntropy = (words: readonly string[]): Uint8Array | null => {
  if (words.length !== recoveryWordCount) return null
  try {
    return mnemonicToEntropy(words.join(' '), wordlist)
  } catch {
    return null
  }
}

/** What the words stand for. 2,048 rounds of PBKDF2: tens of milliseconds. */
export const entropyToSecrets = (entropy: Uint8Array): RecoverySecrets => {
  const seed = mnemonicToSeedSync(entropyToWords(entropy).join(' '))
  const empty = new Uint8Array()
  const secrets = {
    rootSeed: deriveKey(seed, empty, 'root', []),
    recoverySecret: deriveKey(seed, empty, 'recovery', []),
  }
  wipe(seed)
  return secrets
}
