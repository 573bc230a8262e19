/**
 * What the core asks of the world. `platform/browser`, `platform/node` and `platform/memory` make
 * these real; `tests/contracts` holds one suite per port that every adapter passes.
 */
import type { Clock } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import type { Result } from '../base/result.ts'
import type { ImageMime, ImageSize, IntakeNote, IntakeProblem } from './api.ts'

/** `full`: no room left. `unavailable`: the store cannot be opened or was taken away. */
export type StorageError =
  | { readonly type: 'storage-full' }
  | { readonly type: 'storage-unavailable'; readonly detail: string }

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
  keys(): Promise<Result<readonly string[], StorageError>>
}

export interface StoredBlob {
  readonly name: string
  readonly bytes: number
  /** When it was stored or last `touch`ed. */
  readonly usedAtMs: number
}

/** Immutable bytes under a name of up to 128 characters of [a-z0-9-]. Writes answer once durable, all or nothing. */
export interface BlobStorage {
  put(name: string, bytes: Uint8Array, atMs: number): Promise<Result<null, StorageError>>
  /** Null when there is none. */
  get(name: string): Promise<Result<Uint8Array | null, StorageError>>
  has(name: string): Promise<Result<boolean, StorageError>>
  remove(names: readonly string[]): Promise<Result<null, StorageError>>
  /** Names that are not there are passed over. */
  touch(names: readonly string[], atMs: number): Promise<Result<null, StorageError>>
  /** Without reading the bytes. */
  list(): Promise<Result<readonly StoredBlob[], StorageError>>
}

/** A row's value, or null to take it out. */
export type RowChange = readonly [key: string, value: Uint8Array | null]

export interface RowRange {
  /** Included. */
  readonly from: string
  /** Not included. */
  readonly to: string
  readonly limit: number
  /** The last rows of the range first. */
  readonly reverse?: boolean
}

/**
 * Small values under ordered keys: what screens read (projections), so that nothing has to be opened first. Keys are up
 * to 256 characters of [A-Za-z0-9/:._-], ordered by code unit.
 */
export interface RowStorage {
  /** All of them or none; durable when it answers. */
  write(changes: readonly RowChange[]): Promise<Result<null, StorageError>>
  get(key: string): Promise<Result<Uint8Array | null, StorageError>>
  range(
    range: RowRange,
  ): Promise<Result<readonly (readonly [key: string, value: Uint8Array])[], StorageError>>
  /** How many rows are in [from, to), without reading them. */
  count(from: string, to: string): Promise<Result<number, StorageError>>
  clear(): Promise<Result<null, StorageError>>
}

/** Files as people gave them, until they are prepared; kept as the platform's own `Blob`, never copied through memory. */
export interface SourceStorage {
  put(id: string, source: Blob): Promise<Result<null, StorageError>>
  get(id: string): Promise<Result<Blob | null, StorageError>>
  remove(ids: readonly string[]): Promise<Result<null, StorageError>>
  list(): Promise<Result<readonly string[], StorageError>>
}

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | null
  /** The answer's body; more is refused as soon as it is seen. */
  readonly maxBytes: number
  /** Without a byte from the other side. */
  readonly timeoutMs: number
}

export interface HttpAnswer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: Uint8Array
}

/** No cookies, no cache, no redirects followed. */
export interface Http {
  request(
    request: HttpRequest,
  ): Promise<Result<HttpAnswer, { readonly type: 'unreachable' | 'answer-too-large' }>>
}

/** Pixels in memory, upright. Whoever got it closes it. */
export interface Raster {
  readonly width: number
  readonly height: number
  readonly hasAlpha: boolean
  /** A smaller one, well filtered. */
  resize(width: number, height: number): Raster
  /** RGBA, not premultiplied; for small ones only. */
  pixels(): Uint8ClampedArray
  /** Null where the platform cannot write this format. `quality` 0 to 1; PNG ignores it. The colour space is written along. */
  encode(mime: ImageMime, quality: number): Promise<Uint8Array | null>
  close(): void
}

/** The platform's own image codecs. */
export interface ImageCodec {
  /** Orientation applied, first frame, drawn into the colour space asked for; null when it cannot be decoded. */
  decode(source: Blob, colourSpace: 'srgb' | 'display-p3'): Promise<Raster | null>
}

export interface PreparedRendition {
  readonly size: ImageSize
  readonly mime: ImageMime
  readonly width: number
  readonly height: number
  readonly bytes: Uint8Array
}

export interface PreparedImage {
  /** Of the `full` rendition, upright. */
  readonly width: number
  readonly height: number
  /** The dominant colour: red, green, blue, 0 to 255. */
  readonly colour: readonly [number, number, number]
  /** ThumbHash, at most 30 bytes. */
  readonly placeholder: Uint8Array
  /** Smallest first, `full` always among them; a size no smaller than the next is left out. */
  readonly renditions: readonly PreparedRendition[]
  readonly notes: readonly IntakeNote[]
}

/** What preparing alone can tell. */
export type PrepareProblem = Exclude<
  IntakeProblem,
  'duplicate' | 'device-full' | 'album-full' | 'album-gone' | 'read-only'
>

/** Prepares images away from the core's own thread. */
export interface ImagePreparer {
  /** How many `prepare` calls are worth having under way; 0 while nothing can prepare. */
  capacity(): number
  onCapacity(listener: () => void): () => void
  /** `stopped`: the window that did the work closed, or `signal` was aborted; nothing is wrong with the image. */
  prepare(
    source: Blob,
    options: { readonly keepOriginal: boolean },
    signal: AbortSignal,
  ): Promise<
    Result<
      PreparedImage,
      { readonly type: 'stopped' } | { readonly type: 'refused'; readonly problem: PrepareProblem }
    >
  >
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
  readonly rows: RowStorage
  /** Images, each under its CID. */
  readonly blobs: BlobStorage
  readonly sources: SourceStorage
  readonly images: ImagePreparer
  readonly browserKey: BrowserKeyStore
  readonly network: Network
  readonly http: Http
  readonly device: Device
  readonly lock: Lock
  readonly log: Log
}
