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
import { createPatience, type Patience } from './patience.ts'
import { type GateRefusal, refused, type RefusalReason } from './refusal.ts'
import { firstSeqGap, hasRightStartOp, isGenesisOrHasParents, isSeqFree, maxOpOf, nodeOf } from './rules.ts'
import { completeInOrder, createStage, type PeerId, type Stage, stagedBeneath } from './stage.ts'

/** What the owner's chain says of a device; `frontier`: the last of its seals in this document that count. */
export type SealAuthority = 'active' | 'unknown' | { readonly frontier: readonly ChangeHash[] }

/**
 * Judges a device for one document. `recordsBeneath`: links and prekeys that the seal would bring in, which
 * is how an identity document introduces its own devices; empty for every other kind.
 */
export type JudgeDevice = (
  device: Uint8Array,
  recordsBeneath: readonly SignedRecord[],
) => Promise<SealAuthority>

export interface GateOptions {
  readonly genesis: DocumentGenesis
  /** Of the genesis's change, where the caller has computed it already. */
  readonly genesisHash?: ChangeHash
  /** What is applied already. The gate adds what it lets through. */
  readonly graph: ChangeGraph
  readonly judge: JudgeDevice
  readonly verify: VerifySignature
  /** Of what one peer brought. */
  readonly maxStagedChanges?: number
  readonly maxStagedBytes?: number
}

export type ParsedChange = ReturnType<typeof parseChange>

export interface Admission {
  /** To be applied, parents first. */
  readonly released: readonly Change[]
  /** Of what this peer brought, now or earlier; of everybody's when reconsidering. */
  readonly refused: readonly GateRefusal[]
}

export interface Gate {
  receive(peer: PeerId, chunks: readonly Uint8Array[]): Promise<Admission>
  /** The same, of chunks that `parseChange` has answered for. */
  receiveParsed(peer: PeerId, changes: readonly ParsedChange[]): Promise<Admission>
  /** Judges everything on the stage again, after the owner's chain changed. */
  reconsider(): Promise<Admission>
  /** Parents that are neither trusted nor staged: what a peer has to be asked for. */
  missing(): readonly ChangeHash[]
  isStaged(hash: ChangeHash): boolean
  stagedCount(): number
  stagedBytes(): number
  dropPeer(peer: PeerId): void
}

/** A refusal, and whoever brought what is refused: nobody is blamed for what others had brought before. */
interface Finding {
  readonly refusal: GateRefusal
  readonly broughtBy: ReadonlySet<PeerId>
}

interface Settled {
  readonly released: readonly Change[]
  readonly findings: readonly Finding[]
}

