/**
 * What the relay keeps of one document and how it judges it: its history as the store has it, and the gate in
 * front. Calls that wait must not overlap.
 */
import { type Change, type ChangeHash, parseChange } from '../../src/protocol/changes/change.ts'
import type { VerifySignature } from '../../src/protocol/crypto/verify.ts'
import { createGate, type Gate, type ParsedChange } from '../../src/protocol/gate/gate.ts'
import { areHeadsSealed, keepCovered } from '../../src/protocol/gate/rebuild.ts'
import { nodeOf } from '../../src/protocol/gate/rules.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import type { DocumentGenesis } from '../../src/protocol/records/document-genesis.ts'
import type { DocId, DocumentRefusal } from '../../src/protocol/relay/frames.ts'
import type { Accounts } from '../accounts/accounts.ts'
import type { DocumentLimits } from '../limits.ts'
import type { Log } from '../log.ts'
import type { DocumentStore } from '../stores/store.ts'
import { createHistory, type History } from './history.ts'
import { findGenesis, type Ownership } from './ownership.ts'
import { refusalOfStoreError } from './refusals.ts'

export interface CustodyDeps {
  readonly store: DocumentStore
  readonly accounts: Accounts
  readonly verify: VerifySignature
  readonly log: Log
  readonly limits: DocumentLimits
  /** Bytes that wait for a seal, over all documents. */
  readonly staged: { bytes: number }
  readonly onWrite?: WatchWrites
}

/** Hears of a document before the store is asked to write to it, and once it has answered, whatever it said. */
export type WatchWrites = (genesis: DocumentGenesis, phase: 'begins' | 'ends') => void

export interface Custody {
  /**
   * Once: what the store has, without what the owner's chain vouches for no more; true when something went because of
   * that. Rejects when it cannot be read.
   */
  read(): Promise<boolean>
  /** Durable, except while `commit` is under way. */
  history(): History
  genesis(): DocumentGenesis | null
  /** Null before anybody brought the genesis. */
  gate(): Gate | null
  /** The gate, if it holds something back. */
  holding(): Gate | null
  start(ownership: Ownership): Gate
  /** Keeps what the gate let through; the answer says why it could not, and then it is as if it had not come. */
  commit(released: readonly Change[]): Promise<DocumentRefusal | null>
  /**
   * Takes out what seals cover no more; true when something went. Without the owner's identity nothing can be
   * judged, and nothing goes.
   */
  dropUncovered(): Promise<boolean>
  /** Here already, or waiting on the stage. */
  holds(hash: ChangeHash): boolean
  /** After each call of the gate, which may be another one from then on. */
  countStaged(): void
  /** Forgets whatever the store has not answered for. */
  recover(): void
  /** Gives back what it took of what all documents share. */
  discard(): void
}

