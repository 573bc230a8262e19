/** How people came into a room, became admins, and went: the control records that stand so far. */
import { type Bits, emptyBits, hasBit, intersectInto, setBit } from '../accounts/bits.ts'
import { appendTo, type Name, type Node } from './membership-graph.ts'

/** How somebody came in, or became an admin: a record, or null for the creator, who always was. */
export type Start = Node | null

export const creatorsAuthority = -1

export const indexOf = (start: Start): number => start?.index ?? creatorsAuthority

export interface Books {
  enter(node: Node): void
  /** A remove or leave ends seat and role of its target. */
  end(node: Node): void
  /** Everybody who ever had a seat. */
  accounts(): readonly Name[]
  startsOf(of: 'seat' | 'role', account: Name): readonly Start[]
  /** Removes and leaves of it. */
  endingsOf(account: Name): readonly Node[]
  hasStart(index: number): boolean
  /** Whether no ending in `seen` (null: none at all) is unknown to what began there. */
  isUnended(start: Start, account: Name, seen: Bits | null): boolean
  /** Whether the account had a seat as far as a record with this past can tell. */
  isSeatedAt(account: Name, past: Bits): boolean
  /** Whether each ending of the account that the start does not know of knows the node. */
  isSpared(node: Node, start: number, account: Name): boolean
}

/** `size`: how many nodes the graph has. */
export const createBooks = (creator: Name, size: number): Books => {
  const seats = new Map<Name, Start[]>([[creator, [null]]])
  const roles = new Map<Name, Start[]>([[creator, [null]]])
  const starts = new Map<number, Start>([[creatorsAuthority, null]])
  const endings = new Map<Name, Node[]>()
  const endingBits = new Map<Name, Bits>()
  const spared = new Map<number, Bits | null>()

  const endingsOf = (account: Name): readonly Node[] => endings.get(account) ?? []
  const startsOf = (of: 'seat' | 'role', account: Name): readonly Start[] =>
    (of === 'seat' ? seats : roles).get(account) ?? []
  const isUnended = (start: Start, account: Name, seen: Bits | null): boolean =>
    !(
      endingBits
        .get(account)
        ?.some((word, at) => (word & wordAt(seen, at) & ~(start?.past[at] ?? 0)) !== 0) ?? false
    )

  /** Decided once for each start: what comes later can only be known to it, or has been spared by less. */
  const sparedAfter = (start: number, account: Name): Bits | null => {
    const known = spared.get(start)
    if (known !== undefined) return known
    const grant = starts.get(start) ?? null
    const pasts = endingsOf(account).flatMap(ending => (isKnownTo(grant, ending) ? [] : [ending.past]))
    const all = pasts[0] === undefined ? null : intersection(pasts[0], pasts)
    spared.set(start, all)
    return all
  }

  return {
    enter(node) {
      if (node.control.operation === 'add') appendTo(seats, node.target, node)
      if (node.control.operation !== 'admin') return
      appendTo(roles, node.target, node)
      starts.set(node.index, node)
    },
    end(node) {
      appendTo(endings, node.target, node)
      const bits = endingBits.get(node.target) ?? emptyBits(size)
      setBit(bits, node.index)
      endingBits.set(node.target, bits)
    },
    accounts: () => [...seats.keys()],
    startsOf,
    endingsOf,
    hasStart: index => starts.has(index),
    isUnended,
    isSeatedAt: (account, past) =>
      startsOf('seat', account).some(
        start => (start === null || hasBit(past, start.index)) && isUnended(start, account, past),
      ),
    isSpared(node, start, account) {
      const all = sparedAfter(start, account)
      return all === null || hasBit(all, node.index)
    },
  }
}

const wordAt = (bits: Bits | null, at: number): number => (bits === null ? ~0 : (bits[at] ?? 0))

export const isKnownTo = (start: Start, node: Node): boolean =>
  start !== null && hasBit(start.past, node.index)

const intersection = (first: Bits, all: readonly Bits[]): Bits => {
  const both = Uint32Array.from(first)
  for (const bits of all) intersectInto(both, bits)
  return both
}
