/**
 * The links of one account as a DAG: each once, each after everything it follows, with its causal past.
 * The order (depth, then rid) depends on nothing but the links themselves, so it is the same for everybody.
 */
import { bytesToHex, equalBytes } from '../../base/bytes.ts'
import type { AccountGenesis } from '../records/account-genesis.ts'
import type { Link, LinkOperation } from '../records/link.ts'
import { type Bits, emptyBits, setBit, uniteInto } from './bits.ts'

/** A public key as a small integer; the root is always `rootKey`. */
export type Key = number
export const rootKey: Key = 0

export type Node = NodeOf<LinkOperation>

export interface NodeOf<Operation extends LinkOperation> {
  /** Position in `graph.nodes`; also the seniority of an `add`. */
  readonly index: number
  /** Longest path from the genesis, which is at 0. */
  readonly depth: number
  readonly id: string
  readonly link: Link
  readonly operation: Operation
  readonly by: Key
  /** The device that an `add` or `revoke` is about; the author for the others. */
  readonly target: Key
  /** Everything it follows, directly or not; never itself. */
  readonly past: Bits
}

export interface ChainGraph {
  /** Closed under `prev`, sorted by depth, then rid. */
  readonly nodes: readonly Node[]
  /** Links that follow, directly or not, something unknown; sorted by rid. */
  readonly pending: readonly Link[]
  /** Links of other accounts; sorted by rid. */
  readonly foreign: readonly Link[]
  readonly keyOf: (publicKey: Uint8Array) => Key
}

export const createGraph = (genesis: AccountGenesis, links: readonly Link[]): ChainGraph => {
  const own = new Map<string, Link>()
  const foreign = new Map<string, Link>()
  for (const link of links) {
    const home = equalBytes(link.account, genesis.account) ? own : foreign
    home.set(bytesToHex(link.rid), link)
  }
  const parents = parentsById(genesis, own)
  const depths = depthsOfReachable(bytesToHex(genesis.account), parents)
  const keyOf = createKeys(genesis.rootPub)
  return {
    nodes: toNodes(own, parents, depths, keyOf),
    pending: sortedById(own).flatMap(([id, link]) => (depths.has(id) ? [] : [link])),
    foreign: sortedById(foreign).map(([, link]) => link),
    keyOf,
  }
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const sortedById = (links: ReadonlyMap<string, Link>): [string, Link][] =>
  [...links].toSorted(([a], [b]) => compareText(a, b))

type Parents = ReadonlyMap<string, readonly string[]>

const parentsById = (genesis: AccountGenesis, links: ReadonlyMap<string, Link>): Parents => {
  const parents = new Map<string, readonly string[]>()
  for (const [id, link] of links) parents.set(id, [...new Set(link.prev.map(bytesToHex))])
  // The genesis wins over a link that claims its id, which no hash allows but a hand-made value might.
  parents.set(bytesToHex(genesis.account), [])
  return parents
}

/** Kahn's walk from the genesis: what it never reaches is pending. */
const depthsOfReachable = (root: string, parents: Parents): ReadonlyMap<string, number> => {
  const children = new Map<string, string[]>()
  const awaited = new Map<string, number>()
  for (const [id, ids] of parents) {
    awaited.set(id, ids.length)
    for (const parent of ids) {
      const siblings = children.get(parent)
      if (siblings === undefined) children.set(parent, [id])
      else siblings.push(id)
    }
  }
  const depths = new Map<string, number>([[root, 0]])
  const ready = [root]
  for (const id of ready) {
    for (const child of children.get(id) ?? []) {
      const left = (awaited.get(child) ?? 0) - 1
      awaited.set(child, left)
      if (left > 0) continue
      depths.set(child, 1 + Math.max(...(parents.get(child) ?? []).map(parent => depths.get(parent) ?? 0)))
      ready.push(child)
    }
  }
  depths.delete(root)
  return depths
}

const createKeys = (rootPub: Uint8Array): ((publicKey: Uint8Array) => Key) => {
  const keys = new Map<string, Key>([[bytesToHex(rootPub), rootKey]])
  return publicKey => {
    const name = bytesToHex(publicKey)
    const known = keys.get(name)
    if (known !== undefined) return known
    keys.set(name, keys.size)
    return keys.size - 1
  }
}

const toNodes = (
  links: ReadonlyMap<string, Link>,
  parents: Parents,
  depths: ReadonlyMap<string, number>,
  keyOf: (publicKey: Uint8Array) => Key,
): readonly Node[] => {
  const order = [...depths].toSorted(([a, depthA], [b, depthB]) => depthA - depthB || compareText(a, b))
  const nodes = new Map<string, Node>()
  for (const [id, depth] of order) {
    const link = links.get(id)
    if (link === undefined) continue
    const past = emptyBits(order.length)
    for (const parent of parents.get(id) ?? []) {
      const before = nodes.get(parent)
      if (before === undefined) continue
      uniteInto(past, before.past)
      setBit(past, before.index)
    }
    const { operation } = link
    const target = keyOf('device' in operation ? operation.device : link.by)
    nodes.set(id, { index: nodes.size, depth, id, link, operation, by: keyOf(link.by), target, past })
  }
  return [...nodes.values()]
}
