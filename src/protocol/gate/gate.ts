/**
 * The gate (PROTOCOL §4): it stands between the network and a document, on a device and on the relay alike,
 * and holds every change back until a valid seal covers it. Nothing else decides what is applied.
 *
 * Calls for one document must not overlap: the caller awaits each before the next.
 */
import type { Change, ChangeHash } from '../changes/change.ts'
import { parseChange } from '../changes/change.ts'
import { genesisChange } from '../changes/genesis-change.ts'
import { type ChangeGraph, isAtOrBeneath } from '../changes/graph.ts'
import { verifySeal } from '../changes/seal.ts'
import type { SealFields } from '../changes/statement.ts'
import type { VerifySignature } from '../crypto/verify.ts'
import { limits } from '../limits.ts'
import type { DocumentGenesis } from '../records/document-genesis.ts'
import type { SignedRecord } from '../records/record.ts'
import { type GateRefusal, refused, type RefusalReason } from './refusal.ts'
import { firstSeqGap, hasRightStartOp, isGenesisOrHasParents, isSeqFree, maxOpOf, nodeOf } from './rules.ts'
import { completeInOrder, createStage, type PeerId, type Stage, stagedBeneath } from './stage.ts'

/** What the owner's chain says of a device; `frontier`: the last of its seals in this document that count. */
export type SealAuthority = 'active' | 'unknown' | { readonly frontier: readonly ChangeHash[] }

/**
 * Judges a device for one document. `recordsBeneath`: links and prekeys that the seal would bring in, which
 * is how an identity document introduces its own devices; empty for every other kind.
 */
export type JudgeDevice = (device: Uint8Array, recordsBeneath: readonly SignedRecord[]) => Promise<SealAuthority>

export interface GateOptions {
  readonly genesis: DocumentGenesis
  /** What is applied already. The gate adds what it lets through. */
  readonly graph: ChangeGraph
  readonly judge: JudgeDevice
  readonly verify: VerifySignature
  readonly maxStagedChanges?: number
  readonly maxStagedBytes?: number
}

export interface Admission {
  /** To be applied, parents first. */
  readonly released: readonly Change[]
  readonly refused: readonly GateRefusal[]
}

export interface Gate {
  receive(peer: PeerId, chunks: readonly Uint8Array[]): Promise<Admission>
  /** Judges everything on the stage again, after the owner's chain changed. */
  reconsider(): Promise<Admission>
  /** Parents that are neither trusted nor staged: what a peer has to be asked for. */
  missing(): readonly ChangeHash[]
  isStaged(hash: ChangeHash): boolean
  stagedCount(): number
  stagedBytes(): number
  dropPeer(peer: PeerId): void
}

const maxBadSealsAtOnce = 32

export const createGate = (options: GateOptions): Gate => {
  const stage = createStage()
  const rejectedSeals = new Map<ChangeHash, RefusalReason>()
  const genesisHash = genesisChange(options.genesis).hash
  const maxChanges = options.maxStagedChanges ?? limits.stagedChanges
  const maxBytes = options.maxStagedBytes ?? limits.stagedBytes

  const takeIn = (peer: PeerId, chunk: Uint8Array): GateRefusal | null => {
    const parsed = parseChange(chunk)
    if (!parsed.ok) return parsed.error
    const change = parsed.value
    if (options.graph.has(change.hash)) return null
    if (!isGenesisOrHasParents(change, genesisHash)) return refused('wrong-genesis', change.hash)
    if (!isSeqFree(change, options.graph)) return refused('duplicate-seq', change.hash)
    stage.put(change, peer)
    return null
  }

  const settle = async (): Promise<Admission> => {
    const released: Change[] = []
    const refusals = refuseWrongCounters(stage, options.graph)
    let badSeals = 0
    for (;;) {
      const ordered = completeInOrder(stage, hash => options.graph.has(hash))
      const candidates = ordered.toReversed().filter(({ hash }) => isCandidate(stage, rejectedSeals, hash))
      let progressed = false
      for (const candidate of candidates) {
        const covered = stagedBeneath(stage, candidate.hash)
        const batch = ordered.filter(({ hash }) => covered.has(hash))
        const problem = await judgeSeal(options, stage, candidate, batch)
        if (problem !== null) {
          rejectedSeals.set(candidate.hash, problem)
          refusals.push(refused(problem, candidate.hash))
          if (problem === 'bad-seal-signature' && ++badSeals >= maxBadSealsAtOnce) {
            return { released, refused: [...refusals, refused('too-many-bad-seals')] }
          }
          continue
        }
        for (const change of batch) {
          options.graph.add(nodeOf(change))
          stage.delete(change.hash)
        }
        released.push(...batch)
        progressed = true
        break
      }
      if (!progressed) break
      retrySeqGaps(rejectedSeals)
    }
    return { released, refused: [...refusals, ...refuseOvertaken(stage, options.graph)] }
  }

  return {
    async receive(peer, chunks) {
      const problems: GateRefusal[] = []
      for (const chunk of chunks) {
        const problem = takeIn(peer, chunk)
        if (problem !== null) problems.push(problem)
      }
      const settled = await settle()
      problems.push(...settled.refused)
      if (stage.size() > maxChanges || stage.bytes() > maxBytes) {
        stage.dropPeer(peer)
        problems.push(refused('stage-full'))
      }
      forgetUnstaged(rejectedSeals, stage)
      return { released: settled.released, refused: problems }
    },
    reconsider() {
      rejectedSeals.clear()
      return settle()
    },
    missing: () => missingParents(stage, options.graph),
    isStaged: hash => stage.has(hash),
    stagedCount: () => stage.size(),
    stagedBytes: () => stage.bytes(),
    dropPeer(peer) {
      stage.dropPeer(peer)
      forgetUnstaged(rejectedSeals, stage)
    },
  }
}

