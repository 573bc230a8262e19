/**
 * Tokens that stand for a device in plain HTTP requests, for a while after it asked for one over its
 * connection. In memory only: who shows one of an earlier process asks for another.
 */
import { createHash } from 'node:crypto'
import { bytesToHex } from '../../src/base/bytes.ts'
import type { Clock } from '../../src/base/clock.ts'
import type { Random } from '../../src/base/random.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'

export interface TokenHolder {
  readonly account: AccountId
  /** The device's key, or the root's. */
  readonly device: Uint8Array
}

export interface IssuedToken {
  /** 32 bytes. */
  readonly token: Uint8Array
  readonly ttlInSeconds: number
}

export interface Tokens {
  /** The one the device has while more than half its life is left, so a device never has more than two. */
  issue(holder: TokenHolder): IssuedToken
  /** Null for one that is unknown or old. Whether the device may still act is another question. */
  holderOf(token: Uint8Array): TokenHolder | null
}

export interface TokenOptions {
  readonly clock: Clock
  readonly random: Random
  readonly ttlMs: number
  /** Of all devices; the oldest go first. */
  readonly maxTokens: number
}

interface Entry {
  readonly holder: TokenHolder
  readonly token: Uint8Array
  readonly untilMs: number
}

export const createTokens = ({ clock, random, ttlMs, maxTokens }: TokenOptions): Tokens => {
  /** Oldest first. By hash, so that how long a look-up takes says nothing about any token. */
  const byHash = new Map<string, Entry>()
  const newestOf = new Map<string, Entry>()

  const forget = (hash: string, entry: Entry): void => {
    byHash.delete(hash)
    const device = deviceName(entry.holder)
    if (newestOf.get(device) === entry) newestOf.delete(device)
  }
  const makeRoom = (): void => {
    for (const [hash, entry] of byHash) {
      if (entry.untilMs > clock.nowMs() && byHash.size < maxTokens) return
      forget(hash, entry)
    }
  }
  const create = (holder: TokenHolder): Entry => {
    makeRoom()
    const entry = { holder, token: random.bytes(32), untilMs: clock.nowMs() + ttlMs }
    byHash.set(hashOf(entry.token), entry)
    newestOf.set(deviceName(holder), entry)
    return entry
  }

  return {
    issue(holder) {
      const known = newestOf.get(deviceName(holder))
      const isYoung = known !== undefined && known.untilMs - clock.nowMs() > ttlMs / 2
      const { token, untilMs } = isYoung ? known : create(holder)
      return { token, ttlInSeconds: Math.floor((untilMs - clock.nowMs()) / 1000) }
    },
    holderOf(token) {
      const entry = byHash.get(hashOf(token))
      return entry !== undefined && entry.untilMs > clock.nowMs() ? entry.holder : null
    },
  }
}

const hashOf = (token: Uint8Array): string => createHash('sha256').update(token).digest('hex')

const deviceName = ({ account, device }: TokenHolder): string => bytesToHex(account) + bytesToHex(device)
