/**
 * What the core asks of the world. `platform/browser`, `platform/node` and `platform/memory` make
 * these real; `tests/contracts` holds one suite per port that every adapter passes.
 */
import type { Clock } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import type { Result } from '../base/result.ts'

/** `full`: no room left. `unavailable`: the store cannot be opened or was taken away. */
export type StorageError = { readonly type: 'storage-full' } | { readonly type: 'storage-unavailable'; readonly detail: string }

/**
 * Documents as append-only chunks of Automerge bytes. `append` and `replace` answer after the bytes
 * are durable; each is all or nothing.
 */
export interface DocumentStorage {
  /** Every chunk of a document, oldest first; empty when unknown. */
  load(documentId: string): Promise<Result<readonly Uint8Array[], StorageError>>
  append(documentId: string, chunk: Uint8Array): Promise<Result<null, StorageError>>
  /** Replaces all chunks by one (compaction, or a rebuild after a revocation). */
  replace(documentId: string, chunk: Uint8Array): Promise<Result<null, StorageError>>
  remove(documentId: string): Promise<Result<null, StorageError>>
  list(): Promise<Result<readonly string[], StorageError>>
}

/** Small named values: the vault, this device's settings, marks of what relays acknowledged. */
export interface ValueStorage {
  get(key: string): Promise<Result<Uint8Array | null, StorageError>>
  set(key: string, value: Uint8Array): Promise<Result<null, StorageError>>
  remove(key: string): Promise<Result<null, StorageError>>
}

/**
 * A key that never leaves this browser, for vaults without a passphrase. `seal` uses a fresh random
 * nonce inside; `open` is null when the bytes are not its own.
 */
export interface BrowserKey {
  seal(plain: Uint8Array, associated: Uint8Array): Promise<Uint8Array>
  open(sealed: Uint8Array, associated: Uint8Array): Promise<Uint8Array | null>
}

export interface BrowserKeyStore {
  /** The existing key, or a new one. */
  loadOrCreate(): Promise<Result<BrowserKey, StorageError>>
  load(): Promise<Result<BrowserKey | null, StorageError>>
  remove(): Promise<Result<null, StorageError>>
}

/** One WebSocket. Frames are whole binary messages; text frames close the connection. */
export interface Connection {
  send(frame: Uint8Array): void
  close(): void
  /** Bytes given to `send` and not yet on the wire. */
  bufferedBytes(): number
}

export interface ConnectionEvents {
  onOpen(): void
  onFrame(frame: Uint8Array): void
  /** Exactly once, also when the connection never opened. */
  onClose(): void
}

export interface Network {
  connect(url: string, events: ConnectionEvents): Connection
  /** What the platform believes; the core still tries. */
  isOnline(): boolean
  onOnline(listener: () => void): () => void
}

export interface StorageEstimate {
  readonly usedBytes: number | null
  readonly quotaBytes: number | null
  readonly persisted: boolean | null
}

export interface Device {
  estimateStorage(): Promise<StorageEstimate>
  /** Asks the browser to keep this origin's data; true when granted. */
  persistStorage(): Promise<boolean>
}

/** Exclusive use of the account's documents: one core writes at a time, whatever the number of tabs. */
export interface Lock {
  /** Resolves once held, with the release. */
  acquire(name: string): Promise<() => void>
}

/** Ids, counts and error types only: never payloads, names or keys. */
export type LogLine = { readonly event: string; readonly [field: string]: string | number | boolean | null }
export type Log = (line: LogLine) => void

export interface Ports {
  /** The relay that serves this app, until a person chooses; null where there is none. */
  readonly defaultRelay: string | null
  readonly clock: Clock
  readonly random: Random
  readonly documents: DocumentStorage
  readonly values: ValueStorage
  readonly browserKey: BrowserKeyStore
  readonly network: Network
  readonly device: Device
  readonly lock: Lock
  readonly log: Log
}
