/**
 * What a causally closed set of links amounts to (PROTOCOL §3). A `Book` holds the links already judged on
 * their own past; `standingIn` then says which of them stand in a given set, and for which devices.
 *
 * Three things can undo a link that was right when it was made:
 *   a reset      what neither precedes it nor knows of it, but for the root's revokes
 *   a revoke     links of the revoked device that the revoke does not know of
 *   no footing   no `add` of the author in the link's own past stands
 * A revoke keeps its effect on the device it names through the last two (else a thief, revoked by one device,
 * would come back by revoking nobody); only its frontier is lost with them.
 */
import { type Bits, hasBit, intersectInto } from './bits.ts'
import { type Key, type Node, type NodeOf, rootKey } from './graph.ts'
import type { LinkOperation } from '../records/link.ts'

type Operation<Op extends LinkOperation['op']> = Extract<LinkOperation, { op: Op }>
export type AddNode = NodeOf<Operation<'add'>>
export type RevokeNode = NodeOf<Operation<'revoke'>>
export type SecretNode = NodeOf<Operation<'ak'>>
export type ResetNode = NodeOf<Operation<'reset'>>

/** A reset with the resets that prevailed before it, and the devices it ended. */
export interface Reset {
  readonly node: ResetNode
  readonly before: readonly Reset[]
  readonly ended: ReadonlySet<Key>
}

/** Links that were right in their own past, each list in the order of the graph. */
export interface Book {
  readonly adds: AddNode[]
  readonly revokes: RevokeNode[]
  readonly secrets: SecretNode[]
  readonly resets: Reset[]
}

export type Undone = 'before-reset' | 'after-revoke' | 'author-void'

export interface Standing {
  /** The resets in force, the last first: the highest counter, and what prevailed in its past. */
  readonly resets: readonly Reset[]
  /** Revokes that hold, by device. */
  readonly revokesOf: ReadonlyMap<Key, readonly RevokeNode[]>
  /** The `add` that gives a device its seniority; only for devices that are or were one. */
  readonly addOf: ReadonlyMap<Key, AddNode>
  readonly isActive: (device: Key) => boolean
  /** Revoked or ended by a reset: for good. */
  readonly isDead: (device: Key) => boolean
  /** Why a link of the book does not stand here, or null. */
  readonly whyUndone: (node: Node) => Undone | null
}

export const standingIn = (book: Book, members: Bits): Standing => {
  const isMember = (node: Node): boolean => hasBit(members, node.index)
  const resets = resetsInForce(book.resets.filter(reset => isMember(reset.node)))
  const isBeforeReset = (node: Node): boolean =>
    !isRootsEnding(node) && resets.some(reset => !areOrdered(node, reset.node))

  const revokesOf = groupByTarget(book.revokes.filter(revoke => isMember(revoke) && !isBeforeReset(revoke)))
  const isDead = (device: Key): boolean =>
    revokesOf.has(device) || resets.some(reset => reset.ended.has(device))

  const knownToRevokes = createKnownToRevokes(revokesOf)
  const standing = new Map<Key, AddNode[]>()
  const whyUndone = (node: Node): Undone | null => {
    if (isBeforeReset(node)) return 'before-reset'
    if (node.by === rootKey) return null
    if (!knownToRevokes(node)) return 'after-revoke'
    return standing.get(node.by)?.some(add => hasBit(node.past, add.index)) === true ? null : 'author-void'
  }
  const addOf = new Map<Key, AddNode>()
  const fallen: AddNode[] = []
  for (const add of book.adds) {
    if (!isMember(add)) continue
    if (whyUndone(add) !== null) {
      fallen.push(add)
      continue
    }
    const others = standing.get(add.target)
    if (others === undefined) standing.set(add.target, [add])
    else others.push(add)
    if (others === undefined) addOf.set(add.target, add)
  }
  // A revoked device stays known, and revoked, even where the link that added it fell.
  for (const add of fallen) if (isDead(add.target) && !addOf.has(add.target)) addOf.set(add.target, add)

  return {
    resets,
    revokesOf,
    addOf,
    isDead,
    isActive: device => standing.has(device) && !isDead(device),
    whyUndone,
  }
}

/** Seniority: the order of the adds, by depth and then rid. A device is not junior to itself. */
export const isJunior = (standing: Standing, device: Key, to: Key): boolean => {
  const own = standing.addOf.get(device)
  const other = standing.addOf.get(to)
  return own !== undefined && other !== undefined && own.index > other.index
}

/** Of the secrets that stand: the highest generation, then the lowest rid. */
export const newestSecret = (book: Book, members: Bits, standing: Standing): SecretNode | null => {
  let newest: SecretNode | null = null
  for (const node of book.secrets) {
    if (newest !== null && !isNewer(node, newest)) continue
    if (hasBit(members, node.index) && standing.whyUndone(node) === null) newest = node
  }
  return newest
}

const isNewer = (node: SecretNode, than: SecretNode): boolean =>
  node.operation.generation > than.operation.generation ||
  (node.operation.generation === than.operation.generation && node.id < than.id)

/** What only the words can sign and what gives nobody anything: a reset leaves it alone. */
const isRootsEnding = (node: Node): boolean =>
  node.by === rootKey && (node.operation.op === 'revoke' || node.operation.op === 'reset')

const areOrdered = (a: Node, b: Node): boolean => hasBit(a.past, b.index) || hasBit(b.past, a.index)

const resetsInForce = (resets: readonly Reset[]): readonly Reset[] => {
  const [first, ...rest] = resets
  if (first === undefined) return []
  const last = rest.reduce((best, reset) => (prevails(reset.node, best.node) ? reset : best), first)
  return [last, ...last.before]
}

const prevails = (a: ResetNode, b: ResetNode): boolean =>
  a.operation.counter > b.operation.counter || (a.operation.counter === b.operation.counter && a.id < b.id)

const groupByTarget = (revokes: readonly RevokeNode[]): ReadonlyMap<Key, readonly RevokeNode[]> => {
  const groups = new Map<Key, RevokeNode[]>()
  for (const revoke of revokes) {
    const group = groups.get(revoke.target)
    if (group === undefined) groups.set(revoke.target, [revoke])
    else group.push(revoke)
  }
  return groups
}

/** Whether every revoke of a link's author knows of that link; a revoke of oneself need not know itself. */
const createKnownToRevokes = (
  revokesOf: ReadonlyMap<Key, readonly RevokeNode[]>,
): ((node: Node) => boolean) => {
  const common = new Map<Key, Bits>()
  for (const [device, [first, ...rest]] of revokesOf) {
    if (first === undefined) continue
    const known = rest.length === 0 ? first.past : Uint32Array.from(first.past)
    for (const revoke of rest) intersectInto(known, revoke.past)
    common.set(device, known)
  }
  return node => {
    const known = common.get(node.by)
    if (known === undefined || hasBit(known, node.index)) return true
    if (node.operation.op !== 'revoke' || node.target !== node.by) return false
    return (revokesOf.get(node.by) ?? []).every(
      revoke => revoke.id === node.id || hasBit(revoke.past, node.index),
    )
  }
}
