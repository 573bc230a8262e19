/** A device's line to a hub and an intro desk in this process: the real ones, without sockets between them. */
import type { Word, HeardWord } from '../../../../src/core/sync/words.ts'
import { isHeardWord } from '../../../../src/core/sync/words.ts'
import type { SyncEngine } from '../../../../src/core/sync/sync-engine.ts'
import type { ConnectionDeps } from '../../../../src/core/connections/connection-deps.ts'
import { docIdOf, type Replica } from '../../../../src/core/documents/index.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import type { DocId, Frame } from '../../../../src/protocol/relay/frames.ts'
import type { Intros } from '../../../../sync-server/intros/intros.ts'
import type { Member } from '../../../../sync-server/intros/presence.ts'
import type { Hub } from '../../../../sync-server/documents/hub.ts'
import type { Subscriber } from '../../../../sync-server/documents/subscriber.ts'

export interface SmallRelay {
  readonly hub: Hub
  readonly intros: Intros
}

export interface SmallLine {
  readonly engine: ConnectionDeps['engine'] &
    Pick<SyncEngine, 'status' | 'onStatus' | 'availability' | 'park'>
  track(replica: Replica): void
  tracked(): readonly Replica[]
  goOnline(): Promise<void>
  goOffline(): void
  /** What came, and one message of each document out; false when there is nothing to do. */
  step(): Promise<boolean>
  /** As if the relay had said it. */
  hear(word: HeardWord): void
  /** Everything that was said to the relay besides documents. */
  readonly said: Word[]
}

interface Session {
  readonly subscriber: Subscriber
  readonly member: Member
}

export const createSmallLine = (
  { hub, intros }: SmallRelay,
  account: AccountId,
  device: Uint8Array,
): SmallLine => {
  const replicas = new Map<DocId, Replica>()
  const acknowledged = new Map<DocId, string>()
  const unavailable = new Set<DocId>()
  const parked = new Map<DocId, () => void>()
  const statusListeners = new Set<() => void>()
  const inbox: Frame[] = []
  const said: Word[] = []
  const saidListeners = new Set<(word: HeardWord) => void>()
  const readyListeners = new Set<() => void>()
  const acknowledgedListeners = new Set<(doc: DocId) => void>()
  let session: Session | null = null
  let underWay = 0

  const headsOf = (replica: Replica): string => replica.heads().toSorted().join()
  const noteAcknowledgement = (replica: Replica): void => {
    const theirs = replica.theirHeads(peer)
    const isThere =
      replica.heads().length > 0 && replica.heads().every(head => theirs?.includes(head) === true)
    if (!isThere || acknowledged.get(replica.id) === headsOf(replica)) return
    acknowledged.set(replica.id, headsOf(replica))
    for (const listener of acknowledgedListeners) listener(replica.id)
  }
  const announce = (): void => {
    for (const listener of statusListeners) listener()
  }
  const take = async (frame: Frame): Promise<void> => {
    if (isHeardWord(frame)) for (const listener of saidListeners) listener(frame)
    if (frame.type === 'unavailable') unavailable.add(frame.doc)
    if (frame.type === 'sync') {
      const replica = replicas.get(frame.doc)
      await replica?.receive(peer, frame.message)
      if (replica !== undefined) noteAcknowledgement(replica)
    }
    announce()
  }
  const newSession = (): Session => ({
    subscriber: {
      sync: (doc, message) => inbox.push({ type: 'sync', doc, message }),
      unavailable: doc => inbox.push({ type: 'unavailable', doc }),
      refused: () => undefined,
      passing: () => undefined,
      violation: failOn,
    },
    member: { account, device, send: frame => void inbox.push(frame), violation: failOn },
  })

  return {
    engine: {
      say(word) {
        if (session === null) return false
        said.push(word)
        if (word.type === 'passing') return true
        underWay++
        void intros.receive(session.member, word).finally(() => underWay--)
        return true
      },
      isAcknowledged(doc) {
        const replica = replicas.get(doc)
        return (
          replica !== undefined && replica.heads().length > 0 && acknowledged.get(doc) === headsOf(replica)
        )
      },
      // Only opening can tell here, so whoever parks is woken at each connection.
      park: (genesis, wake) => {
        parked.set(docIdOf(genesis), wake)
        if (session !== null) wake()
      },
      untrack: doc => void replicas.delete(doc),
      status: () => ({
        relay: null,
        line: session === null ? 'down' : 'ready',
        linkProblem: null,
        storageProblem: false,
        own: [],
        lastAcknowledgedMs: null,
      }),
      onStatus: adding(statusListeners),
      availability(doc) {
        const isHere = (replicas.get(doc)?.heads().length ?? 0) > 0
        if (isHere) return 'arrived'
        if (session === null) return 'offline'
        return unavailable.has(doc) ? 'unavailable' : 'asking'
      },
      onSaid: adding(saidListeners),
      onReady: adding(readyListeners),
      onAcknowledged: adding(acknowledgedListeners),
    },
    track(replica) {
      parked.delete(replica.id)
      replicas.set(replica.id, replica)
    },
    tracked: () => [...replicas.values()],
    async goOnline() {
      session = newSession()
      unavailable.clear()
      await intros.enter(session.member)
      announce()
      for (const listener of readyListeners) listener()
      for (const wake of parked.values()) wake()
    },
    goOffline() {
      if (session === null) return
      hub.leave(session.subscriber)
      intros.leave(session.member)
      session = null
      inbox.length = 0
      for (const replica of replicas.values()) replica.dropPeer(peer)
      announce()
    },
    async step() {
      if (session === null) return false
      const frames = inbox.splice(0)
      for (const frame of frames) await take(frame)
      let busy = frames.length > 0 || underWay > 0
      for (const replica of replicas.values()) {
        const message = await replica.nextMessage(peer)
        if (message === null || session === null) continue
        busy = true
        await hub.receive(session.subscriber, replica.id, message)
      }
      return busy
    },
    hear: word => void inbox.push(word),
    said,
  }
}

const peer = 'relay'

const failOn = (what: string): never => {
  throw new Error(`violation: ${what}`)
}

const adding =
  <T>(listeners: Set<T>) =>
  (listener: T): (() => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
