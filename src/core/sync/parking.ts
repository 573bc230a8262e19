/** Documents that are kept in step without being open: only what they end in is known, and compared. */
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { DocumentGenesis } from '../../protocol/records/document-genesis.ts'
import type { DocId } from '../../protocol/relay/frames.ts'
import { headsDigestOf, noHeadsDigest } from '../../protocol/relay/resume.ts'
import { decodeSyncMessage } from '../../protocol/sync/message.ts'
import { docIdOf, type DocumentStore } from '../documents/index.ts'
import type { Log } from '../ports.ts'
import type { RelayWord } from './relay-word.ts'
import type { Resume } from './resume.ts'
import type { DocumentFrame } from './tracking.ts'

export interface Parking {
  add(genesis: DocumentGenesis, wake: () => void): void
  /** `isWoken`: it is known that the relay has something else. */
  remove(doc: DocId): { readonly isWoken: boolean } | null
  has(doc: DocId): boolean
  /** Of the heads that are on disk here (protocol/relay/resume.ts); null while they are not known. */
  digest(doc: DocId): string | null
  isUnavailable(doc: DocId): boolean
  /** The line is up. */
  start(): void
  take(frame: DocumentFrame): void
  outcome(doc: DocId, digest: string, isSame: boolean): void
  clear(): void
}

export interface ParkingDeps {
  readonly isOwn: (owner: AccountId) => boolean
  readonly headsOf: DocumentStore['headsOf']
  readonly word: RelayWord
  readonly resume: Pick<Resume, 'ask' | 'withdraw'>
  readonly isReady: () => boolean
  readonly announce: () => void
  readonly log: Log
}

interface Parked {
  readonly doc: DocId
  readonly isOwn: boolean
  /** Of its heads; null while they are not known. */
  digest: string | null
  /** Something is on disk, and only opening it tells what. */
  isBlank: boolean
  isAsked: boolean
  /** The relay has nothing of it either. */
  isUnavailable: boolean
  isWoken: boolean
  wake(): void
}

const mostLooks = 3

export const createParking = ({
  isOwn,
  headsOf,
  word,
  resume,
  isReady,
  announce,
  log,
}: ParkingDeps): Parking => {
  const parked = new Map<DocId, Parked>()
  /**
   * With which heads a document was said to differ on this connection, and how often. If looking at it a few times
   * changed nothing, the relay has nothing for us, whatever it goes on saying.
   */
  const differed = new Map<DocId, { readonly digest: string; readonly times: number }>()

  const stopAsking = (entry: Parked): void => {
    if (!entry.isAsked) return
    entry.isAsked = false
    resume.withdraw(entry.doc)
  }
  const wake = (entry: Parked): void => {
    stopAsking(entry)
    if (entry.isWoken) return
    entry.isWoken = true
    entry.wake()
  }
  const wakeToCompare = (entry: Parked, digest: string): void => {
    const before = differed.get(entry.doc)
    const times = before?.digest === digest ? before.times : 0
    if (times >= mostLooks) return
    differed.set(entry.doc, { digest, times: times + 1 })
    wake(entry)
  }
  const introduce = (entry: Parked): void => {
    if (entry.isWoken || !isReady()) return
    if (entry.isBlank) return wake(entry)
    if (entry.digest === null) return
    // One's own edits that the relay has not acknowledged are not in step, whatever it says.
    const isOwnAndHere = entry.isOwn && entry.digest !== noHeadsDigest
    if (isOwnAndHere && !word.isAcknowledged(entry.doc, entry.digest))
      return wakeToCompare(entry, entry.digest)
    entry.isAsked = true
    resume.ask(entry.doc, entry.digest)
  }
  const lookUp = async (entry: Parked, genesis: DocumentGenesis): Promise<void> => {
    const heads = await headsOf(genesis)
    if (parked.get(entry.doc) !== entry) return
    entry.isBlank = heads?.length === 0
    entry.digest = entry.isBlank ? null : headsDigestOf(heads ?? [])
    introduce(entry)
    announce()
  }
  /** What the relay says of its own accord is news, unless it names what is here already. */
  const isNews = ({ digest }: Parked, bytes: Uint8Array): boolean => {
    const message = decodeSyncMessage(bytes)
    return !message.ok || message.value.changes.length > 0 || headsDigestOf(message.value.heads) !== digest
  }

  return {
    add(genesis, wakeUp) {
      const doc = docIdOf(genesis)
      const before = parked.get(doc)
      if (before !== undefined) stopAsking(before)
      const entry: Parked = {
        doc,
        isOwn: isOwn(genesis.owner),
        digest: null,
        isBlank: false,
        isAsked: false,
        isUnavailable: false,
        isWoken: false,
        wake: wakeUp,
      }
      parked.set(doc, entry)
      lookUp(entry, genesis).catch((error: unknown) => {
        log({
          event: 'parking-failed',
          document: doc,
          detail: error instanceof Error ? error.name : 'unknown',
        })
      })
    },
    remove(doc) {
      const entry = parked.get(doc)
      if (entry === undefined) return null
      stopAsking(entry)
      parked.delete(doc)
      return { isWoken: entry.isWoken }
    },
    has: doc => parked.has(doc),
    digest: doc => parked.get(doc)?.digest ?? null,
    isUnavailable: doc => parked.get(doc)?.isUnavailable === true,
    start() {
      differed.clear()
      for (const entry of parked.values()) {
        entry.isUnavailable = false
        entry.isWoken = false
        introduce(entry)
      }
    },
    take(frame) {
      const entry = parked.get(frame.doc)
      if (entry === undefined) return
      if (frame.type === 'unavailable') entry.isUnavailable = true
      else if (frame.type === 'refused')
        log({ event: 'document-refused-by-relay', document: frame.doc, reason: frame.reason })
      else if (isNews(entry, frame.message)) wake(entry)
    },
    outcome(doc, digest, isSame) {
      const entry = parked.get(doc)
      if (entry?.isAsked !== true) return
      entry.isAsked = false
      if (!isSame) return wakeToCompare(entry, digest)
      entry.isUnavailable = digest === noHeadsDigest
      word.take(doc, digest)
    },
    clear() {
      parked.clear()
      differed.clear()
    },
  }
}