export const createCustody = (id: DocId, deps: CustodyDeps, onOwner: (owner: AccountId) => void): Custody => {
  const { limits, log, store } = deps
  let isRead = false
  let history = createHistory()
  let owned: Ownership | null = null
  /** A gate remembers what it holds back and nothing else, so one that is empty need not be kept. */
  let gate: Gate | null = null
  let stagedBytes = 0

  const judgementOf = (genesis: DocumentGenesis) => ({
    genesis,
    judge: deps.accounts.judgeFor(genesis),
    verify: deps.verify,
  })
  const countStaged = (): void => {
    const now = gate?.stagedBytes() ?? 0
    deps.staged.bytes += now - stagedBytes
    stagedBytes = now
    if (gate?.stagedCount() === 0) gate = null
  }
  const gateOf = ({ genesis, hash }: Ownership): Gate => {
    gate ??= createGate({
      ...judgementOf(genesis),
      genesisHash: hash,
      graph: history,
      maxStagedChanges: limits.stagedChanges,
      maxStagedBytes: limits.stagedBytes,
    })
    return gate
  }
  /** What waited for a seal of the history before is forgotten. */
  const use = (newHistory: History, ownership: Ownership): void => {
    history = newHistory
    owned = ownership
    gate = null
    countStaged()
    onOwner(ownership.genesis.owner)
  }

  const watched = async <T>(genesis: DocumentGenesis, write: () => Promise<T>): Promise<T> => {
    deps.onWrite?.(genesis, 'begins')
    try {
      return await write()
    } finally {
      deps.onWrite?.(genesis, 'ends')
    }
  }

  const dropUncovered = async (): Promise<boolean> => {
    if (owned === null || history.size() === 0) return false
    const ownership = owned
    const { genesis } = ownership
    if ((await deps.accounts.stateOf(genesis.owner)) === null) return false
    const judgement = judgementOf(genesis)
    const heads = history.heads().map(hash => parseStored(history.bytesAt(history.indexOf(hash) ?? -1)))
    if (await areHeadsSealed(judgement, heads, hash => history.get(hash)?.deps)) return false
    const kept = await keepCovered(judgement, history.all())
    const changes = kept.map(({ bytes }) => bytes)
    const replaced = await watched(genesis, () => store.replace(id, { owner32: genesis.owner, changes }))
    if (!replaced.ok) {
      log({ event: 'rebuild-failed', document: id, error: replaced.error.type })
      return false
    }
    log({ event: 'document-rebuilt', document: id, kept: kept.length, dropped: history.size() - kept.length })
    use(historyOf(kept), ownership)
    return true
  }

  const write = async (
    genesis: DocumentGenesis,
    released: readonly Change[],
  ): Promise<DocumentRefusal | null> => {
    const bytes = released.reduce((sum, change) => sum + change.bytes.length, 0)
    if (history.bytes() + bytes > limits.documentBytes) return 'too-large'
    const used = await store.bytesByOwner(genesis.owner)
    if (used.ok && used.value + bytes > limits.ownerBytes) return 'over-quota'
    const changes = released.map(change => change.bytes)
    const append = () => store.append(id, { owner32: genesis.owner, changes })
    const written = used.ok ? await watched(genesis, append) : used
    if (written.ok) return null
    log({ event: 'store-refused', document: id, error: written.error.type })
    return refusalOfStoreError(written.error)
  }
  const recover = (): void => {
    if (owned !== null && history.size() > history.kept()) use(history.upTo(history.kept()), owned)
  }

  return {
    async read() {
      if (isRead) return false
      const loaded = await store.load(id)
      if (!loaded.ok) throw new Error(`document: the store cannot be read (${loaded.error.type})`)
      const chunks = loaded.value?.changes ?? []
      let hasShrunk = false
      if (chunks.length > 0) {
        const changes = chunks.map(parseChange)
        const found = findGenesis(id, changes.slice(0, 1))
        if (found === 'absent' || found === 'wrong') throw new Error('document: stored without its genesis')
        use(historyOf(changes.map(stored)), found)
        hasShrunk = await dropUncovered()
      }
      isRead = true
      return hasShrunk
    },
    history: () => history,
    genesis: () => owned?.genesis ?? null,
    gate: () => (owned === null ? null : gateOf(owned)),
    holding: () => gate,
    start(ownership) {
      use(history, ownership)
      return gateOf(ownership)
    },
    async commit(released) {
      if (owned === null || released.length === 0) return null
      const refusal = await write(owned.genesis, released)
      if (refusal === null) {
        history.keep(released)
        return null
      }
      log({ event: 'write-refused', document: id, reason: refusal, changes: released.length })
      recover()
      return refusal
    },
    dropUncovered,
    holds: hash => history.has(hash) || gate?.isStaged(hash) === true,
    countStaged,
    recover,
    discard() {
      deps.staged.bytes -= stagedBytes
      stagedBytes = 0
    },
  }
}

const parseStored = (bytes: Uint8Array): Change => stored(parseChange(bytes))

const stored = (parsed: ParsedChange): Change => {
  if (!parsed.ok) throw new Error(`document: a stored change cannot be read (${parsed.error.reason})`)
  return parsed.value
}

const historyOf = (changes: readonly Change[]): History => {
  const history = createHistory()
  for (const change of changes) history.add(nodeOf(change))
  history.keep(changes)
  return history
}
