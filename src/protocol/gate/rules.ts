/** What a change must satisfy to be let through, each rule by name (PROTOCOL §4, step 4). Pure. */
import type { Change, ChangeHash } from '../changes/change.ts'
import type { ChangeGraph, GraphNode } from '../changes/graph.ts'

/** The largest operation counter in or beneath a change. */
export const maxOpOf = (change: Change): number => change.startOp + change.operationCount - 1

export const nodeOf = (change: Change): GraphNode => ({
  hash: change.hash,
  deps: change.deps,
  actor: change.actor,
  seq: change.seq,
  maxOp: maxOpOf(change),
})

/** Only the genesis may stand on nothing. */
export const isGenesisOrHasParents = (change: Change, genesisHash: ChangeHash): boolean =>
  change.deps.length > 0 || change.hash === genesisHash

/** Sequence numbers are handed out once. */
export const isSeqFree = (change: Change, graph: ChangeGraph): boolean =>
  change.seq > graph.lastSeqOf(change.actor)

/** startOp is one more than the largest counter among the parents; null while a parent is unknown. */
export const hasRightStartOp = (
  change: Change,
  maxOpOfParent: (hash: ChangeHash) => number | undefined,
): boolean | null => {
  let largest = 0
  for (const dep of change.deps) {
    const maxOp = maxOpOfParent(dep)
    if (maxOp === undefined) return null
    largest = Math.max(largest, maxOp)
  }
  return change.startOp === largest + 1
}

/** Every actor's changes follow on from one another, given an order with parents first. */
export const firstSeqGap = (ordered: readonly Change[], graph: ChangeGraph): Change | null => {
  const last = new Map<string, number>()
  for (const change of ordered) {
    const before = last.get(change.actor) ?? graph.lastSeqOf(change.actor)
    if (change.seq !== before + 1) return change
    last.set(change.actor, change.seq)
  }
  return null
}
