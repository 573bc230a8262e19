/** Open documents: pumps each one's messages both ways, or leaves it be where the relay has the same. */
import type { ChangeHash } from '../../protocol/changes/change.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { DocId, DocumentRefusal, Frame } from '../../protocol/relay/frames.ts'
import { headsDigestOf } from '../../protocol/relay/resume.ts'
import type { Replica } from '../documents/index.ts'
import type { Log } from '../ports.ts'
import type { RelayWord } from './relay-word.ts'
import type { Resume } from './resume.ts'
import type { OwnDocumentStatus } from './sync-types.ts'

export interface Tracking {
  /** `isKnownToDiffer`: the relay need not be asked first. */
  add(replica: Replica, isKnownToDiffer: boolean): void
  remove(doc: DocId): boolean
  has(doc: DocId): boolean
  replica(doc: DocId): Replica | null
  isUnavailable(doc: DocId): boolean
  /** The line is up. */
  start(): void
  /** False for a document that is not tracked. */
  take(frame: DocumentFrame): Promise<boolean>
  outcome(doc: DocId, isSame: boolean): Promise<void>
  own(): readonly OwnDocumentStatus[]
  hasStorageProblem(): boolean
  clear(): void
}

export type DocumentFrame = Extract<Frame, { readonly type: 'sync' | 'unavailable' | 'refused' }>

export interface TrackingDeps {
  readonly isOwn: (owner: AccountId) => boolean
  readonly word: RelayWord
  readonly resume: Pick<Resume, 'ask' | 'withdraw'>
  /** False while the line is down. */
  readonly send: (frame: Frame) => boolean
  readonly isReady: () => boolean
  readonly announce: () => void
  readonly log: Log
}

const peer = 'relay'

interface Tracked {
  readonly replica: Replica
  readonly isOwn: boolean
  hasContent: boolean
  /** Null after whatever may change it: not every document is asked whenever one of them changes. */
  status: OwnDocumentStatus | null
  /** The relay is being asked whether it has these heads; until it answers, nothing else is said of the document. */
  asked: readonly ChangeHash[] | null
  pumping: boolean
  pumpAgain: boolean
  /** The relay said that nobody has brought it yet. */
  isUnavailable: boolean
  refusal: DocumentRefusal | null
  stopWatching(): void
}

export const createTracking = ({
  isOwn,
  word,
  resume,
  send,
  isReady,
  announce,
  log,
}: TrackingDeps): Tracking => {
  const tracked = new Map<DocId, Tracked>()
  let storageProblem = false

  const isAcknowledged = ({ replica }: Tracked): boolean =>
    word.isAcknowledged(replica.id, headsDigestOf(replica.heads()))
  const statusOf = (entry: Tracked): OwnDocumentStatus =>
    (entry.status ??= { replica: entry.replica, refusal: entry.refusal, acknowledged: isAcknowledged(entry) })
  const noteAcknowledgement = (entry: Tracked): void => {
    const theirs = entry.replica.theirHeads(peer)
    const ours = entry.replica.heads()
    if (theirs === null || ours.length === 0 || !ours.every(head => theirs.includes(head))) return
    entry.refusal = null
    entry.status = null
    word.take(entry.replica.id, headsDigestOf(ours))
  }

  /** Says what there is to say about one document, until there is nothing left. */
  const pump = async (entry: Tracked): Promise<void> => {
    if (entry.pumping) {
      entry.pumpAgain = true
      return
    }
    entry.pumping = true
    do {
      entry.pumpAgain = false
      while (isReady() && tracked.get(entry.replica.id) === entry) {
        const message = await entry.replica.nextMessage(peer)
        if (message === null) break
        send({ type: 'sync', doc: entry.replica.id, message })
      }
    } while (entry.pumpAgain)
    entry.pumping = false
  }
  const stopAsking = (entry: Tracked): void => {
    if (entry.asked === null) return
    entry.asked = null
    resume.withdraw(entry.replica.id)
  }
  /** What the relay has never said it has is brought to it, and what is not here is asked for, without asking first. */
  const introduce = (entry: Tracked): void => {
    const heads = entry.replica.heads()
    const isAsked = isReady() && heads.length > 0 && (!entry.isOwn || isAcknowledged(entry))
    entry.asked = isAsked ? heads : null
    if (isAsked) resume.ask(entry.replica.id, headsDigestOf(heads))
    else void pump(entry)
  }
  const receive = async (entry: Tracked, message: Uint8Array): Promise<void> => {
    stopAsking(entry)
    const receipt = await entry.replica.receive(peer, message)
    // Untracked in the meantime, and perhaps closed.
    if (tracked.get(entry.replica.id) !== entry) return
    storageProblem = receipt.problem !== null
    for (const refusal of receipt.refused) {
      log({ event: 'change-refused', document: entry.replica.id, reason: refusal.reason })
    }
    noteAcknowledgement(entry)
    await pump(entry)
  }

  return {
    add(replica, isKnownToDiffer) {
      if (tracked.has(replica.id)) return
      const stopWatching = replica.onChange(() => {
        entry.hasContent = replica.heads().length > 0
        entry.status = null
        stopAsking(entry)
        // What waited on the stage may be what the relay had named already.
        noteAcknowledgement(entry)
        void pump(entry)
        announce()
      })
      const entry: Tracked = {
        replica,
        isOwn: isOwn(replica.genesis.owner),
        hasContent: replica.heads().length > 0,
        status: null,
        asked: null,
        pumping: false,
        pumpAgain: false,
        isUnavailable: false,
        refusal: null,
        stopWatching,
      }
      tracked.set(replica.id, entry)
      if (isKnownToDiffer) void pump(entry)
      else introduce(entry)
      announce()
    },
    remove(doc) {
      const entry = tracked.get(doc)
      if (entry === undefined) return false
      stopAsking(entry)
      entry.stopWatching()
      return tracked.delete(doc)
    },
    has: doc => tracked.has(doc),
    replica: doc => tracked.get(doc)?.replica ?? null,
    isUnavailable: doc => tracked.get(doc)?.isUnavailable === true,
    start() {
      for (const entry of tracked.values()) {
        entry.replica.dropPeer(peer)
        entry.refusal = null
        entry.status = null
        entry.isUnavailable = false
        introduce(entry)
      }
    },
    async take(frame) {
      const entry = tracked.get(frame.doc)
      if (entry === undefined) return false
      if (frame.type === 'unavailable') entry.isUnavailable = true
      if (frame.type === 'refused') {
        // Its owner's identity is on its way; the relay keeps the document until then.
        entry.refusal = frame.reason === 'owner-unknown' ? null : frame.reason
        entry.status = null
        log({ event: 'document-refused-by-relay', document: frame.doc, reason: frame.reason })
      }
      if (frame.type === 'sync') await receive(entry, frame.message)
      return true
    },
    async outcome(doc, isSame) {
      const entry = tracked.get(doc)
      const asked = entry?.asked ?? null
      if (entry === undefined || asked === null) return
      entry.asked = null
      if (isSame) await entry.replica.agree(peer, asked)
      if (tracked.get(doc) !== entry) return
      noteAcknowledgement(entry)
      await pump(entry)
    },
    own: () => [...tracked.values()].filter(entry => entry.isOwn && entry.hasContent).map(statusOf),
    hasStorageProblem: () => storageProblem,
    clear() {
      for (const { stopWatching } of tracked.values()) stopWatching()
      tracked.clear()
    },
  }
}
