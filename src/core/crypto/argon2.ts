/** A passphrase to 32 bytes: Argon2id version 0x13 (RFC 9106) over the NFKC form of what was typed. */
import { argon2id } from 'hash-wasm'
import { utf8ToBytes } from '../../base/bytes.ts'
import { wipe } from './wipe.ts'

export interface Argon2Params {
  /** m: memory in KiB. */
  readonly memoryKiB: number
  /** t: passes over the memory. */
  readonly passes: number
  /** p: lanes. */
  readonly lanes: number
}

/** What is written today: 64 MiB, three passes, about 0.4 s on a laptop of 2024. */
export const currentArgon2Params: Argon2Params = { memoryKiB: 65_536, passes: 3, lanes: 1 }

/** Below: too cheap to guess against. Above: a file that would freeze or exhaust the device. */
const argon2Bounds = {
  memoryKiB: { min: 19_456, max: 1 << 20 },
  passes: { min: 2, max: 20 },
  lanes: { min: 1, max: 16 },
} as const

export const argon2SaltBytes = 16

export const isAcceptableArgon2 = (params: Argon2Params): boolean =>
  isWithin(params.memoryKiB, argon2Bounds.memoryKiB) &&
  isWithin(params.passes, argon2Bounds.passes) &&
  isWithin(params.lanes, argon2Bounds.lanes)

const isWithin = (value: number, bounds: { readonly min: number; readonly max: number }): boolean =>
  Number.isSafeInteger(value) && value >= bounds.min && value <= bounds.max

/** The costlier of two settings in memory and passes; lanes of the first. */
export const costlierArgon2 = (a: Argon2Params, b: Argon2Params): Argon2Params => ({
  memoryKiB: Math.max(a.memoryKiB, b.memoryKiB),
  passes: Math.max(a.passes, b.passes),
  lanes: a.lanes,
})

/** False for text that is empty once normalised: Argon2 would refuse it. */
export const isPassphrase = (passphrase: string): boolean => passphrase.normalize('NFKC') !== ''

/** 32 bytes. `salt` is 16 bytes. Throws outside the bounds: check what was read before asking. */
export const passphraseToKey = (
  passphrase: string,
  salt: Uint8Array,
  params: Argon2Params,
): Promise<Uint8Array> => {
  if (!isAcceptableArgon2(params)) throw new Error('passphraseToKey: parameters out of bounds')
  return runArgon2(passphrase, salt, params)
}

/** Without the bounds: for known-answer vectors only, where 64 MiB would be waste. */
export const unsafeTestingArgon2 = (
  passphrase: string,
  salt: Uint8Array,
  params: Argon2Params,
): Promise<Uint8Array> => runArgon2(passphrase, salt, params)

const runArgon2 = async (passphrase: string, salt: Uint8Array, params: Argon2Params): Promise<Uint8Array> => {
  const password = utf8ToBytes(passphrase.normalize('NFKC'))
  const key = await argon2id({
    password,
    salt,
    memorySize: params.memoryKiB,
    iterations: params.passes,
    parallelism: params.lanes,
    hashLength: 32,
    outputType: 'binary',
  })
  wipe(password)
  return key
}