const isCandidate = (stage: Stage, rejected: ReadonlyMap<ChangeHash, RefusalReason>, hash: ChangeHash): boolean =>
  stage.get(hash)?.statement?.type === 'seal' && !rejected.has(hash)

/** Null when the seal is good and everything beneath it keeps the rules. */
const judgeSeal = async (
  options: GateOptions,
  stage: Stage,
  candidate: Change,
  batch: readonly Change[],
): Promise<RefusalReason | null> => {
  const seal = sealOf(stage, candidate.hash)
  if (seal === null) return 'bad-seal-signature'
  const authority = await options.judge(seal.device, recordsIn(stage, batch))
  if (authority === 'unknown') return 'unknown-device'
  if (authority !== 'active' && !isWithinFrontier(options.graph, stage, candidate.hash, authority.frontier)) {
    return 'revoked-device'
  }
  if (!(await verifySeal(options.verify, options.genesis.doc32, seal, candidate))) return 'bad-seal-signature'
  return firstSeqGap(batch, options.graph) === null ? null : 'seq-gap'
}

const sealOf = (stage: Stage, hash: ChangeHash): SealFields | null => {
  const statement = stage.get(hash)?.statement
  return statement?.type === 'seal' ? statement.seal : null
}

const recordsIn = (stage: Stage, batch: readonly Change[]): SignedRecord[] =>
  batch.flatMap(({ hash }) => {
    const statement = stage.get(hash)?.statement
    return statement?.type === 'record' ? [statement.record] : []
  })

const isWithinFrontier = (
  graph: ChangeGraph,
  stage: Stage,
  seal: ChangeHash,
  frontier: readonly ChangeHash[],
): boolean => isAtOrBeneath(hash => stage.get(hash)?.change.deps ?? graph.get(hash)?.deps, seal, frontier)

/** A counter that does not follow from its parents can never be applied, whoever seals it. */
const refuseWrongCounters = (stage: Stage, graph: ChangeGraph): GateRefusal[] => {
  const refusals: GateRefusal[] = []
  const wrong = new Set<ChangeHash>()
  for (const change of completeInOrder(stage, hash => graph.has(hash))) {
    const standsOnWrong = change.deps.some(dep => wrong.has(dep))
    const maxOpOfParent = (hash: ChangeHash): number | undefined => {
      const staged = stage.get(hash)?.change
      return staged === undefined ? graph.get(hash)?.maxOp : maxOpOf(staged)
    }
    if (!standsOnWrong && hasRightStartOp(change, maxOpOfParent) !== false) continue
    wrong.add(change.hash)
    refusals.push(refused(standsOnWrong ? 'parent-refused' : 'wrong-start-op', change.hash))
  }
  for (const hash of wrong) stage.delete(hash)
  return refusals
}

/** What was let through may have used up sequence numbers that others on the stage claim. */
const refuseOvertaken = (stage: Stage, graph: ChangeGraph): GateRefusal[] => {
  const refusals: GateRefusal[] = []
  for (const { change } of stage.all()) {
    if (isSeqFree(change, graph)) continue
    stage.delete(change.hash)
    refusals.push(refused('duplicate-seq', change.hash))
  }
  return refusals
}

const retrySeqGaps = (rejected: Map<ChangeHash, RefusalReason>): void => {
  for (const [hash, reason] of rejected) if (reason === 'seq-gap') rejected.delete(hash)
}

const forgetUnstaged = (rejected: Map<ChangeHash, RefusalReason>, stage: Stage): void => {
  for (const hash of rejected.keys()) if (!stage.has(hash)) rejected.delete(hash)
}

const missingParents = (stage: Stage, graph: ChangeGraph): ChangeHash[] => {
  const missing = new Set<ChangeHash>()
  for (const { change } of stage.all()) {
    for (const dep of change.deps) if (!graph.has(dep) && !stage.has(dep)) missing.add(dep)
  }
  return [...missing].sort()
}
