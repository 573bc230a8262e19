/**
 * One contact out of several values that devices wrote: part by part the highest revision, and between equal ones the
 * more careful. Commutative, associative and idempotent, so every device ends with the same.
 */
import { bytesToHex, compareBytes } from '../../base/bytes.ts'
import { enc, type Item } from '../../protocol/codec/cbor.ts'
import { limits } from '../../protocol/limits.ts'
import type { ContactState } from './connection-types.ts'
import { seenToItem, standingToItem, trustToItem } from './contact-codec.ts'
import type { ContactEntry, Seen, Standing, Trust } from './contact-entry.ts'

/**
 * First what a person did against a contact; then what the other side believes; a request that was taken back does not
 * come again because another device heard that it had arrived.
 */
const precedence: readonly ContactState[] = [
  'blocked',
  'removed',
  'connected',
  'rejected',
  'received',
  'none',
  'sent',
]

export const mergeEntries = (a: ContactEntry, b: ContactEntry): ContactEntry => ({
  account: a.account,
  id: a.id,
  standing: preferred(a.standing, b.standing, standingRank, standingToItem),
  seen: mergeSeen(a.seen, b.seen),
  trust: preferred(a.trust, b.trust, trustRank, trustToItem),
})

const preferred = <T extends { readonly rev: number }>(
  a: T,
  b: T,
  rankOf: (part: T) => number,
  toItem: (part: T) => Item,
): T => {
  const order = b.rev - a.rev || rankOf(a) - rankOf(b) || compareBytes(enc(toItem(a)), enc(toItem(b)))
  return order <= 0 ? a : b
}

const standingRank = ({ state }: Standing): number => precedence.indexOf(state)

/** A code that was false is not lost, and "verified" is not kept where another device took it back. */
const trustRank = ({ falseAtMs, verified }: Trust): number =>
  (falseAtMs > 0 ? 0 : 2) + (verified === 'no' ? 0 : 1)

/** What was seen of a chain only grows. */
const mergeSeen = (a: Seen, b: Seen): Seen => ({
  ...preferred(a, b, () => 0, seenToItem),
  heads: uniteHeads(a.heads, b.heads),
})

/** Sorted, each once, at most as many as a record quotes. */
const uniteHeads = (a: readonly Uint8Array[], b: readonly Uint8Array[]): readonly Uint8Array[] => {
  const byName = new Map([...a, ...b].map(head => [bytesToHex(head), head]))
  return [...byName.values()].toSorted(compareBytes).slice(0, limits.quotedHeads)
}
