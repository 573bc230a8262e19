/**
 * One document that is in use: what is kept of it, and who listens. Everything about it runs in one queue.
 * Nothing leaves here that the gate has not let through and the store has not kept.
 */
import { type Change, parseChange } from '../../src/protocol/changes/change.ts'
import type { Gate, ParsedChange } from '../../src/protocol/gate/gate.ts'
import type { GateRefusal } from '../../src/protocol/gate/refusal.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import type { DocId, DocumentRefusal } from '../../src/protocol/relay/frames.ts'
import { headsDigestOf } from '../../src/protocol/relay/resume.ts'
import type { SyncMessage } from '../../src/protocol/sync/message.ts'
import { createCustody, type CustodyDeps } from './custody.ts'
import type { Listeners } from './listeners.ts'
import { createOutgoing } from './outgoing.ts'
import { findGenesis } from './ownership.ts'
import {
  ask,
  compareHeads,
  createPeer,
  createPeerInStep,
  hear,
  isInStep,
  noteAdded,
  outstanding,
  type Peer,
  restartPeer,
} from './peer.ts'
import { whatToTell } from './refusals.ts'
import type { Session } from './session.ts'
import type { Violation } from './subscriber.ts'

export interface DocumentDeps extends CustodyDeps {
  /** Whether this relay keeps documents of the account. */
  readonly admits: (account: AccountId) => boolean
  readonly onOwner: (document: OpenDocument, owner: AccountId) => void
  /** Those who listen while a document is not in use. */
  readonly listeners: Listeners
  readonly onChainChanged: (identity: OpenDocument, account: AccountId) => void
  /** Nobody listens and nothing is under way. */
  readonly onQuiet: (document: OpenDocument) => void
}

export interface OpenDocument {
  readonly id: DocId
  receive(session: Session, message: SyncMessage): Promise<void>
  /** In its turn: whether the heads match, and if so, the session listens as one that has everything. */
  resume(session: Session, matches: (headsDigest: string) => boolean): Promise<boolean>
  leave(session: Session): void
  /** To everybody else who listens now; nothing is kept of it. */
  pass(from: Session | undefined, sealed: Uint8Array): void
  /** After the owner's chain changed: lets in what is covered now, takes out what is covered no more. */
  reconsider(): Promise<void>
  owner(): AccountId | null
  isQuiet(): boolean
  /** As protocol/relay/resume.ts has it; null when nothing is held, or nothing was read yet. */
  headsDigest(): string | null
  /** Of the history. */
  bytes(): number
  subscribers(): number
  settled(): Promise<void>
  isSettled(): boolean
  /** Gives back what it took of what all documents share. */
  discard(): void
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
  const custody = createCustody(id, deps, owner => deps.onOwner(document, owner))
  const outgoing = createOutgoing(id, custody.history, deps.limits.messageBytes)
  let underWay = 0
  let tail: Promise<unknown> = Promise.resolve()

  /** One violation a message, whatever it holds. */
  const tell = (peer: Peer, refusals: readonly DocumentRefusal[], violation: Violation | null): void => {
    for (const refusal of refusals) peer.subscriber.refused(id, refusal)
    if (refusals.length > 0) deps.log({ event: 'refused', document: id, reasons: refusals.join(), violation })
    if (violation !== null) peer.subscriber.violation(violation)
  }
  const tellRefusals = async (peer: Peer, refusals: readonly GateRefusal[]): Promise<void> => {
    const genesis = custody.genesis()
    if (refusals.length === 0 || genesis === null) return
    const isOwnerKnown = (await deps.accounts.stateOf(genesis.owner)) !== null
    const told = refusals.flatMap(refusal => whatToTell(refusal, isOwnerKnown) ?? [])
    const violation = told.find(one => one.violation !== null)?.violation ?? null
    tell(peer, [...new Set(told.map(({ refusal }) => refusal))], violation)
  }

  const adopt = (peer: Peer, changes: readonly ParsedChange[]): Gate | null => {
    const found = findGenesis(id, changes)
    if (found === 'absent' || found === 'wrong') {
      tell(peer, ['wrong-genesis'], found === 'wrong' ? 'wrong-genesis' : null)
      return null
    }
    if (deps.admits(found.genesis.owner)) return custody.start(found)
    tell(peer, ['not-admitted'], null)
    return null
  }

  const take = async (peer: Peer, chunks: readonly Uint8Array[]): Promise<Taken> => {
    const changes = chunks.map(parseChange)
    const gate = custody.gate() ?? adopt(peer, changes)
    if (gate === null) return nothingTaken
    const admission = await gate.receiveParsed(peer.name, changes)
    await tellRefusals(peer, admission.refused)
    const refusal = await commit(admission.released)
    custody.countStaged()
    boundStage(peer)
    if (refusal !== null) {
      tell(peer, [refusal], null)
      return nothingTaken
    }
    const own = new Set(chunks)
    const history = custody.history()
    const brought = admission.released
      .filter(({ bytes }) => own.has(bytes))
      .map(({ hash }) => history.indexOf(hash) ?? -1)
    return { released: admission.released, brought: new Set(brought) }
  }
  const commit = async (released: readonly Change[]): Promise<DocumentRefusal | null> => {
    const refusal = await custody.commit(released)
    if (refusal !== null) return refusal
    const end = custody.history().size()
    for (const peer of peers.values()) noteAdded(peer, end - released.length, end)
    return null
  }
  const boundStage = (peer: Peer): void => {
    const gate = custody.holding()
    if (deps.staged.bytes <= deps.limits.stagedBytesInAll || gate === null || gate.stagedCount() === 0) return
    gate.dropPeer(peer.name)
    custody.countStaged()
    tell(peer, ['relay-full'], null)
  }

