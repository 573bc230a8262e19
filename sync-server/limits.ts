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
  /** Documents that are not in use, of which it is remembered what their heads are. */
  readonly maxHeadsKept: number
  /** Which documents devices asked about last, over all devices; and for how long. */
  readonly rosterBytes: number
  readonly rosterMs: number
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
  maxHeadsKept: 100_000,
  rosterBytes: 32 << 20,
  rosterMs: 20 * 86_400_000,
}

/** What intros may take of the relay: rows, each of less than two kilobytes. Each can be set (config.ts). */
export interface IntroLimits {
  /** Waiting for one account, one for each sender. */
  readonly perAddressee: number
  /** Taken of one account in a day; saying the same one again is not counted. */
  readonly perSenderADay: number
  /** Waiting, or delivered and not yet told to the sender, of all accounts. */
  readonly inAll: number
  /** Of one account, and in a day. The oldest go first. */
  readonly blockedPerAccount: number
  readonly blockedInAll: number
  /** How long one waits to be taken, and its delivery to be heard of. */
  readonly keptDays: number
}

export const defaultIntroLimits: IntroLimits = {
  perAddressee: 300,
  perSenderADay: 60,
  inAll: 50_000,
  blockedPerAccount: 1_000,
  blockedInAll: 200_000,
  keptDays: 30,
}

/** What blobs may take of the relay. Bytes unless the name says otherwise; each can be set (config.ts). */
export interface BlobLimits {
  readonly blobBytes: number
  /** Of all that one account claims, has uploaded and not claimed yet, or is still uploading. */
  readonly accountBytes: number
  /** Blobs of one account, counted in the same way, those that the relay lacks among them. */
  readonly accountBlobs: number
  /** Uploads of one account that have begun and not ended. */
  readonly uploadsPerAccount: number
  /** Left free on the disk, so that documents can be written when there is no room for images any more. */
  readonly freeBytes: number
  /** How long a blob that no document claims is kept. */
  readonly graceMs: number
  /** How long an upload may rest before it is given up. */
  readonly uploadGraceMs: number
  readonly sweepEveryMs: number
  /** How long a token is good for. */
  readonly tokenMs: number
  readonly maxTokens: number
  /** Of one address, and of one account. */
  readonly requestsPerSecond: number
  readonly requestBurst: number
  /** Request bodies being read or written, all accounts together. */
  readonly maxUploadsInHand: number
  readonly maxUploadsInHandPerAccount: number
  readonly maxDownloadsPerAddress: number
  /** Without a single byte, in either direction, before a transfer is given up. */
  readonly stallMs: number
}

const dayMs = 86_400_000

export const defaultBlobLimits: BlobLimits = {
  blobBytes: 128 << 20,
  accountBytes: 5 * 2 ** 30,
  accountBlobs: 300_000,
  uploadsPerAccount: 256,
  freeBytes: 512 << 20,
  graceMs: 30 * dayMs,
  uploadGraceMs: 2 * dayMs,
  sweepEveryMs: dayMs / 4,
  tokenMs: dayMs / 24,
  maxTokens: 50_000,
  requestsPerSecond: 500,
  requestBurst: 4_000,
  maxUploadsInHand: 96,
  maxUploadsInHandPerAccount: 12,
  maxDownloadsPerAddress: 128,
  stallMs: 30_000,
}

/** What the directory may take of the relay. Each can be set (config.ts). */
export interface DirectoryLimits {
  /** Of one account. */
  readonly requestsPerSecond: number
  readonly requestBurst: number
  /** How long a document rests after a change before it is read, and how long at most since the first. */
  readonly restMs: number
  readonly restAtMostMs: number
  /** Changed documents that wait to be read; more are found again in the store. */
  readonly maxWaiting: number
  /** For reading one document; longer, and it is left out. */
  readonly readMs: number
  /** Of all changes of one document, and of operations in them; larger ones are left out. */
  readonly readBytes: number
  readonly readOperations: number
  /** How long the thread that reads waits for another document before it ends. */
  readonly readerIdleMs: number
  /** Segments of one journal that count: those with the highest numbers. */
  readonly segmentsPerAccount: number
  /** Entries that are about something, of all accounts. Each takes some 500 bytes of memory. */
  readonly maxReferences: number
}

export const defaultDirectoryLimits: DirectoryLimits = {
  requestsPerSecond: 5,
  requestBurst: 150,
  restMs: 1_500,
  restAtMostMs: 10_000,
  maxWaiting: 20_000,
  readMs: 10_000,
  readBytes: 8 << 20,
  readOperations: 100_000,
  readerIdleMs: 10_000,
  segmentsPerAccount: 64,
  maxReferences: 200_000,
}
