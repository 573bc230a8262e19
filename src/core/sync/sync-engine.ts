/**
 * Keeps documents and one relay in step: pumps each document's messages both ways, and knows from the
 * relay's own acknowledgements what is there.
 */
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { DocId, DocumentRefusal, Frame } from '../../protocol/relay/frames.ts'
import type { Ports } from '../ports.ts'
import type { Replica } from '../documents/index.ts'
import type { Acknowledgements } from './acknowledgements.ts'
import { createTokenHolder, type HttpAccess } from './relay-http.ts'
import { createRelayLink, type LinkCredentials, type LinkProblem, type RelayLink } from './relay-link.ts'
import { originOfRelayUrl } from './relay-url.ts'
import { type HeardWord, isHeardWord, type Word } from './words.ts'

export interface SyncStatus {
  readonly relay: string | null
  readonly line: 'off' | 'down' | 'dialling' | 'ready'
  readonly linkProblem: LinkProblem | null
  readonly storageProblem: boolean
  /** Own documents, with whether the relay has them as they are now. */
  readonly own: readonly OwnDocumentStatus[]
  readonly lastAcknowledgedMs: number | null
}

export interface OwnDocumentStatus {
  readonly replica: Replica
  readonly acknowledged: boolean
  readonly refusal: DocumentRefusal | null
}

/** What the relay said of a document that is not ours. */
export type Availability = 'asking' | 'unavailable' | 'arrived' | 'offline'

export interface SyncEngine {
  connect(url: string | null, credentials: LinkCredentials): void
  disconnect(): void
  retry(): void
  track(replica: Replica): void
  /** For a document that is to be released or forgotten: nothing more is said of it, and its replica is let go. */
  untrack(doc: DocId): void
  availability(doc: DocId): Availability
  /** The relay said that it has the document on disk, as it is now. */
  isAcknowledged(doc: DocId): boolean
  /** Where the relay answers HTTP, reached or not: `https://host`; null without a relay. */
  httpBase(): string | null
  /** Null when the line is down, or the relay gives no token. */
  httpAccess(): Promise<HttpAccess | null>
  /** After the relay refused this token of `httpAccess`. */
  dropToken(token: string): void
  status(): SyncStatus
  onStatus(listener: () => void): () => void
  /** Each time that the line is up, signed in. */
  onReady(listener: () => void): () => void
  /** A document is on the relay as it is now, which it was not before. */
  onAcknowledged(listener: (doc: DocId) => void): () => void
  /** Once, and without an answer to wait for; false when the line is down, and nothing was sent. */
  say(word: Word): boolean
  onSaid(listener: (word: HeardWord) => void): () => void
}

const peer = 'relay'

interface Tracked {
  readonly replica: Replica
  readonly isOwn: boolean
  hasContent: boolean
  /** Null after whatever may change it: not every document is asked whenever one of them changes. */
  status: OwnDocumentStatus | null
  pumping: boolean
  pumpAgain: boolean
  /** The relay said that nobody has brought it yet. */
  isUnavailable: boolean
  refusal: DocumentRefusal | null
  stopWatching(): void
}