export const createGate = (options: GateOptions): Gate => {
  const stage = createStage()
  const rejectedSeals = new Map<ChangeHash, RefusalReason>()
  const genesisHash = options.genesisHash ?? genesisChange(options.genesis).hash
  const maxChanges = options.maxStagedChanges ?? limits.stagedChanges
  const maxBytes = options.maxStagedBytes ?? limits.stagedBytes

  const takeIn = (peer: PeerId, parsed: ParsedChange): GateRefusal | null => {
    if (!parsed.ok) return parsed.error
    const change = parsed.value
    if (options.graph.has(change.hash)) return null
    if (!isGenesisOrHasParents(change, genesisHash)) return refused('wrong-genesis', change.hash)
    if (!isSeqFree(change, options.graph)) return refused('duplicate-seq', change.hash)
    stage.put(change, peer)
    return null
  }

  /** Lets through the topmost good seal with all beneath it. False when there is none. */
  const releaseOne = async (
    patience: Patience,
    released: Change[],
    findings: Finding[],
  ): Promise<boolean> => {
    if (stage.size() === 0) return false
    const ordered = completeInOrder(stage, hash => options.graph.has(hash))
    const seals = ordered.toReversed().filter(({ hash }) => isCandidate(stage, rejectedSeals, hash))
    for (const seal of seals) {
      const broughtBy = stage.get(seal.hash)?.broughtBy ?? new Set()
      if (patience.isOverWithAll(broughtBy)) continue
      const records =
        options.genesis.kind === 'identity' ? recordsIn(stage, batchBeneath(stage, ordered, seal)) : []
      let problem = await judgeSeal(options, stage, seal, records)
      const batch = problem === null ? batchBeneath(stage, ordered, seal) : []
      if (firstSeqGap(batch, options.graph) !== null) problem = 'seq-gap'
      if (problem === null) {
        letThrough(stage, options.graph, batch)
        released.push(...batch)
        return true
      }
      rejectedSeals.set(seal.hash, problem)
      findings.push({ refusal: refused(problem, seal.hash), broughtBy: new Set(broughtBy) })
      patience.strain(broughtBy, problem, records.length)
    }
    return false
  }

  const settle = async (): Promise<Settled> => {
    const released: Change[] = []
    const findings = refuseWrongCounters(stage, options.graph)
    const patience = createPatience()
    while (await releaseOne(patience, released, findings)) retrySeqGaps(rejectedSeals)
    for (const peer of patience.over()) {
      stage.dropPeer(peer)
      findings.push({ refusal: refused('too-many-bad-seals'), broughtBy: new Set([peer]) })
    }
    findings.push(...refuseOvertaken(stage, options.graph))
    forgetUnstaged(rejectedSeals, stage)
    return { released, findings }
  }

  const receiveParsed = async (peer: PeerId, changes: readonly ParsedChange[]): Promise<Admission> => {
    const problems: GateRefusal[] = []
    for (const change of changes) {
      const problem = takeIn(peer, change)
      if (problem !== null) problems.push(problem)
    }
    const { released, findings } = await settle()
    problems.push(...findings.filter(({ broughtBy }) => broughtBy.has(peer)).map(({ refusal }) => refusal))
    const load = stage.loadOf(peer)
    if (load.changes > maxChanges || load.bytes > maxBytes) {
      stage.dropPeer(peer)
      forgetUnstaged(rejectedSeals, stage)
      problems.push(refused('stage-full'))
    }
    return { released, refused: problems }
  }

  return {
    receive: (peer, chunks) => receiveParsed(peer, chunks.map(parseChange)),
    receiveParsed,
    async reconsider() {
      // A signature that does not hold never will.
      for (const [hash, reason] of rejectedSeals)
        if (reason !== 'bad-seal-signature') rejectedSeals.delete(hash)
      const { released, findings } = await settle()
      return { released, refused: findings.map(({ refusal }) => refusal) }
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

const isCandidate = (
  stage: Stage,
  rejected: ReadonlyMap<ChangeHash, RefusalReason>,
  hash: ChangeHash,
): boolean => stage.get(hash)?.statement?.type === 'seal' && !rejected.has(hash)

const batchBeneath = (stage: Stage, ordered: readonly Change[], seal: Change): readonly Change[] => {
  const covered = stagedBeneath(stage, seal.hash)
  return ordered.filter(({ hash }) => covered.has(hash))
}

const letThrough = (stage: Stage, graph: ChangeGraph, batch: readonly Change[]): void => {
  for (const change of batch) {
    graph.add(nodeOf(change))
    stage.delete(change.hash)
  }
}

/** Null when the seal itself is good. */
const judgeSeal = async (
  options: GateOptions,
  stage: Stage,
  candidate: Change,
  records: readonly SignedRecord[],
): Promise<RefusalReason | null> => {
  const seal = sealOf(stage, candidate.hash)
  if (seal === null) return 'bad-seal-signature'
  const authority = await options.judge(seal.device, records)
  if (authority === 'unknown') return 'unknown-device'
  if (authority !== 'active' && !isWithinFrontier(options.graph, stage, candidate.hash, authority.frontier)) {
    return 'revoked-device'
  }
  return (await verifySeal(options.verify, options.genesis.doc32, seal, candidate))
    ? null
    : 'bad-seal-signature'
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
const refuseWrongCounters = (stage: Stage, graph: ChangeGraph): Finding[] => {
  const findings: Finding[] = []
  const wrong = new Set<ChangeHash>()
  for (const change of completeInOrder(stage, hash => graph.has(hash))) {
    const standsOnWrong = change.deps.some(dep => wrong.has(dep))
    const maxOpOfParent = (hash: ChangeHash): number | undefined => {
      const staged = stage.get(hash)?.change
      return staged === undefined ? graph.get(hash)?.maxOp : maxOpOf(staged)
    }
    if (!standsOnWrong && hasRightStartOp(change, maxOpOfParent) !== false) continue
    wrong.add(change.hash)
    const refusal = refused(standsOnWrong ? 'parent-refused' : 'wrong-start-op', change.hash)
    findings.push({ refusal, broughtBy: stage.get(change.hash)?.broughtBy ?? new Set() })
  }
  for (const hash of wrong) stage.delete(hash)
  return findings
}

/** What was let through may have used up sequence numbers that others on the stage claim. */
const refuseOvertaken = (stage: Stage, graph: ChangeGraph): Finding[] => {
  const findings: Finding[] = []
  for (const { change, broughtBy } of stage.all()) {
    if (isSeqFree(change, graph)) continue
    stage.delete(change.hash)
    findings.push({ refusal: refused('duplicate-seq', change.hash), broughtBy })
  }
  return findings
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
