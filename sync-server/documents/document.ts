/**
 * One document that is in use: its history, the gate in front of it, and who listens. Everything about it
 * runs in one queue. Nothing leaves here that the gate has not let through and the store has not kept.
 */
import { type Change, type ChangeHash, parseChange } from '../../src/protocol/changes/change.ts'
import type { VerifySignature } from '../../src/protocol/crypto/verify.ts'
import { createGate, type Gate } from '../../src/protocol/gate/gate.ts'
import { areHeadsSealed, keepCovered } from '../../src/protocol/gate/rebuild.ts'
import type { GateRefusal } from '../../src/protocol/gate/refusal.ts'
import { nodeOf } from '../../src/protocol/gate/rules.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import type { DocumentGenesis } from '../../src/protocol/records/document-genesis.ts'
import type { DocId, DocumentRefusal } from '../../src/protocol/relay/frames.ts'
import type { SyncMessage } from '../../src/protocol/sync/message.ts'
import type { Accounts } from '../accounts/accounts.ts'
import type { DocumentLimits } from '../limits.ts'
import type { Log } from '../log.ts'
import type { DocumentStore } from '../stores/store.ts'
import { createHistory, type History } from './history.ts'
import { createOutgoing, type Outgoing } from './outgoing.ts'
import { findGenesis } from './ownership.ts'
import { compareHeads, createPeer, hear, noteAdded, type Peer, restartPeer, takeNeed } from './peer.ts'
import { refusalOfStoreError, whatToTell } from './refusals.ts'
import type { Session } from './session.ts'
import type { Violation } from './subscriber.ts'

export interface DocumentDeps {
  readonly store: DocumentStore
  readonly accounts: Accounts
  readonly verify: VerifySignature
  readonly log: Log
  readonly limits: DocumentLimits
  /** Whether this relay keeps documents of the account. */
  readonly admits: (account: AccountId) => boolean
  /** Bytes that wait for a seal, over all documents. */
  readonly staged: { bytes: number }
  readonly onOwner: (document: OpenDocument, owner: AccountId) => void
  readonly onChainChanged: (identity: OpenDocument, account: AccountId) => void
  /** Nobody listens and nothing is under way. */
  readonly onQuiet: (document: OpenDocument) => void
}

export interface OpenDocument {
  readonly id: DocId
  receive(session: Session, message: SyncMessage): Promise<void>
  leave(session: Session): void
  /** After the owner's chain changed: lets in what is covered now, takes out what is covered no more. */
  reconsider(): Promise<void>
  owner(): AccountId | null
  isQuiet(): boolean
  /** Of the history. */
  bytes(): number
  subscribers(): number
  settled(): Promise<void>
  isSettled(): boolean
  /** Gives back what it took of what all documents share. */
  discard(): void
}

interface Owned {
  readonly genesis: DocumentGenesis
  readonly gate: Gate
}

interface Taken {
  readonly released: readonly Change[]
  /** Places of those that this peer itself brought. */
  readonly brought: ReadonlySet<number>
}

const nothingTaken: Taken = { released: [], brought: new Set() }
/** Each round of learning lets devices in or out; honest chains settle in two. */
const maxLearningRounds = 16

