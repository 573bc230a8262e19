/**
 * Who is in a room (PROTOCOL §5): from verified control records to members. Pure, synchronous, and a function of the
 * *set* of records: order of arrival and repeats do not matter.
 *
 * A record counts if its author was an admin in its own past, and nothing undoes it (membership-standing.ts). The
 * creator outranks every admin, and earlier admins later ones; only a senior can remove an admin. Whoever was removed
 * says nothing more that those who removed them did not know of, so that nobody dates a record back. Of an add and a
 * remove that did not know of each other, the remove holds; after it, an add brings people back.
 *
 * Cost for n records: n² / 32 words for the causal pasts, and a pass over the records of each past.
 */
import { bytesToHex, compareBytes, equalBytes } from '../../base/bytes.ts'
import { type Bits, emptyBits, hasBit, uniteInto } from '../accounts/bits.ts'
import { limits } from '../limits.ts'
import type { AccountId } from '../records/account-genesis.ts'
import { creatorsAuthority, indexOf } from './membership-books.ts'
import { type ControlGraph, createGraph, type Name, type Node, sortedRids } from './membership-graph.ts'
import { judgeOwnPasts, type Judged } from './membership-judge.ts'
import { type Standing, standingIn } from './membership-standing.ts'
import type {
  Control,
  ControlFrontier,
  FormerMember,
  IgnoredControl,
  Membership,
  Room,
  RoomMember,
} from './room-types.ts'

/** `controls` must be verified: signed by a device of their author. Never throws. */
export const evaluateMembership = (room: Room, controls: readonly Control[]): Membership => {
  const graph = createGraph(room, controls)
  const creator = bytesToHex(room.creator)
  const judged = judgeOwnPasts(creator, graph.nodes)
  const standing = standingIn(creator, judged.sound, null, graph.nodes.length)
  const counted = graph.nodes.filter(({ index }) => !judged.unsound.has(index) && !standing.undone.has(index))
  const accounts = accountsIn(room, counted)
  const members = membersIn(accounts, standing)
  return {
    members,
    former: formerIn(accounts, standing),
    counted: counted.map(node => node.control),
    heads: chooseHeads(members, headsOf(counted, graph.nodes.length)),
    ignored: ignoredIn(graph, judged, standing),
    pending: graph.pending.map(control => control.id),
  }
}

export const roleOf = (membership: Membership, account: AccountId): RoomMember['role'] | null =>
  memberIn(membership, account)?.role ?? null

/** Whether a remove signed now would count. Oneself one does not remove: one leaves. */
export const canRemove = (membership: Membership, by: AccountId, target: AccountId): boolean => {
  const author = memberIn(membership, by)
  const member = memberIn(membership, target)
  return author?.role === 'admin' && member !== null && author.rank < member.rank
}

const memberIn = (membership: Membership, account: AccountId): RoomMember | null =>
  membership.members.find(member => equalBytes(member.account, account)) ?? null

/** Everybody who ever had a seat. */
const accountsIn = (room: Room, counted: readonly Node[]): ReadonlyMap<Name, AccountId> => {
  const added = counted.filter(({ control }) => control.operation === 'add')
  return new Map([
    [bytesToHex(room.creator), room.creator],
    ...added.map(({ target, control }): [Name, AccountId] => [target, control.account]),
  ])
}

/** Admins by when they became it, then the others by when they came. */
const membersIn = (accounts: ReadonlyMap<Name, AccountId>, standing: Standing): readonly RoomMember[] => {
  const seated = [...accounts].flatMap(([name, account]) => {
    const seat = standing.firstOf('seat', name)
    if (seat === undefined) return []
    const grant = standing.firstOf('role', name)
    const role: RoomMember['role'] = grant === undefined ? 'member' : 'admin'
    return [{ account, role, since: indexOf(grant === undefined ? seat : grant) }]
  })
  const isLater = (role: RoomMember['role']): number => (role === 'admin' ? 0 : 1)
  seated.sort((a, b) => isLater(a.role) - isLater(b.role) || a.since - b.since)
  const first = seated[0]?.since === creatorsAuthority ? 0 : 1
  return seated
    .slice(0, limits.roomMembers)
    .map(({ account, role }, index) => ({ account, role, rank: first + index }))
}

const formerIn = (accounts: ReadonlyMap<Name, AccountId>, standing: Standing): readonly FormerMember[] =>
  [...accounts]
    .filter(([name]) => standing.firstOf('seat', name) === undefined)
    .map(([name, account]): FormerMember => {
      const removes = standing.lastEndingsOf(name).filter(({ control }) => control.operation === 'remove')
      if (removes.length === 0) return { account, how: 'left', frontier: null }
      return {
        account,
        how: 'removed',
        frontier: uniteFrontiers(removes.map(({ control }) => control.frontier ?? [])),
      }
    })
    .toSorted((a, b) => compareBytes(a.account, b.account))

/** What any of those who removed them had accepted. */
const uniteFrontiers = (frontiers: readonly ControlFrontier[]): ControlFrontier => {
  const last = new Map<string, readonly [chain: Uint8Array, n: number]>()
  for (const mark of frontiers.flat()) {
    const name = bytesToHex(mark[0])
    if (mark[1] >= (last.get(name)?.[1] ?? 0)) last.set(name, mark)
  }
  return [...last.values()].toSorted(([a], [b]) => compareBytes(a, b))
}

const headsOf = (counted: readonly Node[], size: number): readonly Node[] => {
  const followed: Bits = emptyBits(size)
  for (const node of counted) uniteInto(followed, node.past)
  return counted.filter(node => !hasBit(followed, node.index))
}

const chooseHeads = (members: readonly RoomMember[], heads: readonly Node[]): readonly Uint8Array[] => {
  const ranks = new Map(members.map(member => [bytesToHex(member.account), member.rank]))
  const turns = new Map<Name, number>()
  const ranked = heads.map(node => {
    const turn = turns.get(node.author) ?? 0
    turns.set(node.author, turn + 1)
    return { node, turn, rank: ranks.get(node.author) ?? Number.MAX_SAFE_INTEGER }
  })
  ranked.sort((a, b) => a.turn - b.turn || a.rank - b.rank || a.node.index - b.node.index)
  return sortedRids(ranked.slice(0, limits.controlHeads).map(({ node }) => node))
}

const ignoredIn = (graph: ControlGraph, judged: Judged, standing: Standing): Membership['ignored'] => {
  const all = (controls: readonly Control[], reason: IgnoredControl) =>
    controls.map(({ id }) => ({ id, reason }))
  return [
    ...all(graph.foreign, 'wrong-room'),
    ...all(graph.tooMany, 'too-many'),
    ...graph.nodes.flatMap(({ index, control }) => {
      const reason = judged.unsound.get(index) ?? standing.undone.get(index)
      return reason === undefined ? [] : [{ id: control.id, reason }]
    }),
  ]
}
