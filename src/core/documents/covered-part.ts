/** What of a document stays after its owner's chain changed. */
import type { Random } from '../../base/random.ts'
import type { ChangeHash } from '../../protocol/changes/change.ts'
import { areHeadsSealed, type Judgement, keepCovered } from '../../protocol/gate/rebuild.ts'
import { applyChanges, getAllChanges, getHeads, init } from './automerge.ts'
import { actorFrom, headChanges, type RootDoc } from './history.ts'

export interface CoveredPart {
  readonly doc: RootDoc
  /** How many are left; none when no seal covers anything. */
  readonly changes: number
}

export interface CoveredPartDeps {
  readonly judgement: Judgement
  readonly random: Random
  readonly parents: (hash: ChangeHash) => readonly ChangeHash[] | undefined
  /** Its heads are not enough to vouch for it, so every change is looked at. */
  readonly onUnsealed: () => void
}

/** Null when seals cover the whole of it. */
export const coveredPart = async (
  doc: RootDoc,
  { judgement, random, parents, onUnsealed }: CoveredPartDeps,
): Promise<CoveredPart | null> => {
  if (getHeads(doc).length === 0) return null
  const heads = headChanges(doc)
  if (heads !== null && (await areHeadsSealed(judgement, heads, parents))) return null
  onUnsealed()
  const all = getAllChanges(doc)
  const kept = await keepCovered(judgement, all)
  if (kept.length === all.length) return null
  const empty: RootDoc = init({ actor: actorFrom(random.bytes(16)) })
  const [covered] = applyChanges(
    empty,
    kept.map(({ bytes }) => bytes),
  )
  return { doc: covered, changes: kept.length }
}
