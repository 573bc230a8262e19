/**
 * All documents and all subscribers: each message goes to its document's queue, what comes of it to whoever
 * listens, and a chain that changed to every open document of its account.
 */
import type { Clock } from '../../src/base/clock.ts'
import type { AccountState } from '../../src/protocol/accounts/chain.ts'
import type { VerifySignature } from '../../src/protocol/crypto/verify.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import type { DocId } from '../../src/protocol/relay/frames.ts'
import type { ResumeAnswer, ResumeQuestion } from '../../src/protocol/relay/resume.ts'
import { decodeSyncMessage } from '../../src/protocol/sync/message.ts'
import { createAccounts } from '../accounts/accounts.ts'
import type { DocumentLimits } from '../limits.ts'
import { errorName, type Log } from '../log.ts'
import type { DocumentStore } from '../stores/store.ts'
import { type CoveredDocument, type IsWanted, readCovered } from './covered.ts'
import type { WatchWrites } from './custody.ts'
import { createDocument } from './document.ts'
import { createHeadsKept } from './heads-kept.ts'
import { createListeners } from './listeners.ts'
import { createResume, type Resuming } from './resume.ts'
import { createRosters } from './rosters.ts'
import type { Session } from './session.ts'
import { createShelf } from './shelf.ts'
import type { Subscriber } from './subscriber.ts'

export interface HubDeps {
  readonly store: DocumentStore
  readonly verify: VerifySignature
  readonly clock: Clock
  readonly log: Log
  readonly limits: DocumentLimits
  /** Whose documents this relay keeps; everybody's when absent. */
  readonly admits?: (account: AccountId) => boolean
  readonly onWrite?: WatchWrites
  /** Who may write for the account is judged anew from now on. */
  readonly onChainChanged?: (account: AccountId) => void
}

export interface HubStats {
  readonly documentsOpen: number
  /** Of those, with nobody listening. */
  readonly documentsIdle: number
  readonly documentsStored: number
  readonly bytesStored: number
  readonly bytesInMemory: number
  readonly bytesStaged: number
  readonly subscribers: number
  readonly subscriptions: number
  readonly accountsKept: number
  readonly headsKept: number
  readonly rosterBytes: number
}

export interface Hub {
  /**
   * Resolves when the message has been dealt with and what it brought is on disk; messages for one document
   * are taken in the order of the calls. Rejects when the store cannot be read.
   */
  receive(subscriber: Subscriber, doc: DocId, message: Uint8Array): Promise<void>
  leave(subscriber: Subscriber): void
  /** A passing word, to every other subscriber of the document. Who may say it is for the caller to know. */
  pass(from: Subscriber, doc: DocId, sealed: Uint8Array): void
  /**
   * Which documents a client has as they are here; it listens to those as if each had been synced. Questions of one
   * device are taken in the order of the calls. Null when the subscriber has left, or the hub is closing; rejects when
   * the store cannot be read.
   */
  resume(subscriber: Subscriber, who: Resuming, question: ResumeQuestion): Promise<ResumeAnswer | null>
  /** From the identity document that is held; null when none is. */
  accountState(account: AccountId): Promise<AccountState | null>
  /** Null when the document is not held, or nobody brought its genesis. Rejects when the store cannot be read. */
  ownerOf(doc: DocId): Promise<Uint8Array | null>
  /** What of a document its owner's chain vouches for now, without opening it (covered.ts). */
  covered(doc: DocId, isWanted: IsWanted): Promise<CoveredDocument | null>
  stats(): Promise<HubStats>
  /** Takes nothing more; resolves when what was under way is done. The store stays open. */
  close(): Promise<void>
}

