/**
 * What can wait a little: telling people that something cannot be read, and looking again for what others' numbers say
 * exists. Most of it comes by itself while documents are still arriving.
 */
import type { Clock } from '../../../base/clock.ts'
import type { Chains } from './chains.ts'
import type { Feed } from './feed.ts'
import type { LineFeeds } from './line-feeds.ts'
import type { LineWork } from './line-work.ts'

const graceMs = 3_000
/** Segments to look at again at first, and how many times more when that was not enough. */
const firstDepth = 4
const depthGrowth = 4

export interface PatienceDeps {
  readonly clock: Clock
  readonly feeds: LineFeeds
  readonly chains: Chains
  readonly work: LineWork
  /** More is on its way. */
  readonly isBusy: () => boolean
  /** When the time has come: within the line's turn. */
  readonly inTurn: (task: () => void) => void
  readonly onLookAgain: () => void
}

export interface Patience {
  /** Something may have to be told or looked for later. */
  start(): void
  /** The account said itself that something came late. */
  lookAgain(feed: Feed): void
  stop(): void
}

interface Looked {
  readonly missing: number
  readonly depth: number
}

export const createPatience = ({
  clock,
  feeds,
  chains,
  work,
  isBusy,
  inTurn,
  onLookAgain,
}: PatienceDeps): Patience => {
  const looked = new Map<string, Looked>()
  let cancel: (() => void) | null = null

  const missingIn = (feed: Feed): number => chains.missing(feed.account, feed.isWhole())
  const isUnresolved = (feed: Feed): boolean => {
    const before = looked.get(feed.name)
    const missing = missingIn(feed)
    return missing > 0 && (before === undefined || missing > before.missing || before.depth <= feed.newest())
  }
  const look = (feed: Feed): void => {
    const before = looked.get(feed.name)
    const missing = missingIn(feed)
    const isDeeper = before !== undefined && missing <= before.missing
    const depth = isDeeper ? before.depth * depthGrowth : firstDepth
    looked.set(feed.name, { missing, depth })
    feed.lookAgain(depth)
    onLookAgain()
  }
  const hasReason = (): boolean => work.hasUnsaid() || feeds.all().some(isUnresolved)
  const start = (): void => {
    if (cancel === null && hasReason()) cancel = clock.after(graceMs, due)
  }
  const due = (): void => {
    cancel = null
    if (isBusy()) return start()
    inTurn(() => {
      work.sayWaits()
      for (const feed of feeds.all()) if (isUnresolved(feed)) look(feed)
    })
  }
  return {
    start,
    lookAgain(feed) {
      feed.lookAgain(firstDepth)
      onLookAgain()
    },
    stop: () => cancel?.(),
  }
}
