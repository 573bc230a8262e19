/** What still stands after a revocation (PROTOCOL §4, step 6). */
import type { Change, ChangeHash } from '../changes/change.ts'
import { createChangeGraph, isAtOrBeneath } from '../changes/graph.ts'
import { verifySeal } from '../changes/seal.ts'
import { createGate, type GateOptions } from './gate.ts'
import { statementOf } from './stage.ts'

export type Judgement = Pick<GateOptions, 'genesis' | 'judge' | 'verify'>

/** The changes that seals still cover, parents first. */
export const keepCovered = async (
  judgement: Judgement,
  chunks: readonly Uint8Array[],
): Promise<readonly Change[]> => {
  const gate = createGate({
    ...judgement,
    graph: createChangeGraph(),
    maxStagedChanges: Infinity,
    maxStagedBytes: Infinity,
  })
  return (await gate.receive('storage', chunks)).released
}

/**
 * Whether each head is itself a good seal: then everything beneath is vouched for, and a whole document of
 * any length is verified by one signature a head.
 */
export const areHeadsSealed = async (
  judgement: Judgement,
  heads: readonly Change[],
  parents: (hash: ChangeHash) => readonly ChangeHash[] | undefined,
): Promise<boolean> => {
  for (const head of heads) {
    const statement = statementOf(head)
    if (statement?.type !== 'seal') return false
    const authority = await judgement.judge(statement.seal.device, [])
    if (authority === 'unknown') return false
    if (authority !== 'active' && !isAtOrBeneath(parents, head.hash, authority.frontier)) return false
    if (!(await verifySeal(judgement.verify, judgement.genesis.doc32, statement.seal, head))) return false
  }
  return true
}
