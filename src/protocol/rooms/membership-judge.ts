/**
 * Judging control records on their own past: was the author allowed to say this, given all that the record itself says
 * it knew? The answer never changes, whatever arrives later.
 */
import type { Bits } from '../accounts/bits.ts'
import { indexOf } from './membership-books.ts'
import type { Name, Node } from './membership-graph.ts'
import { byTurn, type Sound, type Standing, standingIn } from './membership-standing.ts'
import type { IgnoredControl } from './room-types.ts'

export interface Judged {
  /** By turn. */
  readonly sound: readonly Sound[]
  /** By the index of the node. */
  readonly unsound: ReadonlyMap<number, IgnoredControl>
}

export const judgeOwnPasts = (creator: Name, nodes: readonly Node[]): Judged => {
  const sound: Sound[] = []
  const unsound = new Map<number, IgnoredControl>()
  const standingBefore = createStandingBefore(past => standingIn(creator, sound, past, nodes.length))
  for (const node of nodes) {
    const standing = standingBefore(node.past)
    const reason = whyUnsound(standing, node)
    if (reason === null) insertByTurn(sound, { node, authority: authorityOf(standing, node.author) })
    else unsound.set(node.index, reason)
  }
  return { sound, unsound }
}

/** Records that fork from one place share a past: judge them with one standing. */
const createStandingBefore = (standingAt: (past: Bits) => Standing): ((past: Bits) => Standing) => {
  let last: { past: Bits; standing: Standing } | null = null
  return past => {
    const same = last !== null && last.past.every((word, index) => word === past[index])
    if (last === null || !same) last = { past, standing: standingAt(past) }
    return last.standing
  }
}

const whyUnsound = (standing: Standing, node: Node): IgnoredControl | null => {
  const { operation, frontier } = node.control
  if ((operation === 'remove') !== (frontier !== null)) return 'bad-frontier'
  if (operation === 'leave') return whyNotLeave(standing, node)
  if (!isSeated(standing, node.author) || !isAdmin(standing, node.author)) return 'not-admin'
  switch (operation) {
    case 'add':
      return whyNotAdd(standing, node)
    case 'remove':
      return whyNotRemove(standing, node)
    case 'admin':
      if (!isSeated(standing, node.target)) return 'not-member'
      return isAdmin(standing, node.target) ? 'already' : null
  }
}

/** Nobody leaves for somebody else. */
const whyNotLeave = (standing: Standing, node: Node): IgnoredControl | null =>
  node.author === node.target && isSeated(standing, node.author) ? null : 'not-member'

const whyNotAdd = (standing: Standing, node: Node): IgnoredControl | null => {
  if (isSeated(standing, node.target)) return 'already'
  return standing.hasSeatLeft() ? null : 'too-many'
}

const whyNotRemove = (standing: Standing, node: Node): IgnoredControl | null => {
  if (!isSeated(standing, node.target)) return 'not-member'
  const isSenior =
    !isAdmin(standing, node.target) || authorityOf(standing, node.author) < authorityOf(standing, node.target)
  return isSenior ? null : 'outranked'
}

const isSeated = (standing: Standing, account: Name): boolean =>
  standing.firstOf('seat', account) !== undefined
const isAdmin = (standing: Standing, account: Name): boolean =>
  standing.firstOf('role', account) !== undefined
const authorityOf = (standing: Standing, account: Name): number =>
  indexOf(standing.firstOf('role', account) ?? null)

const insertByTurn = (sound: Sound[], one: Sound): void => {
  const at = sound.findLastIndex(other => byTurn(other, one) < 0)
  sound.splice(at + 1, 0, one)
}
