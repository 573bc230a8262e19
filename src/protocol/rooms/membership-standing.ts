/**
 * What a causally closed set of control records amounts to (PROTOCOL §5). The records were right in their own past;
 * a few things can undo one that was:
 *
 *   its author      was removed, or left, after what made them an admin and without the record being known
 *   their footing   what made the author an admin, or the new admin a member, does not stand itself
 *   seniority       a remove of somebody who was made an admin before its author was, even if it does not know that
 *
 * Each depends on records of more senior admins only, so one pass decides, taking records `byTurn`. A leave stands
 * wherever it was right: it speaks of nobody but its author.
 */
import { type Bits, hasBit } from '../accounts/bits.ts'
import { limits } from '../limits.ts'
import { type Books, createBooks, indexOf, isKnownTo, type Start } from './membership-books.ts'
import type { Name, Node } from './membership-graph.ts'

/** A record that was right in its own past, and the index of the `admin` that its author stood on. */
export interface Sound {
  readonly node: Node
  readonly authority: number
}

export type Undone = 'undone' | 'outranked' | 'not-member'

export interface Standing {
  /** By the index of the node; only of sound ones that do not stand. */
  readonly undone: ReadonlyMap<number, Undone>
  /** The first add, or grant, that nothing ended; undefined for who is no member, or no admin. */
  readonly firstOf: (of: 'seat' | 'role', account: Name) => Start | undefined
  /** Why somebody who had a seat has none: the endings that no add of theirs knows of. */
  readonly lastEndingsOf: (account: Name) => readonly Node[]
  readonly hasSeatLeft: () => boolean
}

/** A grant takes its turn just before what stands on it, everything else has its author's; a leave needs none. */
export const byTurn = (a: Sound, b: Sound): number => turnOf(a) - turnOf(b) || a.node.index - b.node.index

const turnOf = ({ node, authority }: Sound): number => {
  if (node.control.operation === 'leave') return Number.MAX_SAFE_INTEGER
  return node.control.operation === 'admin' ? node.index - 0.5 : authority
}

/** `sound` by turn. `members`: the set, or null for all. */
export const standingIn = (
  creator: Name,
  sound: readonly Sound[],
  members: Bits | null,
  size: number,
): Standing => {
  const set = members === null ? sound : sound.filter(({ node }) => hasBit(members, node.index))
  const books = createBooks(creator, size)
  for (const { node } of set) if (node.control.operation === 'leave') books.end(node)
  const undone = new Map<number, Undone>()
  for (const one of set) {
    if (one.node.control.operation === 'leave') continue
    const reason = whyUndone(books, one)
    if (reason !== null) undone.set(one.node.index, reason)
    else if (one.node.control.operation === 'remove') books.end(one.node)
    else books.enter(one.node)
  }
  return {
    undone,
    firstOf: (of, account) => firstUnended(books, of, account),
    lastEndingsOf: account =>
      books
        .endingsOf(account)
        .filter(ending => !books.startsOf('seat', account).some(start => isKnownTo(start, ending))),
    hasSeatLeft: () => hasSeatLeft(books),
  }
}

const hasSeatLeft = (books: Books): boolean => {
  const accounts = books.accounts()
  if (accounts.length < limits.roomMembers) return true
  return (
    accounts.filter(account => firstUnended(books, 'seat', account) !== undefined).length < limits.roomMembers
  )
}

const whyUndone = (books: Books, one: Sound): Undone | null => {
  const { node } = one
  const { operation } = node.control
  if (!isAuthorBelieved(books, one)) return 'undone'
  if (operation === 'remove' && isTargetSenior(books, one)) return 'outranked'
  return operation === 'admin' && !books.isSeatedAt(node.target, node.past) ? 'not-member' : null
}

const isAuthorBelieved = (books: Books, { node, authority }: Sound): boolean =>
  books.hasStart(authority) && books.isSpared(node, authority, node.author)

const isTargetSenior = (books: Books, { node, authority }: Sound): boolean =>
  books
    .startsOf('role', node.target)
    .some(grant => indexOf(grant) < authority && books.isUnended(grant, node.target, node.past))

const firstUnended = (books: Books, of: 'seat' | 'role', account: Name): Start | undefined =>
  books
    .startsOf(of, account)
    .filter(start => books.isUnended(start, account, null))
    .toSorted((a, b) => indexOf(a) - indexOf(b))[0]
