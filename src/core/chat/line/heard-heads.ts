/**
 * How far devices say that their own account's chain goes, in verified records that came through any conversation.
 * Until that much of it is here nothing new is sealed to the account: the part that is missing may say that a device
 * is gone. What a device said counts as long as it is one: a thief's claims of links that never come end with it.
 *
 *   heads/<account>   [acct32, [[dev32, [head32 …]] …]]
 */
import { bytesToHex, hexToBytes } from '../../../base/bytes.ts'
import type { AccountBook } from '../../../protocol/accounts/account-book.ts'
import { coversHeads } from '../../../protocol/accounts/chain.ts'
import { bytesOf, list, parseItem, tuple } from '../../../protocol/codec/shape.ts'
import { limits } from '../../../protocol/limits.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { SealedRows } from '../../private/private-types.ts'
import { allRows } from './row-keys.ts'

export interface HeardHeads {
  /** `heads` of the account's own chain, in a record that its device signed. */
  note(account: AccountId, device: Uint8Array, heads: readonly Uint8Array[]): void
  /** Whether the chain that is here goes as far as its devices have said. */
  isHere(account: AccountId): boolean
}

type Claims = ReadonlyMap<string, readonly Uint8Array[]>

const maxDevices = 64
const headsShape = list(bytesOf(32), limits.quotedHeads)
const shape = tuple<[Uint8Array, readonly (readonly [Uint8Array, readonly Uint8Array[]])[]]>(
  bytesOf(32),
  list(tuple<[Uint8Array, readonly Uint8Array[]]>(bytesOf(32), headsShape), maxDevices),
)
const range = { from: 'heads/', to: 'heads0', limit: allRows }

export const loadHeardHeads = async (
  rows: SealedRows,
  book: Pick<AccountBook, 'entryOf'>,
): Promise<HeardHeads> => {
  const stored = await rows.range(range)
  const heard = new Map<string, Claims>()
  for (const [, value] of stored.ok ? stored.value : []) {
    const parsed = parseItem(shape, value, 'heads row')
    if (!parsed.ok) continue
    const [account, claims] = parsed.value
    heard.set(bytesToHex(account), new Map(claims.map(([device, heads]) => [bytesToHex(device), heads])))
  }
  /** Of devices that are devices still, and not here yet. */
  const openClaims = (account: AccountId): Claims => {
    const claims = [...(heard.get(bytesToHex(account)) ?? [])]
    const state = book.entryOf(account)?.state ?? null
    if (state === null) return new Map(claims)
    const isOpen = ([device, heads]: readonly [string, readonly Uint8Array[]]): boolean =>
      state.devices.get(device)?.status === 'active' && !coversHeads(state, heads)
    return new Map(claims.filter(isOpen))
  }
  return {
    isHere: account => openClaims(account).size === 0,
    note(account, device, heads) {
      const state = book.entryOf(account)?.state ?? null
      if (state !== null && coversHeads(state, heads)) return
      const name = bytesToHex(account)
      const claims = new Map([...openClaims(account)].slice(1 - maxDevices)).set(bytesToHex(device), heads)
      heard.set(name, claims)
      const item = [...claims].map(([key, said]) => [hexToBytes(key) ?? device, said])
      // Not written: it is heard again with the next record of theirs.
      void rows.write([rows.seal(`heads/${name}`, [account, item])])
    },
  }
}
