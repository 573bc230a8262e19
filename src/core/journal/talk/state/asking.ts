/**
 * Asks the relay who else said something, and looks whether they did. What a relay answers is a hint: only an entry that
 * stands in that journal, and is about what was asked, counts.
 */
import { bytesToHex } from '../../../../base/bytes.ts'
import type { Clock } from '../../../../base/clock.ts'
import type { Reference } from '../../../../protocol/directory/directory-types.ts'
import type { DiscoveryService } from '../../../discovery/discovery-types.ts'
import type { SealedRows } from '../../../private/private-types.ts'
import type { TalkRow } from '../../../api.ts'
import type { JournalLine } from '../../journal-types.ts'
import type { StoredEntry } from '../rows/entry-row.ts'
import { readEntry } from '../rows/reading.ts'
import { refOf } from '../rows/refs.ts'
import { mostMarks } from '../rows/small-rows.ts'

export interface Asking {
  state(name: string): TalkRow['asked']
  /**
   * Once in `restMs` at most for each name, which is a minute if nothing is said. `isAbout` says whether an entry is what the relay claims of it. Answers when all
   * that was new has been looked at.
   */
  ask(name: string, key: Uint8Array, isAbout: (entry: StoredEntry) => boolean, restMs?: number): Promise<void>
}

interface AskingDeps {
  readonly line: Pick<JournalLine, 'look'>
  readonly rows: SealedRows
  readonly discovery: () => Pick<DiscoveryService, 'references'>
  readonly clock: Clock
  readonly isLive: () => boolean
  readonly isBlocked: (account: string) => boolean
  readonly onChange: () => void
}

const againMs = 60_000
const mostReferences = 1_000
/** Journals that one question makes this device look at. */
const mostLooks = 64
const looksAtOnce = 4
const mostRemembered = 2_000

interface Asked {
  readonly state: TalkRow['asked']
  readonly askedAtMs: number
}

export const createAsking = (deps: AskingDeps): Asking => {
  const known = new Map<string, Asked>()
  const note = (name: string, state: TalkRow['asked'], askedAtMs: number): void => {
    if (known.size >= mostRemembered) known.clear()
    known.set(name, { state, askedAtMs })
    deps.onChange()
  }
  return {
    state: name => known.get(name)?.state ?? 'no',
    async ask(name, key, isAbout, restMs = againMs) {
      const before = known.get(name)
      const nowMs = deps.clock.nowMs()
      const isRecent = before !== undefined && nowMs - before.askedAtMs < restMs
      if (before?.state === 'asking' || (isRecent && before.state !== 'offline')) return
      if (!deps.isLive()) return note(name, 'offline', nowMs)
      note(name, 'asking', nowMs)
      const answer = await deps.discovery().references([key], mostReferences)
      if (answer.ok) {
        const refused = await check(answer.value, isAbout, deps)
        return note(name, { atMs: deps.clock.nowMs(), refused }, nowMs)
      }
      note(name, answer.error.type === 'offline' ? 'offline' : (before?.state ?? 'no'), nowMs)
    },
  }
}

/** How many of the references are not what the relay said. */
const check = async (
  references: readonly Reference[],
  isAbout: (entry: StoredEntry) => boolean,
  deps: AskingDeps,
): Promise<number> => {
  const wanted = fewOfEach(references.filter(({ account }) => !deps.isBlocked(bytesToHex(account))))
  const looked = await lookAt(await unknownOf(wanted, deps), deps)
  let refused = 0
  for (const reference of wanted) {
    const entry = await readEntry(deps.rows, refOf(reference.account, reference.id))
    if (entry === null ? looked.has(segmentOf(reference)) : !isAbout(entry)) refused++
  }
  return refused
}

/** However often somebody says the same, so many of their entries count. */
const fewOfEach = (references: readonly Reference[]): readonly Reference[] => {
  const counts = new Map<string, number>()
  return references.filter(({ account }) => {
    const id = bytesToHex(account)
    counts.set(id, (counts.get(id) ?? 0) + 1)
    return (counts.get(id) ?? 0) <= mostOfOne
  })
}
const mostOfOne = 8 * mostMarks

const segmentOf = ({ account, segment }: Reference): string => `${bytesToHex(account)} ${segment}`

const unknownOf = async (
  references: readonly Reference[],
  { rows }: AskingDeps,
): Promise<readonly Reference[]> => {
  const entries = await Promise.all(references.map(({ account, id }) => readEntry(rows, refOf(account, id))))
  const unknown = new Map<string, Reference>()
  for (const [index, reference] of references.entries()) {
    if (entries[index] === null) unknown.set(segmentOf(reference), reference)
  }
  return [...unknown.values()].slice(0, mostLooks)
}

/** Segments that were read; what could not be had is neither here nor refused. */
const lookAt = async (
  references: readonly Reference[],
  { line }: AskingDeps,
): Promise<ReadonlySet<string>> => {
  const read = new Set<string>()
  const waiting = [...references]
  const lookOn = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { state } = await line.look(next.account, next.segment)
      if (state === 'held' || state === 'nothing') read.add(segmentOf(next))
    }
  }
  await Promise.all(Array.from({ length: looksAtOnce }, lookOn))
  return read
}
