/** What documents may take of the relay. Bytes unless the name says otherwise; each can be set (config.ts). */
export interface DocumentLimits {
  /** Of changes in one outgoing message; a document larger than this goes out in several. */
  readonly messageBytes: number
  /** Of one document, all its changes together. */
  readonly documentBytes: number
  /** Of all documents that one account owns. */
  readonly ownerBytes: number
  /** Waiting in one document for a seal, or for the owner's identity. */
  readonly stagedChanges: number
  readonly stagedBytes: number
  /** Waiting in all documents together. */
  readonly stagedBytesInAll: number
  readonly maxDocumentsOpen: number
  readonly maxDocumentsPerSubscriber: number
  /** Messages of one subscriber that wait for their document; more is a violation. */
  readonly maxQueuedMessages: number
  readonly queuedBytes: number
  /** How long a document that nobody subscribes to stays in memory. */
  readonly idleMs: number
  /** Documents that nobody subscribes to, together; the longest unused go first. */
  readonly idleBytes: number
  /** Evaluated chains kept in memory. */
  readonly maxAccountsKept: number
}

export const defaultDocumentLimits: DocumentLimits = {
  messageBytes: 1 << 20,
  documentBytes: 32 << 20,
  ownerBytes: 1 << 30,
  stagedChanges: 5_000,
  stagedBytes: 16 << 20,
  stagedBytesInAll: 256 << 20,
  maxDocumentsOpen: 50_000,
  maxDocumentsPerSubscriber: 4_096,
  maxQueuedMessages: 256,
  queuedBytes: 64 << 20,
  idleMs: 30_000,
  idleBytes: 64 << 20,
  maxAccountsKept: 2_000,
}
