/** Safety number (PROTOCOL §7): what two people read to each other to know that nobody stands between them. */
import { compareBytes, concatBytes } from '../../base/bytes.ts'
import { longHashWithLabel } from '../crypto/hash.ts'
import type { AccountId } from '../records/account-genesis.ts'

const groups = 12
const groupBytes = 5

/**
 * Twelve groups of five digits, the same on both sides: SHA-512("gesso/1/sn" ‖ 00 ‖ lower acct ‖ higher acct), its
 * first 60 bytes in groups of five, each big endian and mod 100,000.
 */
export const safetyNumber = (one: AccountId, other: AccountId): readonly string[] => {
  const [low, high] = compareBytes(one, other) <= 0 ? [one, other] : [other, one]
  const digest = longHashWithLabel('sn', concatBytes(low, high))
  return Array.from({ length: groups }, (_, group) =>
    digitsOf(digest.subarray(group * groupBytes, (group + 1) * groupBytes)),
  )
}

const digitsOf = (bytes: Uint8Array): string => {
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0)
  return (value % 100_000).toString().padStart(5, '0')
}
