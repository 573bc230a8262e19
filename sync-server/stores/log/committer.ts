import { concatBytes } from '../../../src/base/bytes.ts'
import { err, ok, type Result } from '../../../src/base/result.ts'
import { changesBytes, type StoreError } from '../store.ts'
import type { DocumentIndex, IndexRow } from './document-index.ts'
import { encodeEntry, maxFrameBytes, type Pointer } from './entry.ts'
import { toStoreError, writeAll } from './file-system.ts'
import { maxPayloadBytes, sealFrame } from './frame.ts'
import { type ActiveSegment, isSamePlace, type Segments } from './segments.ts'

/**
 * `append` continues a document's chain, `replace` begins it anew, `rewrite` begins it anew with the
 * same changes, provided that its chain still ends where they were read from.
 */
type WriteKind =
  | { readonly type: 'append' }
  | { readonly type: 'replace' }
  | { readonly type: 'rewrite'; readonly readFrom: Pointer }

export interface Write {
  readonly kind: WriteKind
  readonly key: string
  readonly owner32: Uint8Array | null
  readonly changes: readonly Uint8Array[]
}

/** `false` for a rewrite that came too late. */
type Answer = Result<boolean, StoreError>

interface Job extends Write {
  readonly frameBytes: number
  readonly answer: (answer: Answer) => void
}

interface PreparedFrame {
  readonly bytes: Uint8Array
  readonly key: string
  readonly row: IndexRow
}

export interface CommitterLimits {
  readonly segmentBytes: number
  readonly maxWaitingBytes: number
}

const maxBatchBytes = 4 << 20

/**
 * The only writer of the log. Writes that wait together are written with one write and made durable
 * with one sync; the index changes, and answers go out, after that. When either fails, the file is cut
 * back to where it was good before anything else is written to it.
 */
