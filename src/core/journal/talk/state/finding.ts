/** Looks for posts that are not here, and for news from people whose journals are not kept. */
import type { Clock } from '../../../../base/clock.ts'
import type { SealedRows } from '../../../private/private-types.ts'
import type { JournalLine } from '../../journal-types.ts'
import { entryKey, type EntryRef } from '../rows/keys.ts'
import { isThere } from '../rows/reading.ts'
import { accountOf } from '../rows/refs.ts'

/** `unknown`: the relay was listened to, every segment that can be had was read, and it is in none. */
type Found = 'looking' | 'offline' | 'unknown'

export interface Finding {
  /** Begins to look, once a minute at most and when the relay is back; `onChange` says when that is over. */
  find(ref: EntryRef): Found
  /** Looks at the newest of theirs, once a minute at most; whose journals are kept are new anyway. */
  freshen(account: string): void
}

interface FindingDeps {
  readonly line: Pick<JournalLine, 'look'>
  readonly rows: SealedRows
  readonly clock: Clock
  readonly isKept: (account: string) => boolean
  /** The relay is being listened to. */
  readonly isLive: () => boolean
  readonly onChange: () => void
  readonly onFailure: (error: unknown) => void
}

interface Search {
  state: Found
  readonly atMs: number
}

const againMs = 60_000
/** From the newest back. */
const mostSegments = 64
const mostRemembered = 2_000

export const createFinding = (deps: FindingDeps): Finding => {
  const searches = new Map<string, Search>()
  const freshened = new Map<string, number>()
  const isRecent = (atMs: number | undefined): boolean =>
    atMs !== undefined && deps.clock.nowMs() - atMs < againMs

  const begin = (ref: EntryRef): Search => {
    const search: Search = { state: 'looking', atMs: deps.clock.nowMs() }
    if (searches.size >= mostRemembered) searches.clear()
    searches.set(entryKey(ref), search)
    const wasLive = deps.isLive()
    const end = (state: Found): void => {
      search.state = state === 'unknown' && !(wasLive && deps.isLive()) ? 'offline' : state
      deps.onChange()
    }
    lookEverywhere(ref, deps).then(end, (error: unknown) => {
      deps.onFailure(error)
      end('unknown')
    })
    return search
  }

  return {
    find(ref) {
      const known = searches.get(entryKey(ref))
      if (known?.state === 'looking') return known.state
      const isOver =
        known === undefined || !isRecent(known.atMs) || (known.state === 'offline' && deps.isLive())
      return (isOver ? begin(ref) : known).state
    },
    freshen(account) {
      if (deps.isKept(account) || isRecent(freshened.get(account))) return
      if (freshened.size >= mostRemembered) freshened.clear()
      freshened.set(account, deps.clock.nowMs())
      deps.line.look(accountOf(account), null).then(deps.onChange, deps.onFailure)
    },
  }
}

const lookEverywhere = async (ref: EntryRef, { line, rows }: FindingDeps): Promise<Found> => {
  const account = accountOf(ref.account)
  const newest = await line.look(account, null)
  if (newest.state === 'offline') return 'offline'
  const last = newest.segments - 1
  for (let segment = last - 1; segment >= 0 && segment > last - mostSegments; segment--) {
    if (await isThere(rows, entryKey(ref))) return 'unknown'
    const reach = await line.look(account, segment)
    if (reach.state === 'offline') return 'offline'
  }
  return 'unknown'
}
