import { type Random, systemRandom } from '../../src/base/random.ts'
import { err, ok, type Result } from '../../src/base/result.ts'
import { createCommitter } from './log/committer.ts'
import { createCompaction } from './log/compaction.ts'
import { documentOfKey, keyOfDocument } from './log/entry.ts'
import type { ReportEvent } from './log/events.ts'
import { nodeFileSystem, type StoreFileSystem, toStoreError } from './log/file-system.ts'
import { type StoreLocked, type StoreLock, takeLock } from './log/lock.ts'
import { createReading } from './log/reading.ts'
import { findSegments, recover } from './log/recover.ts'
import { createSegments } from './log/segments.ts'
import { placeOf, writtenSince } from './log/written-since.ts'
import { snapshotBytes, writeSnapshot } from './log/snapshot.ts'
import { readStoreId, writeStoreId } from './log/store-id.ts'
import {
  assertDocumentId,
  assertOwner,
  type DocumentStore,
  type StoreEntry,
  type StoreError,
} from './store.ts'

export interface LogStoreOptions {
  /** Made when missing. It belongs to one process at a time. */
  readonly directory: string
  /** A segment is closed once it is this long; at most 2 GiB. */
  readonly segmentBytes?: number
  /** A document that was loaded from more entries than this is written anew as one. */
  readonly maxChainEntries?: number
  /** Writes beyond this many waiting bytes are answered `store-busy`. */
  readonly maxWaitingBytes?: number
  readonly files?: StoreFileSystem
  readonly random?: Random
  readonly report?: ReportEvent
}

/** `store-unreadable`: there are segments and not one can be read; they are left for somebody to look at. */
export type OpenStoreError = StoreError | StoreLocked | { readonly type: 'store-unreadable' }

export interface LogStore extends DocumentStore {
  /** Bytes of all segment files, dead ones included. */
  diskBytes(): number
  /** Waits for background work: rewriting long chains, freeing dead segments. */
  settled(): Promise<void>
}

const largestSegmentBytes = 2 ** 31

/**
 * Documents in an append-only log of segment files; formats in log/frame.ts and log/entry.ts, reasons in
 * docs/decisions/0005. In memory only a row a document (log/document-index.ts).
 */
export const openLogStore = async (options: LogStoreOptions): Promise<Result<LogStore, OpenStoreError>> => {
  const { directory, files = nodeFileSystem, random = systemRandom } = options
  let lock: StoreLock | null = null
  try {
    await files.makeDirectory(directory)
    const taken = await takeLock(files, directory, random)
    if (!taken.ok) return taken
    lock = taken.value
    const opened = await openLocked({ ...options, files, random }, lock)
    if (!opened.ok) await lock.release()
    return opened
  } catch (error) {
    await lock?.release().catch(() => undefined)
    return err(toStoreError(error))
  }
}