export const createDocument = (id: DocId, deps: DocumentDeps): OpenDocument => {
  const peers = new Map<Session, Peer>()
  let isRead = false
  let owned: Owned | null = null
  let history: History = createHistory()
  let outgoing: Outgoing = createOutgoing(id, history, deps.limits.messageBytes)
  let stagedBytes = 0
  let underWay = 0
  let tail: Promise<unknown> = Promise.resolve()

  const judgementOf = (genesis: DocumentGenesis) => ({
    genesis,
    judge: deps.accounts.judgeFor(genesis),
    verify: deps.verify,
  })
  const use = (newHistory: History, genesis: DocumentGenesis | null): void => {
    history = newHistory
    outgoing = createOutgoing(id, history, deps.limits.messageBytes)
    owned =
      genesis === null
        ? null
        : {
            genesis,
            gate: createGate({
              ...judgementOf(genesis),
              graph: history,
              maxStagedChanges: deps.limits.stagedChanges,
              maxStagedBytes: deps.limits.stagedBytes,
            }),
          }
    countStaged()
    if (genesis !== null) deps.onOwner(document, genesis.owner)
  }
  const countStaged = (): void => {
    const now = owned?.gate.stagedBytes() ?? 0
    deps.staged.bytes += now - stagedBytes
    stagedBytes = now
  }

  const read = async (): Promise<void> => {
    if (isRead) return
    const loaded = await deps.store.load(id)
    if (!loaded.ok) throw new Error(`document: the store cannot be read (${loaded.error.type})`)
    const chunks = loaded.value?.changes ?? []
    isRead = true
    if (chunks.length === 0) return
    const genesis = findGenesis(id, chunks.slice(0, 1))
    if (genesis === 'absent' || genesis === 'wrong') throw new Error('document: stored without its genesis')
    use(historyOf(chunks.map(parseStored)), genesis)
    await dropUncovered(genesis)
  }

  /** True when something went. Without the owner's identity nothing can be judged, and nothing goes. */
  const dropUncovered = async (genesis: DocumentGenesis): Promise<boolean> => {
    if (history.size() === 0 || (await deps.accounts.stateOf(genesis.owner)) === null) return false
    const judgement = judgementOf(genesis)
    const heads = history.heads().map(hash => parseStored(history.bytesAt(history.indexOf(hash) ?? -1)))
    if (await areHeadsSealed(judgement, heads, hash => history.get(hash)?.deps)) return false
    const kept = await keepCovered(judgement, allBytes(history))
    const replaced = await deps.store.replace(id, { owner32: genesis.owner, changes: kept.map(({ bytes }) => bytes) })
    if (!replaced.ok) {
      deps.log({ event: 'rebuild-failed', document: id, error: replaced.error.type })
      return false
    }
    deps.log({ event: 'document-rebuilt', document: id, kept: kept.length, dropped: history.size() - kept.length })
    use(historyOf(kept), genesis)
    for (const peer of peers.values()) restartPeer(peer, history)
    return true
  }

  /** Keeps what the gate let through; the answer says why it could not. Then it is as if it had not come. */
  const commit = async ({ genesis }: Owned, released: readonly Change[]): Promise<DocumentRefusal | null> => {
    if (released.length === 0) return null
    const before = history.size() - released.length
    const refusal = await write(genesis, released)
    if (refusal !== null) {
      use(history.upTo(before), genesis)
      deps.log({ event: 'write-refused', document: id, reason: refusal, changes: released.length })
      return refusal
    }
    history.keep(released)
    for (const peer of peers.values()) noteAdded(peer, before, history.size())
    return null
  }
  const write = async (genesis: DocumentGenesis, released: readonly Change[]): Promise<DocumentRefusal | null> => {
    const bytes = released.reduce((sum, change) => sum + change.bytes.length, 0)
    if (history.bytes() + bytes > deps.limits.documentBytes) return 'too-large'
    const used = await deps.store.bytesByOwner(genesis.owner)
    if (used.ok && used.value + bytes > deps.limits.ownerBytes) return 'over-quota'
    const changes = released.map(change => change.bytes)
    const written = used.ok ? await deps.store.append(id, { owner32: genesis.owner, changes }) : used
    if (written.ok) return null
    deps.log({ event: 'store-refused', document: id, error: written.error.type })
    return refusalOfStoreError(written.error)
  }

  const adopt = (chunks: readonly Uint8Array[], peer: Peer): Owned | null => {
    if (owned !== null) return owned
    const genesis = findGenesis(id, chunks)
    if (genesis === 'absent' || genesis === 'wrong') {
      tell(peer, ['wrong-genesis'], genesis === 'wrong' ? 'wrong-genesis' : null)
      return null
    }
    if (!deps.admits(genesis.owner)) {
      tell(peer, ['not-admitted'], null)
      return null
    }
    use(history, genesis)
    return owned
  }

  const take = async (peer: Peer, chunks: readonly Uint8Array[]): Promise<Taken> => {
    const taker = adopt(chunks, peer)
    if (taker === null) return nothingTaken
    const admission = await taker.gate.receive(peer.name, chunks)
    await tellRefusals(taker, peer, admission.refused)
    const refusal = await commit(taker, admission.released)
    countStaged()
    if (deps.staged.bytes > deps.limits.stagedBytesInAll && owned !== null && owned.gate.stagedCount() > 0) {
      owned.gate.dropPeer(peer.name)
      countStaged()
      tell(peer, ['relay-full'], null)
    }
    if (refusal !== null) {
      tell(peer, [refusal], null)
      return nothingTaken
    }
    const own = new Set(chunks)
    const brought = admission.released.filter(({ bytes }) => own.has(bytes)).map(({ hash }) => history.indexOf(hash) ?? -1)
    return { released: admission.released, brought: new Set(brought) }
  }

  const tellRefusals = async ({ genesis }: Owned, peer: Peer, refusals: readonly GateRefusal[]): Promise<void> => {
    if (refusals.length === 0) return
    const isOwnerKnown = (await deps.accounts.stateOf(genesis.owner)) !== null
    const told = refusals.flatMap(refusal => whatToTell(refusal, isOwnerKnown) ?? [])
    tell(peer, [...new Set(told.map(({ refusal }) => refusal))], told.find(({ violation }) => violation)?.violation ?? null)
  }

  /** One violation a message, whatever it holds. */
  const tell = (peer: Peer, refusals: readonly DocumentRefusal[], violation: Violation | null): void => {
    for (const refusal of refusals) peer.subscriber.refused(id, refusal)
    if (refusals.length > 0) deps.log({ event: 'refused', document: id, reasons: refusals.join(), violation })
    if (violation !== null) peer.subscriber.violation(violation)
  }

  const passOn = (except: Peer | null): void => {
    for (const peer of peers.values()) {
      if (peer === except || peer.told === null) continue
      compareHeads(peer, history)
      outgoing.passOn(peer)
    }
  }

  const answer = (peer: Peer, message: SyncMessage, places: readonly number[], brought: ReadonlySet<number>): void => {
    const isFirst = peer.told === null
    if (isFirst && history.size() === 0 && message.heads.length === 0 && message.changes.length === 0) {
      peer.told = history.headsKey()
      peer.subscriber.unavailable(id)
      return
    }
    const gate = owned?.gate
    const isHere = (hash: ChangeHash): boolean => history.has(hash) || gate?.isStaged(hash) === true
    const need = takeNeed(peer, [...message.heads, ...(gate?.missing() ?? [])], isHere)
    outgoing.answer(peer, places, need, brought)
  }

  const handle = async (session: Session, message: SyncMessage): Promise<void> => {
    if (session.gone) return
    const peer = peers.get(session) ?? createPeer(session.subscriber, session.name)
    peers.set(session, peer)
    const { released, brought } = message.changes.length === 0 ? nothingTaken : await take(peer, message.changes)
    const places = hear(peer, history, message)
    if (released.length > 0) passOn(peer)
    if (places === null) peer.subscriber.violation('malformed-message')
    else if (!session.gone) answer(peer, message, places, brought)
    if (released.length > 0 && owned?.genesis.kind === 'identity') await learn(owned.genesis)
  }

  /** Judges anew what waits and what stands. */
  const judgeAgain = async (): Promise<void> => {
    if (owned === null) return
    const admission = await owned.gate.reconsider()
    await commit(owned, admission.released)
    countStaged()
    if (admission.released.length > 0) passOn(null)
    if (await dropUncovered(owned.genesis)) passOnRestarted()
  }
  const passOnRestarted = (): void => {
    for (const peer of peers.values()) outgoing.answer(peer, [], [], new Set())
  }

  const learn = async (genesis: DocumentGenesis): Promise<void> => {
    for (let round = 0; round < maxLearningRounds; round++) {
      if (!(await deps.accounts.learn(genesis.owner, allBytes(history)))) return
      deps.onChainChanged(document, genesis.owner)
      await judgeAgain()
    }
  }

  const run = (task: () => Promise<void>): Promise<void> => {
    underWay++
    const mine = tail.then(async () => {
      try {
        await read()
        await task()
      } catch (error) {
        if (history.size() > history.kept()) use(history.upTo(history.kept()), owned?.genesis ?? null)
        throw error
      } finally {
        underWay--
        if (document.isQuiet()) deps.onQuiet(document)
      }
    })
    tail = mine.catch(() => undefined)
    return mine
  }

  const document: OpenDocument = {
    id,
    receive: (session, message) => run(() => handle(session, message)),
    leave(session) {
      const peer = peers.get(session)
      if (!peers.delete(session) && underWay === 0) return
      const forget = (): Promise<void> => {
        peers.delete(session)
        owned?.gate.dropPeer(peer?.name ?? session.name)
        countStaged()
        return Promise.resolve()
      }
      // A store that cannot be read was reported to whoever asked for the document.
      run(forget).catch(() => undefined)
    },
    reconsider: () => run(judgeAgain),
    owner: () => owned?.genesis.owner ?? null,
    isQuiet: () => underWay === 0 && peers.size === 0,
    bytes: () => history.bytes(),
    subscribers: () => peers.size,
    isSettled: () => underWay === 0,
    settled: async () => {
      await tail
    },
    discard() {
      deps.staged.bytes -= stagedBytes
      stagedBytes = 0
    },
  }
  return document
}

const parseStored = (bytes: Uint8Array): Change => {
  const parsed = parseChange(bytes)
  if (!parsed.ok) throw new Error(`document: a stored change cannot be read (${parsed.error.reason})`)
  return parsed.value
}

const historyOf = (changes: readonly Change[]): History => {
  const history = createHistory()
  for (const change of changes) history.add(nodeOf(change))
  history.keep(changes)
  return history
}

const allBytes = (history: History): Uint8Array[] =>
  Array.from({ length: history.size() }, (_, index) => history.bytesAt(index))
