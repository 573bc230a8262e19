/** The work of a line: reads segments that changed, tries again what waited, and hands on what came of it. */
import { bytesToHex, equalBytes } from '../../../base/bytes.ts'
import type { Result } from '../../../base/result.ts'
import { limits } from '../../../protocol/limits.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { EpochId } from '../../../protocol/rooms/room-types.ts'
import type { EntryKey } from '../../documents/index.ts'
import type { StorageError } from '../../ports.ts'
import type { Arrival } from '../chat-types.ts'
import type { EpochShelf } from './epoch-shelf.ts'
import type { Feed } from './feed.ts'
import type { Keychain } from './keychain.ts'
import type { LineFeeds, OpenSegment } from './line-feeds.ts'
import type { Outbox } from './outbox.ts'
import { isFromBefore } from './read-envelope.ts'
import { readNew } from './reader.ts'
import type { ReaderDeps } from './reading.ts'
import type { Segment, Wait } from './segment.ts'

export interface WorkDeps {
  readonly reader: ReaderDeps
  readonly feeds: LineFeeds
  readonly epochs: EpochShelf
  readonly keychain: Keychain
  readonly outbox: Outbox
  /** Segments that changed since they were read. */
  readonly changed: Set<OpenSegment>
  /** What waits in segments that are not open, by their names. */
  readonly closedWaits: Map<string, readonly Wait[]>
  /** Names of segments that are to be read again. */
  readonly readAgain: Set<string>
  readonly onGrown: () => void
  readonly onWanted: (account: AccountId) => void
  /** Another device says that it wrote into older segments. */
  readonly onLate: (feed: Feed) => void
}

export interface LineWork {
  /** Answers when all that changed is read, and written. */
  run(): Promise<Result<null, StorageError>>
  /** What matches is tried again, at once where its segment is open. */
  retry(matches: (wait: Wait) => boolean): Promise<void>
  /** Everything of one segment, also what waited. */
  readWhole(one: OpenSegment): Promise<void>
  /** Tells of what still waits and was not told of. */
  sayWaits(): void
  hasUnsaid(): boolean
  /** Whether all of its envelopes are for others: from before one joined, as far as is known. */
  isFromBefore(segment: Segment): boolean
}

export const segmentName = (feed: string, number: number): string => `${feed}/${number}`

const nothingAgain: ReadonlySet<EntryKey> = new Set()

export const createLineWork = (deps: WorkDeps): LineWork => {
  const { feeds, epochs, outbox, reader } = deps

  const isOpen = ({ feed, segment }: OpenSegment): boolean => feed.open.get(segment.number) === segment

  const read = async (one: OpenSegment, again: ReadonlySet<EntryKey>): Promise<void> => {
    if (!isOpen(one)) return
    const { feed, segment } = one
    const keys = new Set([...again, ...segment.waitedBefore()])
    const { arrivals, gone, news, learnt, wanted, entries } = await readNew(feed, segment, keys, reader)
    if (gone.length > 0) outbox.add({ kind: 'gone', ids: gone })
    if (news.length > 0) outbox.add({ kind: 'devices', news })
    if (arrivals.length > 0) outbox.add({ kind: 'arrived', arrivals })
    for (const account of wanted) deps.onWanted(account)
    if (arrivals.some(arrival => isLateOfAnother(arrival, reader.signer.publicKey))) deps.onLate(feed)
    if (entries >= limits.segmentEntries && feed.growTo(segment.number + 1)) {
      await feeds.openEnd(feed)
      deps.onGrown()
    }
    if (learnt.length > 0) await noteLearnt(learnt)
  }
  const noteLearnt = async (learnt: readonly EpochId[]): Promise<void> => {
    for (const id of learnt) {
      const epoch = epochs.get(id)
      const isOwn = epoch !== null && equalBytes(epoch.creatorDevice, reader.signer.publicKey)
      if (epoch !== null && epoch.secret !== null && !isOwn)
        deps.keychain.addLater(reader.room, id, epoch.secret)
    }
    const names = new Set(learnt.map(bytesToHex))
    await retry(({ epoch }) => epoch !== null && names.has(bytesToHex(epoch)))
  }
  const retry = async (matches: (wait: Wait) => boolean): Promise<void> => {
    for (const one of feeds.openNow()) {
      const again = new Set([...one.segment.waits().values()].filter(matches).map(({ key }) => key))
      if (again.size > 0) await read(one, again)
    }
    for (const [name, waits] of deps.closedWaits) if (waits.some(matches)) deps.readAgain.add(name)
    if (deps.readAgain.size > 0) deps.onGrown()
  }

  return {
    async run() {
      while (deps.changed.size > 0) {
        const batch = [...deps.changed]
        deps.changed.clear()
        for (const one of batch) await read(one, nothingAgain)
      }
      return outbox.flush()
    },
    retry,
    readWhole: one => read(one, new Set(one.segment.waits().keys())),
    sayWaits() {
      const arrivals = feeds.openNow().flatMap(one => unsaidIn(one).map(wait => say(one, wait)))
      if (arrivals.length > 0) outbox.add({ kind: 'arrived', arrivals })
    },
    hasUnsaid: () => feeds.openNow().some(one => unsaidIn(one).length > 0),
    isFromBefore(segment) {
      const waits = [...segment.waits().values()].filter(({ id }) => id !== null)
      const known = waits.flatMap(({ epoch }) => (epoch === null ? [] : (epochs.get(epoch) ?? [])))
      const isAllWaiting = waits.length > 0 && waits.length === segment.ids().length
      return isAllWaiting && known.length > 0 && known.every(epoch => isFromBefore(epoch, reader))
    },
  }
}

const isLateOfAnother = ({ header, content }: Arrival, ownDevice: Uint8Array): boolean =>
  content.ok && content.plain.body.type === 'late' && !equalBytes(header.device, ownDevice)

/** What was read in this session: of the rest the header is not at hand, and it is read again first. */
const unsaidIn = ({ segment }: OpenSegment): Wait[] =>
  [...segment.waits().values()].filter(({ isSaid, header }) => !isSaid && header !== null)

const say = ({ feed, segment }: OpenSegment, wait: Wait): Arrival => {
  segment.wait({ ...wait, isSaid: true })
  if (wait.id === null || wait.header === null) throw new Error('say: an epoch has nothing to say')
  const reason = wait.account === null ? 'no-key' : 'not-certified'
  return { id: wait.id, author: feed.account, header: wait.header, content: { ok: false, reason } }
}