const openLocked = async (
  options: LogStoreOptions & { readonly files: StoreFileSystem; readonly random: Random },
  lock: StoreLock,
): Promise<Result<LogStore, OpenStoreError>> => {
  const { directory, files, random, report = () => undefined } = options
  const segmentBytes = Math.min(options.segmentBytes ?? 64 << 20, largestSegmentBytes)

  const segments = createSegments(files, directory, random)
  const unreadable = await findSegments(files, directory, segments)
  if (unreadable.length > 0 && segments.oldest() === null) return err({ type: 'store-unreadable' })
  const { index, ...recovered } = await recover(files, directory, segments, unreadable)
  const hasLost = recovered.lostSegments + recovered.skippedBytes + recovered.brokenDocuments > 0

  let storeId = hasLost ? null : await readStoreId(files, directory)
  if (storeId === null) {
    storeId = random.bytes(16)
    await writeStoreId(files, directory, storeId)
  }
  let currentId = storeId

  let isClosed = false
  let isStopping = false
  let bytesAtSnapshot = segments.totalBytes()

  const saveIndex = async (): Promise<void> => {
    const last = segments.all().at(-1)
    if (last === undefined) return
    try {
      await writeSnapshot(files, directory, index, segments, {
        segment: last.head.number,
        offset: last.bytes,
      })
      bytesAtSnapshot = segments.totalBytes()
    } catch (error) {
      report({ type: 'snapshot-failed', reason: toStoreError(error).type })
    }
  }

  const committer = createCommitter(
    segments,
    index,
    { segmentBytes, maxWaitingBytes: options.maxWaitingBytes ?? 64 << 20 },
    {
      onCommitted: () => compaction.consider(),
      onRotated: async () => {
        compaction.retry()
        // A snapshot costs its size: written seldom enough to stay an eighth of the log's own writing.
        const grownBytes = Math.abs(segments.totalBytes() - bytesAtSnapshot)
        if (grownBytes >= Math.max(segmentBytes, 8 * snapshotBytes(index))) await saveIndex()
      },
    },
  )

  const reading = createReading({
    segments,
    index,
    committer,
    maxChainEntries: options.maxChainEntries ?? 64,
    onDamaged: async key => {
      report({ type: 'document-damaged', documentId: documentOfKey(key) })
      currentId = random.bytes(16)
      await writeStoreId(files, directory, currentId).catch((error: unknown) => {
        report({ type: 'store-id-failed', reason: toStoreError(error).type })
      })
    },
  })

  const compaction = createCompaction({
    segments,
    index,
    minDeadBytes: segmentBytes,
    activeNumber: committer.activeNumber,
    isStopped: () => isStopping,
    moveToEnd: reading.moveToEnd,
    onRemoved: segment => report({ type: 'segment-removed', segment }),
    onStopped: reason => report({ type: 'compaction-stopped', reason }),
  })

  const last = segments.all().at(-1)
  if (last !== undefined && last.head.number === segments.lastNumber() && last.bytes < segmentBytes) {
    const file = await files.open(segments.pathOf(last.head.number), 'write')
    committer.resume({ head: last.head, file }, last.bytes)
  }
  // What was found damaged has been told once; the next start begins behind it.
  if (hasLost || !recovered.fromSnapshot) await saveIndex()
  report({
    type: 'opened',
    documents: index.size(),
    segments: segments.all().length,
    ...recovered,
  })
  compaction.consider()

  const whenOpen = async <T>(answer: () => T | Promise<T>): Promise<Result<T, StoreError>> =>
    isClosed ? err({ type: 'store-closed' }) : ok(await answer())

  const write = async (type: 'append' | 'replace', documentId: string, entry: StoreEntry) => {
    assertDocumentId(documentId)
    assertOwner(entry.owner32)
    if (isClosed) return err<StoreError>({ type: 'store-closed' })
    const written = await committer.write({ kind: { type }, key: keyOfDocument(documentId), ...entry })
    return written.ok ? ok(null) : written
  }

  const close = async (): Promise<void> => {
    isStopping = true
    await reading.settled()
    await compaction.settled()
    await committer.close()
    await saveIndex()
    await segments.close()
    await lock.release()
  }
  let closing: Promise<void> | null = null

  return ok({
    storeId: () => currentId.slice(),
    load: async documentId => {
      assertDocumentId(documentId)
      return isClosed ? err({ type: 'store-closed' }) : reading.load(keyOfDocument(documentId))
    },
    append: (documentId, entry) => write('append', documentId, entry),
    replace: (documentId, entry) => write('replace', documentId, entry),
    has: async documentId => {
      assertDocumentId(documentId)
      return whenOpen(() => index.has(keyOfDocument(documentId)))
    },
    ownerOf: async documentId => {
      assertDocumentId(documentId)
      return whenOpen(() => index.owner(index.get(keyOfDocument(documentId))?.owner ?? 0))
    },
    place: () => whenOpen(() => placeOf({ segments, storeId: currentId })),
    writtenSince: place => whenOpen(() => writtenSince({ index, segments, storeId: currentId }, place)),
    stats: () => whenOpen(() => ({ documents: index.size(), bytes: index.totalBytes() })),
    bytesByOwner: async owner32 => {
      assertOwner(owner32)
      return whenOpen(() => index.bytesByOwner(owner32))
    },
    diskBytes: segments.totalBytes,
    settled: async () => {
      await reading.settled()
      await compaction.settled()
    },
    close: () => {
      isClosed = true
      closing ??= close()
      return closing
    },
  })
}
