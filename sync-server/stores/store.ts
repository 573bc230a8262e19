/**
 * Where a relay keeps documents: for each, the Automerge changes it took, as opaque bytes, in the order
 * it took them. `tests/contracts/relay-store.contract.ts` holds the suite that every adapter passes.
 */
import type { Result } from '../../src/base/result.ts'

/** 32 lower-case hex digits: the first 16 bytes of doc32, which are also the Automerge document id. */
export type DocumentId = string

/**
 * `store-full`: no room left on the device. `store-busy`: more is waiting to be written than the store
 * will hold in memory; try later. `entry-too-large`: this batch can never be taken. `store-closed`:
 * after `close`. `store-failed`: the device or its driver refused; `detail` is for the log.
 * After any of them reading goes on, and nothing of the refused batch is seen.
 */
export type StoreError =
  | { readonly type: 'store-full' }
  | { readonly type: 'store-busy' }
  | { readonly type: 'entry-too-large'; readonly maxBytes: number }
  | { readonly type: 'store-closed' }
  | { readonly type: 'store-failed'; readonly detail: string }

export interface StoredDocument {
  /** The owner's account id (32 bytes), or null when none was ever given. */
  readonly owner32: Uint8Array | null
  /** Each change after its parents. The bytes may share one buffer and must not be written to. */
  readonly changes: readonly Uint8Array[]
}

export interface StoreEntry {
  /** 32 bytes. The first one given for a document stays its owner; null where it is not known. */
  readonly owner32: Uint8Array | null
  /** The caller leaves these bytes alone until the store has answered. */
  readonly changes: readonly Uint8Array[]
}

export interface StoreStats {
  readonly documents: number
  /** Bytes of changes that can be loaded: no framing, nothing that was replaced. */
  readonly bytes: number
}

/** Up to where a store had been written to; it means something to that store alone. At most 64 characters. */
export type StorePlace = string

export interface WrittenDocuments {
  /** Each once, in no order. */
  readonly documents: readonly DocumentId[]
  /** To go on from next time. */
  readonly place: StorePlace
  /** Whether these are all there are: without a place to go on from, or with one that says nothing here. */
  readonly isAll: boolean
}

/**
 * Writes to one document take effect in the order they were called. Reading sees what has been
 * answered, never part of a batch.
 */
export interface DocumentStore {
  /** 16 random bytes, made once. Another value means that something answered for has been lost. */
  storeId(): Uint8Array
  /** Null when the document is unknown. */
  load(documentId: DocumentId): Promise<Result<StoredDocument | null, StoreError>>
  /** Adds a batch, all or nothing; durable when it answers. A batch of no changes makes the document known. */
  append(documentId: DocumentId, entry: StoreEntry): Promise<Result<null, StoreError>>
  /** Puts a batch in place of all that was there (a rebuild after a revocation); the owner stays. */
  replace(documentId: DocumentId, entry: StoreEntry): Promise<Result<null, StoreError>>
  has(documentId: DocumentId): Promise<Result<boolean, StoreError>>
  /** Null when the document is unknown, or was brought without an owner. */
  ownerOf(documentId: DocumentId): Promise<Result<Uint8Array | null, StoreError>>
  /** Up to here, all that was answered for so far; nothing that is answered for later is before it. */
  place(): Promise<Result<StorePlace, StoreError>>
  /** Documents that were written to behind a place; a few that were not may be among them. */
  writtenSince(place: StorePlace | null): Promise<Result<WrittenDocuments, StoreError>>
  stats(): Promise<Result<StoreStats, StoreError>>
  /** Bytes of changes, as in `stats`, of the documents that this account owns. */
  bytesByOwner(owner32: Uint8Array): Promise<Result<number, StoreError>>
  /** Finishes what was called before, then refuses everything. Safe to call twice. */
  close(): Promise<void>
}

/** Throws for anything but a document id: ids are parsed where they come in, so this is our own bug. */
export const assertDocumentId = (documentId: string): void => {
  if (!/^[0-9a-f]{32}$/.test(documentId)) throw new TypeError('a document id is 32 lower-case hex digits')
}

/** Throws unless the owner is absent or an account id. */
export const assertOwner = (owner32: Uint8Array | null): void => {
  if (owner32 !== null && owner32.length !== 32) throw new TypeError('an owner is 32 bytes')
}

export const changesBytes = (changes: readonly Uint8Array[]): number =>
  changes.reduce((total, change) => total + change.length, 0)
