/**
 * Opening segments: each is read, brought in step, read again, and closed. One's own newest stays open to be written to,
 * and so does one's own that the relay has not got as it is.
 */
import { equalBytes } from '../../../base/bytes.ts'
import { journalGenesis } from '../../../protocol/journal/journal-genesis.ts'
import type { DocId } from '../../../protocol/relay/frames.ts'
import { createSerial, docIdOf } from '../../documents/index.ts'
import { type StepOutcome, whenInStep } from '../../sync/in-step.ts'
import { createJobQueue } from './job-queue.ts'
import type { Journal } from './journals.ts'
import type { LineDeps } from './line-deps.ts'
import type { OpenSegment, Reader } from './reader.ts'
import { rowKeys, segmentName } from './row-keys.ts'

/** `dropped`: too much is being looked at. `broken`: what is on disk cannot be opened. */
export type VisitOutcome = StepOutcome | 'dropped' | 'broken'

export interface Visits {
  visit(journal: Journal, segment: number, isLookedAt: boolean): Promise<VisitOutcome>
  /** Something that it waited for has come. */
  readAgain(journal: Journal, segment: number): void
  /** Opens one's own at once and leaves it open; null when what is on disk cannot be opened. */
  stay(journal: Journal, segment: number): Promise<OpenSegment | null>
  /** The segments that stay open may close when they can, but for this one. */
  stayOnly(segment: number): void
  isOpen(doc: DocId): boolean
  /** Open, or about to be. */
  isBusy(journal: Journal, segment: number): boolean
  close(): void
}

export interface VisitDeps extends Pick<
  LineDeps,
  'self' | 'store' | 'engine' | 'rows' | 'ports' | 'onOpened'
> {
  readonly reader: Reader
  /** It is open from now on, and not parked. */
  readonly onOpen: (journal: Journal, segment: number) => void
  /** It was closed, or a visit is over. */
  readonly onLeft: (journal: Journal) => void
}

const jobLimits = { background: 8, all: 24, looks: 256 }

interface Open {
  readonly segment: OpenSegment
  readonly inTurn: ReturnType<typeof createSerial>
  readonly stop: () => void
  users: number
  isStaying: boolean
  /** The document has changed since it was last read. */
  isDirty: boolean
}

export const createVisits = (deps: VisitDeps): Visits => {
  const { self, store, engine, rows, ports, reader } = deps
  const open = new Map<DocId, Open>()
  const queue = createJobQueue<VisitOutcome>(jobLimits)
  const opening = createSerial()
  let isClosed = false

  const mayRead = ({ isDirty }: Open): boolean => isDirty && !isClosed
  const readNow = (one: Open): Promise<void> =>
    one.inTurn(async () => {
      while (mayRead(one)) {
        one.isDirty = false
        await reader.read(one.segment)
      }
    })
  const readSoon = (one: Open): void => {
    readNow(one).catch((error: unknown) => logFailure(deps, 'journal-not-read', error))
  }
  const openOne = async (journal: Journal, number: number): Promise<Open | null> => {
    const genesis = journalGenesis(journal.account, number)
    const known = open.get(docIdOf(genesis))
    if (known !== undefined || isClosed) return known ?? null
    // Should that fail, what comes now and is not told before the program ends is told when there is more.
    await rows.write([rows.seal(rowKeys.open(journal.account, number), journal.account)])
    const opened = await store.open(genesis)
    if (!opened.ok) {
      ports.log({ event: 'journal-not-opened', document: docIdOf(genesis), reason: opened.error.type })
      return null
    }
    const replica = opened.value
    const segment = await reader.open(journal, number, replica)
    const stop = replica.onChange(() => {
      one.isDirty = true
      readSoon(one)
    })
    const one: Open = { segment, inTurn: createSerial(), stop, users: 0, isStaying: false, isDirty: true }
    open.set(replica.id, one)
    deps.onOpen(journal, number)
    deps.onOpened(replica)
    return one
  }
  const mayShut = ({ segment, users, isStaying }: Open): boolean => {
    const { replica, journal } = segment
    const isOnlyHere =
      equalBytes(journal.account, self) && replica.heads().length > 0 && !engine.isAcknowledged(replica.id)
    return users === 0 && !isStaying && !isOnlyHere && !isClosed
  }
  const shut = async (one: Open): Promise<void> => {
    const { journal, number, replica } = one.segment
    if (!mayShut(one) || open.get(replica.id) !== one) return
    engine.untrack(replica.id)
    open.delete(replica.id)
    // What somebody asked to be read before that is read to its end.
    await readNow(one)
    await store.release(replica.id)
    one.stop()
    await rows.write([[rowKeys.open(journal.account, number), null]])
    // Something came in between.
    if (one.isDirty) visitAgain(journal, number)
    else deps.onLeft(journal)
  }
  const use = async (journal: Journal, number: number): Promise<VisitOutcome> => {
    const one = await opening(() => openOne(journal, number))
    if (one === null) return 'broken'
    one.users++
    one.isDirty = true
    try {
      await readNow(one)
      const outcome = await whenInStep(one.segment.replica, deps)
      await readNow(one)
      return outcome
    } finally {
      one.users--
      await opening(() => shut(one))
    }
  }
  const goOn = (visiting: Promise<VisitOutcome>): void => {
    visiting.catch((error: unknown) => logFailure(deps, 'journal-visit-failed', error))
  }
  const visit = async (journal: Journal, number: number, isLookedAt: boolean): Promise<VisitOutcome> => {
    const visiting = queue.add(segmentName(journal.account, number), isLookedAt, () => use(journal, number))
    const outcome = visiting === null ? 'dropped' : await visiting
    deps.onLeft(journal)
    return outcome
  }
  /** A visit that is under way may be past reading. */
  const visitAgain = (journal: Journal, number: number): void => {
    const visiting = queue.redo(segmentName(journal.account, number), () => use(journal, number))
    goOn(visiting.finally(() => deps.onLeft(journal)))
  }
  const shutWhatMay = (): void => {
    for (const one of open.values()) {
      if (mayShut(one))
        opening(() => shut(one)).catch((error: unknown) => logFailure(deps, 'journal-not-closed', error))
    }
  }
  const stopListening = engine.onAcknowledged(shutWhatMay)

  return {
    visit,
    readAgain(journal, number) {
      const one = open.get(docIdOf(journalGenesis(journal.account, number)))
      if (one === undefined) return visitAgain(journal, number)
      one.isDirty = true
      readSoon(one)
    },
    async stay(journal, number) {
      const one = await opening(async () => {
        const opened = await openOne(journal, number)
        if (opened !== null) opened.isStaying = true
        return opened
      })
      if (one === null) return null
      readSoon(one)
      return one.segment
    },
    stayOnly(number) {
      for (const one of open.values()) one.isStaying = one.isStaying && one.segment.number === number
      shutWhatMay()
    },
    isOpen: doc => open.has(doc),
    isBusy: (journal, number) =>
      queue.has(segmentName(journal.account, number)) ||
      open.has(docIdOf(journalGenesis(journal.account, number))),
    close() {
      isClosed = true
      stopListening()
      queue.close()
      for (const { stop } of open.values()) stop()
    },
  }
}

const logFailure = ({ ports }: Pick<VisitDeps, 'ports'>, event: string, error: unknown): void =>
  ports.log({ event, detail: error instanceof Error ? error.message : 'unknown' })
