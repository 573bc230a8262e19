/**
 * What one subscriber has of one document. Filters are compared once, when it first says what it has; from
 * then on everything has been sent or is theirs, so a new change concerns only itself.
 */
import type { ChangeHash } from '../../src/protocol/changes/change.ts'
import type { Have, SyncMessage } from '../../src/protocol/sync/message.ts'
import { type MayHave, readBloom } from './bloom.ts'
import type { History } from './history.ts'
import type { Subscriber } from './subscriber.ts'

export interface Peer {
  readonly subscriber: Subscriber
  /** For the gate. */
  readonly name: string
  /** As it last said. */
  heads: readonly ChangeHash[]
  /** Some of `heads` are not in our history. */
  hasMore: boolean
  /** Heads that it says it has and that we have: it has all beneath them too. */
  shared: readonly ChangeHash[]
  /** Our changes that are not beneath `shared`. */
  unshared: Set<number>
  /** Those of `unshared` that were not sent because its filter said it may have them. */
  assumed: Set<number>
  /** Null until it said what it has. All before this place was sent, or is assumed or shared. */
  sentUpTo: number | null
  /** Asked of it already. */
  readonly asked: Set<ChangeHash>
  /** Our heads as it was last told. */
  told: string | null
  restarts: number
}

/** Honest documents have a head for each device that is writing. */
const maxShared = 32
/** Bounds what a peer that names heads nobody has can make us remember. */
const maxAsked = 4_096
const maxNeed = 256
/** A client starts over when its own document was rebuilt; one that does so all the time is not answered. */
const maxRestarts = 64

export const createPeer = (subscriber: Subscriber, name: string): Peer => ({
  subscriber,
  name,
  heads: [],
  hasMore: false,
  shared: [],
  unshared: new Set(),
  assumed: new Set(),
  sentUpTo: null,
  asked: new Set(),
  told: null,
  restarts: 0,
})

/** One that has what we have, by its own word. */
export const createPeerInStep = (subscriber: Subscriber, name: string, history: History): Peer => ({
  ...createPeer(subscriber, name),
  heads: history.heads(),
  shared: history.heads().slice(0, maxShared),
  sentUpTo: history.size(),
  told: history.headsKey(),
})

/** There is nothing to remember of it but that it listens. */
export const isInStep = (peer: Peer, history: History): boolean =>
  peer.told === history.headsKey() &&
  peer.sentUpTo === history.size() &&
  peer.unshared.size === 0 &&
  peer.asked.size === 0 &&
  !peer.hasMore

/** After the history was replaced: what is left of it was sent before. */
export const restartPeer = (peer: Peer, history: History): void => {
  peer.shared = peer.shared.filter(hash => history.has(hash))
  peer.unshared = history.notBeneath(peer.shared)
  peer.assumed = new Set()
  peer.asked.clear()
  peer.told = null
  if (peer.sentUpTo !== null) peer.sentUpTo = history.size()
}

/** Changes that were just added. */
export const noteAdded = (peer: Peer, from: number, to: number): void => {
  for (let index = from; index < to; index++) peer.unshared.add(index)
}

/** Places to send because of this message, ascending; null when a filter cannot be read. */
export const hear = (peer: Peer, history: History, message: SyncMessage): readonly number[] | null => {
  if (startsOver(peer, message)) {
    peer.restarts++
    peer.sentUpTo = null
    peer.told = null
    peer.asked.clear()
  }
  const isFirst = peer.sentUpTo === null
  hearHeads(peer, history, message, isFirst)
  const wanted = new Set<number>()
  if (isFirst && message.have.length > 0) {
    const filters = readFilters(message.have)
    if (filters === null) return null
    negotiate(peer, history, filters, wanted)
  }
  for (const hash of message.need) {
    const index = history.indexOf(hash)
    if (index === undefined || isOnItsWay(peer, index)) continue
    wanted.add(index)
    peer.assumed.delete(index)
  }
  return [...wanted].sort((a, b) => a - b)
}

/**
 * Nothing agreed on, nothing brought and nothing asked for, from a peer that spoke before: it lost its state, and may
 * have lost what it was sent since. So does a client that let the document go and opens it again.
 */