export const createSyncEngine = (
  isOwn: (owner: AccountId) => boolean,
  acknowledgements: Acknowledgements,
  ports: Pick<Ports, 'network' | 'clock' | 'random' | 'log'>,
): SyncEngine => {
  const tracked = new Map<DocId, Tracked>()
  const listeners = new Set<() => void>()
  const readyListeners = new Set<() => void>()
  const acknowledgedListeners = new Set<(doc: DocId) => void>()
  const saidListeners = new Set<(word: HeardWord) => void>()
  let link: RelayLink | null = null
  let relay: string | null = null
  let relayId = ''
  let line: SyncStatus['line'] = 'off'
  let linkProblem: LinkProblem | null = null
  let storageProblem = false
  let lastAcknowledgedMs: number | null = null

  const announce = (): void => {
    for (const listener of listeners) listener()
  }
  const send = (frame: Frame): boolean => {
    if (link?.isReady() !== true) return false
    link.send(frame)
    return true
  }
  const tokens = createTokenHolder(() => send({ type: 'token-wanted' }), ports.clock)
  const httpBase = (): string | null => (relay === null ? null : originOfRelayUrl(relay))
  const isAcknowledged = (replica: Replica): boolean => {
    const heads = replica.heads()
    return heads.length > 0 && acknowledgements.isAcknowledged(replica.id, heads)
  }
  const statusOf = (entry: Tracked): OwnDocumentStatus =>
    (entry.status ??= {
      replica: entry.replica,
      refusal: entry.refusal,
      acknowledged: isAcknowledged(entry.replica),
    })
  const own = (): OwnDocumentStatus[] =>
    [...tracked.values()].filter(({ isOwn, hasContent }) => isOwn && hasContent).map(statusOf)

  const noteAcknowledgement = (entry: Tracked): void => {
    const { replica } = entry
    const theirs = replica.theirHeads(peer)
    const ours = replica.heads()
    if (theirs === null || ours.length === 0 || !ours.every(head => theirs.includes(head))) return
    entry.refusal = null
    entry.status = null
    const isNews = !acknowledgements.isAcknowledged(replica.id, ours)
    acknowledgements.note(replica.id, ours)
    lastAcknowledgedMs = ports.clock.nowMs()
    if (isNews) for (const listener of acknowledgedListeners) listener(replica.id)
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
      while (link?.isReady() === true && tracked.get(entry.replica.id) === entry) {
        const message = await entry.replica.nextMessage(peer)
        if (message === null) break
        link?.send({ type: 'sync', doc: entry.replica.id, message })
      }
    } while (entry.pumpAgain)
    entry.pumping = false
  }

  const onFrame = async (frame: Frame): Promise<void> => {
    if (frame.type === 'token') tokens.take(frame)
    if (isHeardWord(frame)) for (const listener of saidListeners) listener(frame)
    if (!('doc' in frame) || frame.type === 'passing') return
    const entry = tracked.get(frame.doc)
    if (entry === undefined) return
    if (frame.type === 'unavailable') entry.isUnavailable = true
    if (frame.type === 'refused') {
      // Its owner's identity is on its way; the relay keeps the document until then.
      entry.refusal = frame.reason === 'owner-unknown' ? null : frame.reason
      entry.status = null
      ports.log({ event: 'document-refused-by-relay', document: frame.doc, reason: frame.reason })
    }
    if (frame.type === 'sync') await take(entry, frame.message)
    announce()
  }

  const take = async (entry: Tracked, message: Uint8Array): Promise<void> => {
    const receipt = await entry.replica.receive(peer, message)
    // Untracked in the meantime, and perhaps closed.
    if (tracked.get(entry.replica.id) !== entry) return
    storageProblem = receipt.problem !== null
    for (const refusal of receipt.refused) {
      ports.log({ event: 'change-refused', document: entry.replica.id, reason: refusal.reason })
    }
    noteAcknowledgement(entry)
    await pump(entry)
  }

  const startAll = (): void => {
    for (const entry of tracked.values()) {
      entry.replica.dropPeer(peer)
      entry.refusal = null
      entry.status = null
      entry.isUnavailable = false
      void pump(entry)
    }
  }

  return {
    connect(url, credentials) {
      link?.close()
      tokens.reset()
      relay = url
      linkProblem = null
      line = url === null ? 'off' : 'dialling'
      link =
        url === null
          ? null
          : createRelayLink(
              url,
              credentials,
              {
                onReady(id) {
                  line = 'ready'
                  linkProblem = null
                  relayId = id
                  acknowledgements.useRelay(id)
                  startAll()
                  announce()
                  for (const listener of readyListeners) listener()
                },
                onFrame: frame => void onFrame(frame),
                onDown(problem) {
                  line = 'down'
                  linkProblem = problem
                  tokens.reset()
                  announce()
                },
              },
              ports,
            )
      announce()
    },
    disconnect() {
      link?.close()
      link = null
      line = 'off'
      tokens.reset()
      for (const { stopWatching } of tracked.values()) stopWatching()
      tracked.clear()
    },
    retry: () => link?.retry(),
    track(replica) {
      if (tracked.has(replica.id)) return
      const stopWatching = replica.onChange(() => {
        entry.hasContent = replica.heads().length > 0
        entry.status = null
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
        pumping: false,
        pumpAgain: false,
        isUnavailable: false,
        refusal: null,
        stopWatching,
      }
      tracked.set(replica.id, entry)
      void pump(entry)
      announce()
    },
    untrack(doc) {
      tracked.get(doc)?.stopWatching()
      if (tracked.delete(doc)) announce()
    },
    availability(doc) {
      const entry = tracked.get(doc)
      if (entry === undefined) return 'offline'
      if (entry.replica.heads().length > 0) return 'arrived'
      if (entry.isUnavailable) return 'unavailable'
      return line === 'ready' || line === 'dialling' ? 'asking' : 'offline'
    },
    isAcknowledged(doc) {
      const entry = tracked.get(doc)
      return entry !== undefined && isAcknowledged(entry.replica)
    },
    httpBase,
    async httpAccess() {
      const token = await tokens.token()
      const base = httpBase()
      return token === null || base === null ? null : { base, token, relayId }
    },
    dropToken: token => tokens.drop(token),
    status: () => ({ relay, line, linkProblem, storageProblem, own: own(), lastAcknowledgedMs }),
    onStatus: addingTo(listeners),
    onReady: addingTo(readyListeners),
    onAcknowledged: addingTo(acknowledgedListeners),
    say: send,
    onSaid: addingTo(saidListeners),
  }
}

const addingTo =
  <T>(listeners: Set<T>) =>
  (listener: T): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
