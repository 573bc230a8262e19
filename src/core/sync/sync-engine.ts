/**
 * Keeps documents and one relay in step: pumps the messages of those that differ both ways, has the relay say when
 * another changes, and knows from its own acknowledgements what is there.
 */
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { DocId, Frame } from '../../protocol/relay/frames.ts'
import { headsDigestOf, noHeadsDigest } from '../../protocol/relay/resume.ts'
import { docIdOf, type DocumentStore } from '../documents/index.ts'
import type { Ports } from '../ports.ts'
import type { Acknowledgements } from './acknowledgements.ts'
import { createParking } from './parking.ts'
import { createTokenHolder } from './relay-http.ts'
import { createRelayLink, type LinkCredentials, type LinkProblem, type RelayLink } from './relay-link.ts'
import { originOfRelayUrl } from './relay-url.ts'
import { createRelayWord } from './relay-word.ts'
import { createResume, type Outcome } from './resume.ts'
import { loadRoster } from './roster.ts'
import type { SyncEngine, SyncStatus } from './sync-types.ts'
import { createTracking } from './tracking.ts'
import { type HeardWord, isHeardWord } from './words.ts'

export type { Availability, OwnDocumentStatus, SyncEngine, SyncStatus } from './sync-types.ts'

/** `headsOf`: what documents that are not open end in. */
export const createSyncEngine = (
  isOwn: (owner: AccountId) => boolean,
  acknowledgements: Acknowledgements,
  headsOf: DocumentStore['headsOf'],
  ports: Pick<Ports, 'network' | 'clock' | 'random' | 'log' | 'rows'>,
): SyncEngine => {
  const listeners = new Set<() => void>()
  const readyListeners = new Set<() => void>()
  const acknowledgedListeners = new Set<(doc: DocId) => void>()
  const saidListeners = new Set<(word: HeardWord) => void>()
  let link: RelayLink | null = null
  let relay: string | null = null
  let relayId = ''
  let line: SyncStatus['line'] = 'off'
  let linkProblem: LinkProblem | null = null

  const announce = (): void => {
    for (const listener of listeners) listener()
  }
  let isAnnouncing = false
  /** Once for whatever comes in one turn. */
  const announceSoon = (): void => {
    if (isAnnouncing) return
    isAnnouncing = true
    queueMicrotask(() => {
      isAnnouncing = false
      announce()
    })
  }
  const isReady = (): boolean => link?.isReady() === true
  const send = (frame: Frame): boolean => {
    if (!isReady()) return false
    link?.send(frame)
    return true
  }
  const tokens = createTokenHolder(() => send({ type: 'token-wanted' }), ports.clock)
  const httpBase = (): string | null => (relay === null ? null : originOfRelayUrl(relay))
  const word = createRelayWord(acknowledgements, ports.clock, doc => {
    for (const listener of acknowledgedListeners) listener(doc)
  })
  const onOutcomes = async (outcomes: readonly Outcome[]): Promise<void> => {
    for (const { doc, digest, isSame } of outcomes) parking.outcome(doc, digest, isSame)
    await Promise.all(outcomes.map(({ doc, isSame }) => tracking.outcome(doc, isSame)))
    announce()
  }
  const resume = createResume({
    roster: loadRoster(ports.rows),
    clock: ports.clock,
    send,
    onOutcomes: outcomes => void onOutcomes(outcomes),
  })
  const shared = { isOwn, word, resume, isReady, log: ports.log }
  const tracking = createTracking({ ...shared, announce, send })
  const parking = createParking({ ...shared, announce: announceSoon, headsOf })

  /** Of the heads that are here; null where they are not known. */
  const digestOf = (doc: DocId): string | null => {
    const heads = tracking.replica(doc)?.heads()
    return heads === undefined ? parking.digest(doc) : headsDigestOf(heads)
  }

  const onFrame = async (frame: Frame): Promise<void> => {
    if (frame.type === 'token') tokens.take(frame)
    if (frame.type === 'resumed') resume.take(frame.answer)
    if (isHeardWord(frame)) for (const listener of saidListeners) listener(frame)
    if (!('doc' in frame) || frame.type === 'passing') return
    if (!(await tracking.take(frame))) parking.take(frame)
    announce()
  }
  const onReady = (id: string, nonce: Uint8Array): void => {
    line = 'ready'
    linkProblem = null
    relayId = id
    acknowledgements.useRelay(id)
    resume.start(nonce)
    tracking.start()
    parking.start()
    announce()
    for (const listener of readyListeners) listener()
  }
  const onDown = (problem: LinkProblem | null): void => {
    line = 'down'
    linkProblem = problem
    tokens.reset()
    resume.stop()
    announce()
  }
  const dial = (url: string, credentials: LinkCredentials): RelayLink =>
    createRelayLink(url, credentials, { onReady, onFrame: frame => void onFrame(frame), onDown }, ports)

  return {
    connect(url, credentials) {
      link?.close()
      tokens.reset()
      resume.stop()
      relay = url
      linkProblem = null
      line = url === null ? 'off' : 'dialling'
      link = url === null ? null : dial(url, credentials)
      announce()
    },
    disconnect() {
      link?.close()
      link = null
      line = 'off'
      tokens.reset()
      resume.stop()
      tracking.clear()
      parking.clear()
    },
    retry: () => link?.retry(),
    track(replica) {
      tracking.add(replica, parking.remove(replica.id)?.isWoken === true)
    },
    park(genesis, wake) {
      tracking.remove(docIdOf(genesis))
      parking.add(genesis, wake)
      announce()
    },
    isParked: doc => parking.has(doc),
    untrack(doc) {
      const wasParked = parking.remove(doc) !== null
      if (tracking.remove(doc) || wasParked) announce()
    },
    availability(doc) {
      if (!tracking.has(doc) && !parking.has(doc)) return 'offline'
      if ((digestOf(doc) ?? noHeadsDigest) !== noHeadsDigest) return 'arrived'
      if (tracking.isUnavailable(doc) || parking.isUnavailable(doc)) return 'unavailable'
      return line === 'ready' || line === 'dialling' ? 'asking' : 'offline'
    },
    isAcknowledged(doc) {
      const digest = digestOf(doc)
      return digest !== null && word.isAcknowledged(doc, digest)
    },
    httpBase,
    async httpAccess() {
      const token = await tokens.token()
      const base = httpBase()
      return token === null || base === null ? null : { base, token, relayId }
    },
    dropToken: token => tokens.drop(token),
    status: () => ({
      relay,
      line,
      linkProblem,
      storageProblem: tracking.hasStorageProblem(),
      own: tracking.own(),
      lastAcknowledgedMs: word.lastMs(),
    }),
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