export const createHub = (deps: HubDeps): Hub => {
  const { store, verify, clock, log, limits } = deps
  const accounts = createAccounts(store, verify, limits.maxAccountsKept)
  const sessions = new Map<Subscriber, Session>()
  const left = new WeakSet<Subscriber>()
  const staged = { bytes: 0 }
  let lastName = 0
  let closed = false

  const listeners = createListeners()
  const heads = createHeadsKept(limits.maxHeadsKept)
  const shelf = createShelf(
    id => createDocument(id, documentDeps),
    clock,
    limits,
    document => heads.set(document.id, document.headsDigest()),
  )
  const documentDeps = {
    listeners,
    store,
    accounts,
    verify,
    log,
    limits,
    staged,
    ...(deps.onWrite === undefined ? {} : { onWrite: deps.onWrite }),
    admits: deps.admits ?? (() => true),
    onOwner: shelf.noteOwner,
    onChainChanged: (identity: unknown, account: AccountId): void => {
      deps.onChainChanged?.(account)
      for (const document of shelf.ownedBy(account)) {
        if (document === identity) continue
        document.reconsider().catch((error: unknown) => {
          // It is judged again when it is next opened.
          log({ event: 'reconsider-failed', document: document.id, error: errorName(error) })
        })
      }
    },
    onQuiet: shelf.putAside,
  }

  const rosters = createRosters(clock, limits)
  const resume = createResume({ shelf, store, heads, listeners, rosters, limits })

  const sessionOf = (subscriber: Subscriber): Session => {
    const known = sessions.get(subscriber)
    if (known !== undefined) return known
    const name = String(++lastName)
    const session: Session = {
      subscriber,
      name,
      documents: new Set(),
      queuedMessages: 0,
      queuedBytes: 0,
      gone: false,
    }
    sessions.set(subscriber, session)
    return session
  }
  const isFlooding = (session: Session, bytes: number): boolean =>
    session.queuedMessages >= limits.maxQueuedMessages || session.queuedBytes + bytes > limits.queuedBytes

  return {
    async receive(subscriber, doc, bytes) {
      if (closed || left.has(subscriber)) return
      const session = sessionOf(subscriber)
      if (isFlooding(session, bytes.length)) return subscriber.violation('flooding')
      const message = decodeSyncMessage(bytes)
      if (!message.ok) {
        subscriber.refused(doc, 'malformed')
        return subscriber.violation('malformed-message')
      }
      const isNew = !session.documents.has(doc)
      const document =
        isNew && session.documents.size >= limits.maxDocumentsPerSubscriber ? null : shelf.take(doc)
      if (document === null) return subscriber.refused(doc, 'relay-full')
      session.documents.add(doc)
      session.queuedMessages++
      session.queuedBytes += bytes.length
      try {
        await document.receive(session, message.value)
      } finally {
        session.queuedMessages--
        session.queuedBytes -= bytes.length
      }
    },
    leave(subscriber) {
      left.add(subscriber)
      const session = sessions.get(subscriber)
      if (session === undefined) return
      sessions.delete(subscriber)
      session.gone = true
      for (const doc of session.documents) {
        listeners.remove(doc, session)
        shelf.find(doc)?.leave(session)
      }
    },
    pass(from, doc, sealed) {
      const document = shelf.find(doc)
      if (document !== undefined) return document.pass(sessions.get(from), sealed)
      for (const { subscriber } of listeners.of(doc)) if (subscriber !== from) subscriber.passing(doc, sealed)
    },
    async resume(subscriber, who, question) {
      if (closed || left.has(subscriber)) return null
      const session = sessionOf(subscriber)
      const answer = await resume(session, who, question)
      return session.gone ? null : answer
    },
    accountState: account => accounts.stateOf(account),
    async ownerOf(doc) {
      const owner = await store.ownerOf(doc)
      if (!owner.ok) throw new Error(`hub: the store cannot be read (${owner.error.type})`)
      return owner.value
    },
    covered: (doc, isWanted) => readCovered({ store, accounts, verify }, doc, isWanted),
    async stats() {
      const stored = await store.stats()
      const documents = [...shelf.all()]
      return {
        documentsOpen: shelf.size(),
        documentsIdle: shelf.idle(),
        documentsStored: stored.ok ? stored.value.documents : 0,
        bytesStored: stored.ok ? stored.value.bytes : 0,
        bytesInMemory: documents.reduce((sum, document) => sum + document.bytes(), 0),
        bytesStaged: staged.bytes,
        subscribers: sessions.size,
        subscriptions: documents.reduce((sum, document) => sum + document.subscribers(), listeners.count()),
        accountsKept: accounts.kept(),
        headsKept: heads.size(),
        rosterBytes: rosters.bytes(),
      }
    },
    async close() {
      closed = true
      // Work on one document may start work on another.
      for (let again = true; again;) {
        const documents = [...shelf.all()]
        await Promise.all(documents.map(document => document.settled()))
        again = documents.some(document => !document.isSettled())
      }
      shelf.close()
    },
  }
}