  const passOn = (except: Peer | null): void => {
    for (const peer of peers.values()) {
      if (peer === except || peer.told === null) continue
      if (peer.hasMore) compareHeads(peer, custody.history())
      outgoing.passOn(peer, outstanding(peer, custody.holds))
    }
  }
  const answer = (
    peer: Peer,
    message: SyncMessage,
    places: readonly number[],
    brought: ReadonlySet<number>,
  ): void => {
    const history = custody.history()
    const isEmpty = history.size() === 0 && message.heads.length === 0 && message.changes.length === 0
    if (isEmpty && peer.told === null) {
      peer.told = history.headsKey()
      peer.subscriber.unavailable(id)
      return
    }
    const asks = ask(peer, [...message.heads, ...(custody.holding()?.missing() ?? [])], custody.holds)
    outgoing.answer(peer, { places, need: outstanding(peer, custody.holds), asks, brought })
  }

  const handle = async (session: Session, message: SyncMessage): Promise<void> => {
    if (session.gone) return
    const peer = peers.get(session) ?? createPeer(session.subscriber, session.name)
    peers.set(session, peer)
    const { released, brought } =
      message.changes.length === 0 ? nothingTaken : await take(peer, message.changes)
    const places = hear(peer, custody.history(), message)
    if (released.length > 0) passOn(peer)
    if (places === null) peer.subscriber.violation('malformed-message')
    else if (!session.gone) answer(peer, message, places, brought)
    if (released.length > 0) await learn()
  }

  /** Judges anew what waits and what stands. */
  const judgeAgain = async (): Promise<void> => {
    const admission = (await custody.gate()?.reconsider()) ?? nothingTaken
    await commit(admission.released)
    custody.countStaged()
    if (admission.released.length > 0) passOn(null)
    if (!(await custody.dropUncovered())) return
    for (const peer of peers.values()) {
      restartPeer(peer, custody.history())
      outgoing.answer(peer, { places: [], need: [], asks: false, brought: new Set() })
    }
  }
  /** What an identity document says decides over every document of its account, itself included. */
  const learn = async (): Promise<void> => {
    const genesis = custody.genesis()
    if (genesis?.kind !== 'identity') return
    for (let round = 0; round < maxLearningRounds; round++) {
      if (!(await deps.accounts.learn(genesis.owner, custody.history().all()))) return
      deps.onChainChanged(document, genesis.owner)
      await judgeAgain()
    }
  }

  /** Of those who listened while it was not in use, each had all that was there. */
  const takeUpListeners = (hasShrunk: boolean): void => {
    for (const session of deps.listeners.take(id)) {
      const peer = createPeerInStep(session.subscriber, session.name, custody.history())
      peers.set(session, peer)
      if (!hasShrunk) continue
      peer.told = null
      outgoing.answer(peer, { places: [], need: [], asks: false, brought: new Set() })
    }
  }
  const resume = (session: Session, matches: (headsDigest: string) => boolean): boolean => {
    if (session.gone || !matches(headsDigestOf(custody.history().heads()))) return false
    peers.set(session, createPeerInStep(session.subscriber, session.name, custody.history()))
    letListen()
    return true
  }
  /** While all have all that is here, they only listen, and the document need not stay in memory for them. */
  const letListen = (): void => {
    if (custody.holding() !== null || ![...peers.values()].every(peer => isInStep(peer, custody.history())))
      return
    for (const session of peers.keys()) deps.listeners.add(id, session)
    peers.clear()
  }

  const run = <T>(task: () => Promise<T>): Promise<T> => {
    underWay++
    const mine = tail.then(async () => {
      try {
        takeUpListeners(await custody.read())
        return await task()
      } catch (error) {
        custody.recover()
        throw error
      } finally {
        underWay--
        if (document.isQuiet()) deps.onQuiet(document)
      }
    })
    // Whoever asked hears of the failure; the next one begins all the same.
    tail = mine.catch(() => undefined)
    return mine
  }

  const document: OpenDocument = {
    id,
    receive: (session, message) => run(() => handle(session, message)),
    resume: (session, matches) => run(() => Promise.resolve(resume(session, matches))),
    leave(session) {
      if (!peers.delete(session) && underWay === 0) return
      const forget = (): Promise<void> => {
        custody.holding()?.dropPeer(session.name)
        custody.countStaged()
        return Promise.resolve()
      }
      // A store that cannot be read was reported to whoever asked for the document.
      run(forget).catch(() => undefined)
    },
    pass(from, sealed) {
      const listening = new Set([...peers.keys(), ...deps.listeners.of(id)])
      for (const session of listening) if (session !== from) session.subscriber.passing(id, sealed)
    },
    reconsider: () => run(judgeAgain),
    owner: () => custody.genesis()?.owner ?? null,
    headsDigest: () => (custody.history().size() === 0 ? null : headsDigestOf(custody.history().heads())),
    isQuiet: () => underWay === 0 && peers.size === 0,
    bytes: () => custody.history().bytes(),
    subscribers: () => peers.size,
    isSettled: () => underWay === 0,
    settled: async () => {
      await tail
    },
    discard: custody.discard,
  }
  return document
}
