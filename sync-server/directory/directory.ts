/**
 * What is public, to be asked about: who wants to be found, and which entries of journals are about what. All of it comes
 * from documents that the relay holds, and is made anew from them whenever the file of the index is missing or damaged.
 */
import { bytesToHex } from '../../src/base/bytes.ts'
import type { Clock } from '../../src/base/clock.ts'
import { err, type Result } from '../../src/base/result.ts'
import type {
  PeopleAnswer,
  PeopleQuestion,
  ReferencesAnswer,
  ReferencesQuestion,
} from '../../src/protocol/directory/directory-types.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import { createDocumentGenesis, type DocumentKind } from '../../src/protocol/records/document-genesis.ts'
import type { DocId } from '../../src/protocol/relay/frames.ts'
import { docIdOf } from '../accounts/accounts.ts'
import type { WatchWrites } from '../documents/custody.ts'
import type { Hub } from '../documents/hub.ts'
import type { DirectoryLimits } from '../limits.ts'
import { errorName, type Log } from '../log.ts'
import type { DocumentStore, StorePlace } from '../stores/store.ts'
import type { FoundIndex, IndexFile, Kept } from './index-file.ts'
import { createPublicIndex } from './public-index.ts'
import { createReadingQueue } from './queue.ts'
import { readDocument } from './read-document.ts'
import { createReader } from './reader.ts'
import type { StartThread } from './thread.ts'

export interface DirectoryDeps {
  readonly store: Pick<DocumentStore, 'place' | 'writtenSince'>
  readonly covered: Hub['covered']
  readonly openFile: OpenIndexFile
  readonly startThread: StartThread
  readonly clock: Clock
  readonly log: Log
  readonly limits: DirectoryLimits
}

/** `kept`: all that is to be in the file at that moment. */
export type OpenIndexFile = (kept: () => Kept, onFailed: (code: string) => void) => IndexFile

/** `not-ready`: the index is being made. `malformed`: a cursor that this relay did not give out. */
export type DirectoryProblem = 'not-ready' | 'malformed'

export interface Directory {
  people(question: PeopleQuestion): Result<PeopleAnswer, DirectoryProblem>
  references(question: ReferencesQuestion): Result<ReferencesAnswer, DirectoryProblem>
  readonly onWrite: WatchWrites
  onChainChanged(account: AccountId): void
  /** Reads what was kept, and then what was written since. */
  start(): Promise<void>
  /** After the last write, and before the store is closed. */
  close(): Promise<void>
}

/** Until a store that could not say what was written is asked again. */
const againMs = 5_000

const publicKinds: ReadonlySet<DocumentKind> = new Set(['identity', 'profile', 'journal'])

export const createDirectory = (deps: DirectoryDeps): Directory => {
  const { store, clock, log, limits } = deps
  const index = createPublicIndex(limits)
  const reader = createReader(deps.startThread, clock, { readMs: limits.readMs, idleMs: limits.readerIdleMs })
  const file = deps.openFile(
    () => ({ rows: index.rows(), place }),
    code => log({ event: 'directory-not-kept', code }),
  )
  let place: StorePlace | null = null
  /** Up to where the store had been written to when the backlog was gathered. */
  let placeOfBacklog: StorePlace | null = null
  let isReady = false
  let isClosed = false
  let cancelAgain = (): void => {}
  let writesBegun = 0
  let writesUnderWay = 0

  const keepPlace = (reached: StorePlace): void => {
    if (reached === place) return
    place = reached
    file.add({ type: 'place', place })
  }
  const read = async (doc: DocId, changedMs: number | null): Promise<void> => {
    const outcome = await readDocument({ ...deps, reader }, { doc, changedMs, known: index.get(doc) })
    if (outcome.type === 'identity') queue.addBacklog(index.ownedBy(outcome.owner))
    if (outcome.type !== 'row') return
    index.set(outcome.row)
    file.add({ type: 'row', row: outcome.row })
  }
  /** Reads what was written to the store since the place that is kept, whatever was heard of it. */
  const catchUp = async (): Promise<void> => {
    const written = await store.writtenSince(place)
    if (isClosed) return
    if (!written.ok) {
      log({ event: 'directory-behind', reason: written.error.type })
      cancelAgain = clock.after(againMs, () => inBackground(catchUp()))
      return
    }
    // What is known may be of another store.
    if (written.value.isAll) {
      index.clear()
      file.renew()
    }
    placeOfBacklog = written.value.place
    queue.addBacklog(written.value.documents)
  }
  const onBacklogDone = (): void => {
    if (placeOfBacklog === null) return
    keepPlace(placeOfBacklog)
    placeOfBacklog = null
    if (!isReady) log({ event: 'directory-ready', ...index.size() })
    isReady = true
  }
  const isStill = (): boolean => isReady && writesUnderWay === 0 && queue.isSettled()
  /** Where nothing is under way, all that was written has been read. */
  const reachPlace = async (): Promise<void> => {
    const begunBefore = writesBegun
    if (!isStill()) return
    const reached = await store.place()
    if (reached.ok && isStill() && writesBegun === begunBefore) keepPlace(reached.value)
  }
  const inBackground = (task: Promise<void>): void => {
    task.catch((error: unknown) => log({ event: 'directory-failed', error: errorName(error) }))
  }
  const queue = createReadingQueue(clock, limits, {
    read,
    onFailed: error => log({ event: 'directory-failed', error: errorName(error) }),
    onBacklogDone,
    onSettled: hasForgotten => inBackground(hasForgotten ? catchUp() : reachPlace()),
  })

  const readKept = async (): Promise<FoundIndex> => {
    try {
      return await file.read()
    } catch (error) {
      log({ event: 'directory-not-kept', code: errorName(error) })
      return { rows: [], place: null, lostBytes: 0 }
    }
  }

  return {
    people: question => (isReady ? index.people(question) : err('not-ready')),
    references: question => (isReady ? index.references(question) : err('not-ready')),
    onWrite({ kind, doc32 }, phase) {
      if (!publicKinds.has(kind)) return
      if (phase === 'begins') writesBegun++
      writesUnderWay += phase === 'begins' ? 1 : -1
      if (phase === 'ends') queue.noteChange(bytesToHex(doc32.subarray(0, 16)))
    },
    onChainChanged: account => queue.noteChange(docIdOf(createDocumentGenesis('identity', account))),
    async start() {
      const found = await readKept()
      if (found.lostBytes > 0) log({ event: 'directory-damaged', bytes: found.lostBytes })
      for (const row of found.rows) index.set(row)
      place = found.place
      await catchUp()
    },
    async close() {
      isClosed = true
      cancelAgain()
      await reachPlace()
      await reader.close()
      await queue.close()
      await file.close()
    },
  }
}
