/**
 * The account chain (PROTOCOL §3): from verified links to what an account is. Pure, synchronous, and a
 * function of the *set* of links: order of arrival and repeats do not matter. docs/decisions/0003 says what
 * the rules are for.
 *
 * Cost for n links: n² / 64 words for the causal pasts, and one pass over the adds and revokes of each past,
 * so O(n²) steps; a repeated `add` or `revoke` of one key adds at most a factor of its repeats.
 */
import { bytesToHex } from '../../base/bytes.ts'
import type { AccountGenesis } from '../records/account-genesis.ts'
import type { Link } from '../records/link.ts'
import { type Bits, emptyBits, hasBit, setBit } from './bits.ts'
import { devicesIn } from './devices.ts'
import { type ChainGraph, createGraph, type Node } from './graph.ts'
import { chooseNextPrev, sortedRids, soundHeads } from './heads.ts'
import { type Judged, judgeOwnPasts, resetCounterOf } from './judge.ts'
import { newestSecret, type SecretNode, type Standing, standingIn } from './standing.ts'
import type { AccountSecret, AccountState, IgnoredReason } from './state.ts'

export { newestPrekeys } from './prekeys.ts'
export { canRevoke, coversHeads, deviceOf, sealAuthority } from './questions.ts'
export type { AccountState, IgnoredReason } from './state.ts'

/** `links` must be verified (verify-records.ts). Never throws, and never mutates its arguments. */
export const evaluateChain = (genesis: AccountGenesis, links: readonly Link[]): AccountState => {
  const graph = createGraph(genesis, links)
  const judged = judgeOwnPasts(graph)
  const everything = allOf(graph.nodes)
  const standing = standingIn(judged.book, everything)
  const secret = newestSecret(judged.book, everything, standing)
  const heads = soundHeads(graph, judged)
  const accountOnly = [genesis.account]
  return {
    account: genesis.account,
    rootPub: genesis.rootPub,
    recoveryX: genesis.recoveryX,
    devices: devicesIn(standing),
    secret: secret === null ? null : toSecret(secret),
    needsNewSecret: secret === null || isSecretOutdated(standing, secret),
    heads: heads.length === 0 ? accountOnly : sortedRids(heads),
    nextPrev: heads.length === 0 ? accountOnly : chooseNextPrev(standing, heads),
    known: new Set([bytesToHex(genesis.account), ...graph.nodes.map(node => node.id)]),
    ...sortOut(graph, judged, standing),
    pending: graph.pending.map(link => link.rid),
    resetCounter: resetCounterOf(standing),
  }
}

const allOf = (nodes: readonly Node[]): Bits => {
  const members = emptyBits(nodes.length)
  for (const node of nodes) setBit(members, node.index)
  return members
}

const toSecret = ({ operation, link }: SecretNode): AccountSecret => ({
  generation: operation.generation,
  akX: operation.akX,
  wraps: operation.wraps,
  rid: link.rid,
})

const isSecretOutdated = (standing: Standing, secret: SecretNode): boolean =>
  [...[...standing.revokesOf.values()].flat(), ...standing.resets.map(reset => reset.node)].some(
    node => !hasBit(secret.past, node.index),
  )

const sortOut = (
  graph: ChainGraph,
  judged: Judged,
  standing: Standing,
): Pick<AccountState, 'counted' | 'ignored'> => {
  const counted = new Set<string>()
  const ignored = graph.foreign.map((link): AccountState['ignored'][number] => ({
    rid: link.rid,
    reason: 'wrong-account',
  }))
  const resetsInForce = new Set(standing.resets.map(reset => reset.node.id))
  for (const node of graph.nodes) {
    const reason = judged.unsound.get(node.index) ?? whyIgnored(standing, resetsInForce, node)
    if (reason === null) counted.add(node.id)
    else ignored.push({ rid: node.link.rid, reason })
  }
  return { counted, ignored }
}

const whyIgnored = (
  standing: Standing,
  resetsInForce: ReadonlySet<string>,
  node: Node,
): IgnoredReason | null => {
  const undone = standing.whyUndone(node)
  switch (node.operation.op) {
    case 'reset':
      return resetsInForce.has(node.id) ? null : 'superseded'
    case 'revoke':
      return undone === 'before-reset' ? undone : null
    case 'add':
      return undone ?? (standing.addOf.get(node.target)?.id === node.id ? null : 'already-added')
    case 'ak':
      return undone
  }
}
