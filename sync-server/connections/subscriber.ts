import type { DocId, DocumentRefusal } from '../../src/protocol/relay/frames.ts'

/** What the documents say to one connection. */
export interface Subscriber {
  sync(doc: DocId, message: Uint8Array): void
  unavailable(doc: DocId): void
  refused(doc: DocId, reason: DocumentRefusal): void
  violation(what: string): void
}

/** What a connection asks of the documents. */
export interface ConnectionHub {
  /** Messages for one document are taken in the order of the calls. Resolves when this one is dealt with. */
  receive(subscriber: Subscriber, doc: DocId, message: Uint8Array): Promise<void>
  leave(subscriber: Subscriber): void
}
