import type { DocId, DocumentRefusal } from '../../src/protocol/relay/frames.ts'

export type Violation =
  | 'malformed-message'
  | 'malformed-change'
  | 'wrong-genesis'
  | 'forged-change'
  | 'flooding'

/** A connection, as documents see it. The object is its identity. */
export interface Subscriber {
  /** Automerge's sync message, version 1. */
  sync(doc: DocId, message: Uint8Array): void
  /** Nobody has brought this document yet; when somebody does, `sync` follows. */
  unavailable(doc: DocId): void
  refused(doc: DocId, reason: DocumentRefusal): void
  /** What the owner says to whoever listens now. Subscribers that could not read it hear nothing. */
  passing(doc: DocId, sealed: Uint8Array): void
  /** What no honest client does. The connection counts, and closes when it is too much. */
  violation(reason: Violation): void
}