const startsOver = (peer: Peer, { need, have, changes }: SyncMessage): boolean =>
  peer.sentUpTo !== null &&
  peer.restarts < maxRestarts &&
  changes.length === 0 &&
  need.length === 0 &&
  have[0]?.lastSync.length === 0

const hearHeads = (peer: Peer, history: History, message: SyncMessage, isFirst: boolean): void => {
  peer.heads = message.heads
  if (!isFirst) return compareHeads(peer, history)
  const known = message.heads.filter(hash => history.has(hash))
  peer.hasMore = known.length < message.heads.length
  const synced = known.length === message.heads.length ? [] : message.have.flatMap(have => have.lastSync)
  peer.shared = maximal(history, [...known, ...synced.filter(hash => history.has(hash))])
  peer.unshared = history.notBeneath(peer.shared)
}

/** Again when changes were added: what it had and we had not, we may have now. */
export const compareHeads = (peer: Peer, history: History): void => {
  const known = peer.heads.filter(hash => history.has(hash))
  peer.hasMore = known.length < peer.heads.length
  if (!peer.hasMore) {
    if (known.length > 0) peer.shared = maximal(history, known)
    if (isSameAs(history, known)) peer.unshared.clear()
    else history.strike(known, peer.unshared)
  } else if (known.length > 0) {
    peer.shared = maximal(history, [...peer.shared, ...known])
    history.strike(known, peer.unshared)
  }
  for (const index of peer.assumed) if (!peer.unshared.has(index)) peer.assumed.delete(index)
}

const isSameAs = (history: History, heads: readonly ChangeHash[]): boolean =>
  (heads.length < 2 ? heads : heads.toSorted()).join() === history.headsKey()

/** Without those beneath others, and each once. */
const maximal = (history: History, hashes: readonly ChangeHash[]): readonly ChangeHash[] => {
  if (hashes.length < 2) return hashes
  const newestFirst = [...new Set(hashes)].sort(
    (a, b) => (history.indexOf(b) ?? 0) - (history.indexOf(a) ?? 0),
  )
  const different = newestFirst.slice(0, maxShared)
  return different.filter(hash => {
    const others = history.notBeneath(different.filter(other => other !== hash))
    return others.has(history.indexOf(hash) ?? -1)
  })
}

const readFilters = (haves: readonly Have[]): readonly MayHave[] | null => {
  const filters = haves.map(have => readBloom(have.bloom))
  return filters.every(filter => filter !== null) ? filters : null
}

/** As in Automerge: what some filter lacks, and what stands on it. */
const negotiate = (peer: Peer, history: History, filters: readonly MayHave[], wanted: Set<number>): void => {
  peer.assumed = new Set()
  for (const index of peer.unshared) {
    const hash = history.hashAt(index)
    const parents = history.get(hash)?.deps ?? []
    const standsOnSent = parents.some(parent => wanted.has(history.indexOf(parent) ?? -1))
    if (standsOnSent || !filters.some(mayHave => mayHave(hash))) wanted.add(index)
    else peer.assumed.add(index)
  }
  peer.sentUpTo = history.size()
}

const isOnItsWay = (peer: Peer, index: number): boolean =>
  peer.sentUpTo !== null && (index >= peer.sentUpTo || (peer.unshared.has(index) && !peer.assumed.has(index)))

/**
 * Asks for what is wanted and was not asked before. True when there is something: it alone is worth a message,
 * for what was asked is asked only once.
 */
export const ask = (
  peer: Peer,
  wanted: readonly ChangeHash[],
  isHere: (hash: ChangeHash) => boolean,
): boolean => {
  const before = peer.asked.size
  for (const hash of wanted) if (peer.asked.size < maxAsked && !isHere(hash)) peer.asked.add(hash)
  return peer.asked.size > before
}

/**
 * What was asked and has not come. It goes along with whatever else is said, because to Automerge only our
 * last message counts: a question that another message overtook was never heard.
 */
export const outstanding = (peer: Peer, isHere: (hash: ChangeHash) => boolean): readonly ChangeHash[] => {
  if (peer.asked.size === 0) return []
  for (const hash of peer.asked) if (isHere(hash)) peer.asked.delete(hash)
  return [...peer.asked].slice(0, maxNeed)
}
