/** What keeping documents and a relay in step offers. */
import type { DocumentGenesis } from '../../protocol/records/document-genesis.ts'
import type { DocId, DocumentRefusal } from '../../protocol/relay/frames.ts'
import type { Replica } from '../documents/index.ts'
import type { HttpAccess } from './relay-http.ts'
import type { LinkCredentials, LinkProblem } from './relay-link.ts'
import type { HeardWord, Word } from './words.ts'

export interface SyncStatus {
  readonly relay: string | null
  readonly line: 'off' | 'down' | 'dialling' | 'ready'
  readonly linkProblem: LinkProblem | null
  readonly storageProblem: boolean
  /** Own documents that are open, with whether the relay has them as they are now. */
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
  /** Ends parking. */
  track(replica: Replica): void
  /**
   * Listens for a document without opening it, one that was never held among them. `wake` is called when the relay has
   * something that this device has not, or when only opening it can tell; whoever parked opens and tracks it then, and
   * may park it again. It is called anew after each connection until that was done.
   */
  park(genesis: DocumentGenesis, wake: () => void): void
  isParked(doc: DocId): boolean
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
