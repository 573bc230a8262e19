/**
 * Intros in one file that is only ever added to (intros/journal.ts), and written anew when most of it is over. One
 * process at a time: the folder is within the one that the log store has locked.
 */
import { concatBytes } from '../../src/base/bytes.ts'
import { type Random, systemRandom } from '../../src/base/random.ts'
import { err, ok, type Result } from '../../src/base/result.ts'
import {
  applyIntroChanges,
  assertIntroChanges,
  type IntroChanges,
  type IntroRow,
  type IntroStore,
  maxRowsPerWrite,
} from './intro-store.ts'
import { encodeChanges, readJournal } from './intros/journal.ts'
import {
  nodeFileSystem,
  openIfThere,
  readUpTo,
  replaceFile,
  type StoreFile,
  type StoreFileSystem,
  toStoreError,
  writeAll,
} from './log/file-system.ts'
import { encodeSegmentHead, newSegmentHead, type SegmentHead } from './log/frame.ts'
import type { StoreError } from './store.ts'

export interface FileIntroStoreOptions {
  /** Made when missing. */
  readonly directory: string
  readonly files?: StoreFileSystem
  readonly random?: Random
  /** Bytes that could not be read, for the operator; what stood in them is lost. */
  readonly onDamaged?: (bytes: number) => void
  /** Writes beyond this many waiting ones are answered `store-busy`. */
  readonly maxWaiting?: number
}

interface Job {
  readonly changes: IntroChanges
  readonly answer: (answer: Result<null, StoreError>) => void
}

const name = 'intros'
/** So much may be over before a small file is written anew. */
const leastSlackBytes = 64 << 10

export const openFileIntroStore = async (
  options: FileIntroStoreOptions,
): Promise<Result<IntroStore, StoreError>> => {
  const { directory, files = nodeFileSystem } = options
  try {
    await files.makeDirectory(directory)
    const bytes = await readWhole(files, `${directory}/${name}`)
    return ok(createStore(options, bytes))
  } catch (error) {
    return err(toStoreError(error))
  }
}

const readWhole = async (files: StoreFileSystem, path: string): Promise<Uint8Array> => {
  const file = await openIfThere(files, path)
  if (file === null) return new Uint8Array()
  try {
    return await readUpTo(file, 0, (await file.stat()).size)
  } finally {
    await file.close()
  }
}

const createStore = (options: FileIntroStoreOptions, found: Uint8Array): IntroStore => {
  const { directory, files = nodeFileSystem, random = systemRandom, maxWaiting = 4_096 } = options
  const rows = new Map<string, IntroRow>()
  /** Null: it has to be written anew before anything can be added. */
  let open: { readonly file: StoreFile; readonly head: SegmentHead } | null = null
  let end = 0
  let slackAfter = 0
  let waiting: Job[] = []
  let running: Promise<void> | null = null
  let isClosed = false

  const journal = readJournal(found)
  for (const changes of journal?.changes ?? []) applyIntroChanges(rows, changes)
  const lostBytes = journal === null ? found.length : journal.skippedBytes
  if (lostBytes > 0) options.onDamaged?.(lostBytes)

  const writeAnew = async (): Promise<void> => {
    const head = newSegmentHead(1, random)
    const pieces = [encodeSegmentHead(head), ...framesOf(head, [...rows.values()])]
    await closeFile()
    await replaceFile(files, directory, name, async file => {
      let at = 0
      for (const piece of pieces) {
        await writeAll(file, piece, at)
        at += piece.length
      }
      end = at
    })
    slackAfter = 2 * end + leastSlackBytes
    open = { file: await files.open(`${directory}/${name}`, 'write'), head }
  }
  const closeFile = async (): Promise<void> => {
    const file = open?.file
    open = null
    await file?.close().catch(() => undefined)
  }
  /** What was refused must not be found at the next start. */
  const cutBack = async (): Promise<void> => {
    await open?.file.truncate(end).catch(() => undefined)
    await closeFile()
  }

  const commit = async (jobs: readonly Job[]): Promise<Result<null, StoreError>> => {
    try {
      if (open === null || end > slackAfter) await writeAnew()
      if (open === null) return err({ type: 'store-failed', detail: 'no file' })
      const { file, head } = open
      const bytes = concatBytes(...jobs.map(({ changes }) => encodeChanges(head, changes)))
      await writeAll(file, bytes, end)
      await file.datasync()
      end += bytes.length
      for (const { changes } of jobs) applyIntroChanges(rows, changes)
      return ok(null)
    } catch (error) {
      await cutBack()
      return err(toStoreError(error))
    }
  }
  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const jobs = waiting
      waiting = []
      const answer = await commit(jobs)
      for (const job of jobs) job.answer(answer)
    }
  }
  const wake = (): void => {
    running ??= run().finally(() => {
      running = null
      if (waiting.length > 0) wake()
    })
  }
  const drained = async (): Promise<void> => {
    if (running === null) return
    await running
    await drained()
  }

  return {
    rows: () => rows.values(),
    write(changes) {
      assertIntroChanges(changes)
      if (isClosed) return Promise.resolve(err({ type: 'store-closed' }))
      if (waiting.length >= maxWaiting) return Promise.resolve(err({ type: 'store-busy' }))
      return new Promise(answer => {
        waiting.push({ changes, answer })
        wake()
      })
    },
    async close() {
      isClosed = true
      await drained()
      await closeFile()
    },
  }
}

const framesOf = (head: SegmentHead, rows: readonly IntroRow[]): readonly Uint8Array[] =>
  Array.from({ length: Math.ceil(rows.length / maxRowsPerWrite) }, (_, index) =>
    encodeChanges(head, { put: rows.slice(index * maxRowsPerWrite, (index + 1) * maxRowsPerWrite) }),
  )
