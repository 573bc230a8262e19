/** A chain as it was when its ends were these, and the keys that it ever published. */
import { bytesToHex } from '../../base/bytes.ts'
import type { AccountEntry } from '../../protocol/accounts/account-book.ts'
import { type AccountState, coversHeads, evaluateChain } from '../../protocol/accounts/chain.ts'
import { parseAccountGenesis } from '../../protocol/records/account-genesis.ts'
import { type Link, parseLink } from '../../protocol/records/link.ts'
import type { AccountKey } from '../../protocol/rooms/first-contact-types.ts'
import { isSameKey } from './own-keys.ts'

/** Null when the chain does not hold all of `heads`. */
export const stateAt = (
  { state, records }: AccountEntry,
  heads: readonly Uint8Array[],
): AccountState | null => {
  if (!coversHeads(state, heads)) return null
  if (sameHeads(state.heads, heads)) return state
  const genesis = records.map(parseAccountGenesis).find(parsed => parsed.ok)
  if (genesis === undefined) return null
  const links = new Map(linksOf(records).map(link => [bytesToHex(link.rid), link]))
  return evaluateChain(genesis.value, pastOf(links, heads))
}

const sameHeads = (a: readonly Uint8Array[], b: readonly Uint8Array[]): boolean => {
  const names = new Set(a.map(bytesToHex))
  return names.size === b.length && b.every(head => names.has(bytesToHex(head)))
}

const linksOf = (records: AccountEntry['records']): readonly Link[] =>
  records.flatMap(record => {
    const link = parseLink(record)
    return link.ok ? [link.value] : []
  })

const pastOf = (links: ReadonlyMap<string, Link>, heads: readonly Uint8Array[]): readonly Link[] => {
  const past = new Map<string, Link>()
  const open = heads.map(bytesToHex)
  for (let rid = open.pop(); rid !== undefined; rid = open.pop()) {
    const link = links.get(rid)
    if (link === undefined || past.has(rid)) continue
    past.set(rid, link)
    open.push(...link.prev.map(bytesToHex))
  }
  return [...past.values()]
}

/** Whether a link that counts gave the account this key. */
export const hasPublished = ({ state, records }: AccountEntry, key: AccountKey): boolean => {
  if (state.secret !== null && isSameKey(state.secret, key)) return true
  return linksOf(records).some(
    ({ rid, operation }) =>
      operation.op === 'ak' && isSameKey(operation, key) && state.counted.has(bytesToHex(rid)),
  )
}

/** Ends of the chain as records and codes quote them. */
export const quotedHeadsOf = (state: AccountState): readonly Uint8Array[] => state.nextPrev