export const createCommitter = (
  segments: Segments,
  index: DocumentIndex,
  limits: CommitterLimits,
  hooks: { readonly onCommitted: () => void; readonly onRotated: () => Promise<void> },
) => {
  let waiting: Job[] = []
  let waitingBytes = 0
  let tasks: (() => Promise<void>)[] = []
  let running: Promise<void> | null = null
  let active: ActiveSegment | null = null
  let endOffset = 0
  /** The file may hold bytes behind its end that were answered as failed. */
  let isDirty = false

  const nextRow = (job: Job, known: IndexRow | null, tail: Pointer): IndexRow => {
    const continued = job.kind.type === 'append' ? known : null
    return {
      tail,
      base: continued?.base ?? tail,
      entries: (continued?.entries ?? 0) + 1,
      changes: (continued?.changes ?? 0) + job.changes.length,
      changesBytes: (continued?.changesBytes ?? 0) + changesBytes(job.changes),
      owner: known !== null && known.owner !== 0 ? known.owner : index.ownerNumber(job.owner32),
    }
  }

  /** Null when the document is no longer what the rewrite was made from. */
  const prepare = (job: Job, known: IndexRow | null, tail: Pointer): PreparedFrame | null => {
    const { kind, key } = job
    if (kind.type === 'rewrite' && (known === null || !isSamePlace(known.tail, kind.readFrom))) return null
    const row = nextRow(job, known, tail)
    const previous = kind.type === 'append' && known !== null ? known.tail : null
    const isOwnerStated = previous !== null && known?.owner === row.owner
    const owner32 = isOwnerStated ? null : index.owner(row.owner)
    return { bytes: encodeEntry({ key, previous, owner32 }, job.changes), key, row }
  }

  const prepareAll = (jobs: readonly Job[], segment: ActiveSegment) => {
    const rows = new Map<string, IndexRow>()
    const frames = new Map<Job, PreparedFrame>()
    let offset = endOffset
    for (const job of jobs) {
      const known = rows.get(job.key) ?? index.get(job.key)
      const frame = prepare(job, known, { segment: segment.head.number, offset })
      if (frame === null) continue
      sealFrame(frame.bytes, segment.head)
      rows.set(job.key, frame.row)
      frames.set(job, frame)
      offset += frame.bytes.length
    }
    return frames
  }

  const retire = async (): Promise<void> => {
    const old = active
    active = null
    await old?.file.close().catch(() => undefined)
  }

  /** After a failed sync nobody knows what the disk holds: that file is cut back and never written again. */
  const repair = async (): Promise<void> => {
    if (!isDirty || active === null) return
    await active.file.truncate(endOffset)
    await active.file.datasync()
    isDirty = false
    await retire()
  }

  const writableSegment = async (): Promise<ActiveSegment> => {
    await repair()
    if (active !== null && endOffset < limits.segmentBytes) return active
    const next = await segments.create()
    await retire()
    active = next
    endOffset = segments.get(next.head.number)?.bytes ?? 0
    await hooks.onRotated()
    return next
  }

  const takeBatch = (): Job[] => {
    let bytes = 0
    const end = waiting.findIndex((job, at) => {
      bytes += job.frameBytes
      return at > 0 && bytes > maxBatchBytes
    })
    const batch = end === -1 ? waiting : waiting.slice(0, end)
    waiting = end === -1 ? [] : waiting.slice(end)
    return batch
  }

  const commit = async (jobs: readonly Job[]): Promise<(job: Job) => Answer> => {
    try {
      const segment = await writableSegment()
      const frames = prepareAll(jobs, segment)
      const pieces = [...frames.values()].map(frame => frame.bytes)
      const bytes = pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : concatBytes(...pieces)
      if (bytes.length > 0) {
        isDirty = true
        await writeAll(segment.file, bytes, endOffset)
        await segment.file.datasync()
        isDirty = false
      }
      endOffset += bytes.length
      segments.setBytes(segment.head, endOffset)
      for (const frame of frames.values()) index.set(frame.key, frame.row)
      return job => ok(frames.has(job))
    } catch (error) {
      const answer = err(toStoreError(error))
      await repair().catch(() => undefined)
      return () => answer
    }
  }

  const run = async (): Promise<void> => {
    // Writes of one turn of the event loop, from however many connections, travel together.
    await new Promise(resolve => setImmediate(resolve))
    while (waiting.length > 0 || tasks.length > 0) {
      const todo = tasks
      tasks = []
      for (const task of todo) await task()
      const batch = takeBatch()
      if (batch.length === 0) continue
      const answerTo = await commit(batch)
      for (const job of batch) {
        waitingBytes -= job.frameBytes
        job.answer(answerTo(job))
      }
      hooks.onCommitted()
    }
  }

  const wake = (): void => {
    running ??= run().finally(() => {
      running = null
      if (waiting.length > 0 || tasks.length > 0) wake()
    })
  }

  const drained = async (): Promise<void> => {
    if (running === null) return
    await running
    await drained()
  }

  return {
    write: (write: Write): Promise<Answer> => {
      const frameBytes = maxFrameBytes(write.changes.length, changesBytes(write.changes))
      if (frameBytes > maxPayloadBytes) {
        return Promise.resolve(err({ type: 'entry-too-large', maxBytes: maxPayloadBytes }))
      }
      if (waitingBytes > 0 && waitingBytes + frameBytes > limits.maxWaitingBytes) {
        return Promise.resolve(err({ type: 'store-busy' }))
      }
      waitingBytes += frameBytes
      return new Promise(answer => {
        waiting.push({ ...write, frameBytes, answer })
        wake()
      })
    },
    /** Runs between two batches, when the index and the end of the log stand still. */
    exclusively: (task: () => Promise<void>): Promise<void> =>
      new Promise((resolve, reject) => {
        tasks.push(() => task().then(resolve, reject))
        wake()
      }),
    /** Goes on writing at the end of a segment that was found whole. */
    resume: (segment: ActiveSegment, offset: number): void => {
      active = segment
      endOffset = offset
    },
    activeNumber: (): number | null => active?.head.number ?? null,
    /** Waits for every write and task, then closes the file. */
    close: async (): Promise<void> => {
      await drained()
      await repair().catch(() => undefined)
      await retire()
    },
  }
}

export type Committer = ReturnType<typeof createCommitter>
