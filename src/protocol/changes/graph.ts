/** The shape of a document's trusted history: hashes and parents, without what the changes say. */
import type { ChangeHash } from './change.ts'

export interface GraphNode {
  readonly hash: ChangeHash
  readonly deps: readonly ChangeHash[]
  readonly actor: string
  readonly seq: number
  /** The largest operation counter up to here in this change. */
  readonly maxOp: number
}

export interface ChangeGraph {
  has(hash: ChangeHash): boolean
  get(hash: ChangeHash): GraphNode | undefined
  /** Parents must be there already; throws otherwise, for the gate guarantees it. */
  add(node: GraphNode): void
  heads(): readonly ChangeHash[]
  /** 0 for an actor that has no change. */
  lastSeqOf(actor: string): number
  size(): number
}

export const createChangeGraph = (): ChangeGraph => {
  const nodes = new Map<ChangeHash, GraphNode>()
  const heads = new Set<ChangeHash>()
  const lastSeq = new Map<string, number>()
  return {
    has: hash => nodes.has(hash),
    get: hash => nodes.get(hash),
    add(node) {
      if (nodes.has(node.hash)) return
      for (const dep of node.deps) {
        if (!nodes.has(dep)) throw new Error('change graph: a parent is missing')
        heads.delete(dep)
      }
      nodes.set(node.hash, node)
      heads.add(node.hash)
      lastSeq.set(node.actor, Math.max(node.seq, lastSeq.get(node.actor) ?? 0))
    },
    heads: () => [...heads].sort(),
    lastSeqOf: actor => lastSeq.get(actor) ?? 0,
    size: () => nodes.size,
  }
}

type Parents = (hash: ChangeHash) => readonly ChangeHash[] | undefined

/** Whether `sought` is one of `from` or beneath them. Linear in what lies between. */
export const isAtOrBeneath = (parents: Parents, sought: ChangeHash, from: readonly ChangeHash[]): boolean => {
  const seen = new Set<ChangeHash>()
  const queue = [...from]
  for (let hash = queue.pop(); hash !== undefined; hash = queue.pop()) {
    if (hash === sought) return true
    if (seen.has(hash)) continue
    seen.add(hash)
    queue.push(...(parents(hash) ?? []))
  }
  return false
}
