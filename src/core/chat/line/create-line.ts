/** One room's feeds, keys and envelopes: bytes in, opened messages out; messages in, sealed bytes out. */
import { bytesToHex } from '../../../base/bytes.ts'
import { err, type Result } from '../../../base/result.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import { createDocumentGenesis } from '../../../protocol/records/document-genesis.ts'
import type { DocId } from '../../../protocol/relay/frames.ts'
import type { EpochId } from '../../../protocol/rooms/room-types.ts'
import type { StorageError } from '../../ports.ts'
import type { Line, LineEvents, LineStatus, Seating } from '../chat-types.ts'
import { createDeviceBook } from './device-news.ts'
import { chooseEpoch, compareAge } from './epoch-rules.ts'
import { entriesOf, type LineFetching } from './fetching.ts'
import { createLineParts, type LineShared } from './line-parts.ts'
import { openPassing, sealPassing } from './passing.ts'
import { createRelayMarks } from './relay-marks.ts'
import { createSending } from './sending.ts'

/** A line as the account's lines see it. */
export interface OpenLine {
  readonly line: Line
  readonly fetching: LineFetching
  openDocs(): readonly { readonly owner: AccountId; readonly doc: DocId }[]
  onAccountChange(account: AccountId): void
  /** Secrets of this room came from another device. */
  onSecrets(): void
  onAcknowledged(doc: DocId): void
  onPassing(doc: DocId, sealed: Uint8Array): void
  /** Where feeds end, as other devices of one's own know it. */
  onFeedEnds(): void
  /** How far fetching is may have changed. */
  onFetched(): void
}

const retryAfterMs = 5_000

export const createLine = async (
  initial: Seating,
  events: LineEvents,
  shared: LineShared,
): Promise<OpenLine> => {
  const { deps, keychain } = shared
  const { book, ports, engine } = deps
  const { room, conversation } = initial
  let seating = initial
  let isClosed = false
  let isWoken = false
  let lastStatus = ''
  let cancelRetry: (() => void) | null = null
  const wanted = new Set<string>()
  const lateSaid = new Set<number>()

  const parts = await createLineParts(initial, events, shared, {
    wake: () => wake(),
    inTurn: task => inTurn(task),
    onWanted: account => void openIdentity(account),
  })
  const { feeds, epochs, chains, own, observed, outbox, work, fetching, patience, serial } = parts
  const devices = createDeviceBook(deps.rows, parts.keys)
  const marks = createRelayMarks(engine, events.onRelay)

  const status = (): LineStatus => {
    const older = feeds.all().map(feed => feed.progress())
    const done = older.reduce((sum, one) => sum + one.done, 0)
    const of = older.reduce((sum, one) => sum + one.of, 0)
    const missing = feeds.all().reduce((sum, feed) => sum + chains.missing(feed.account, feed.isWhole()), 0)
    // What the relay does not have is not being fetched, as long as it is there to ask.
    const isFetching = done < of && (engine.status().line !== 'ready' || fetching.next() !== null)
    return { missing, fetching: isFetching ? { done, of } : null }
  }
  const announceStatus = (): void => {
    const now = JSON.stringify(status())
    if (now === lastStatus) return
    lastStatus = now
    events.onStatus()
  }
  const run = async (): Promise<Result<null, StorageError>> => {
    const saved = await work.run()
    if (!saved.ok) {
      ports.log({ event: 'line-rows-not-written', reason: saved.error.type })
      tryAgainLater()
      return saved
    }
    for (const segment of feeds.own().open.values()) marks.report(segment)
    patience.start()
    sayLate()
    announceStatus()
    return saved
  }
  const tryAgainLater = (): void => {
    cancelRetry ??= ports.clock.after(retryAfterMs, () => {
      cancelRetry = null
      wake()
    })
  }
  const inTurn = (task: () => unknown): void => {
    void serial(async () => {
      if (isClosed) return
      await task()
      await run()
    })
  }
  const wake = (): void => {
    if (isWoken) return
    isWoken = true
    inTurn(() => {
      isWoken = false
    })
  }
  /** Tells readers that this device wrote into a segment after another had opened the next. */
  const sayLate = (): void => {
    const feed = feeds.own()
    for (const segment of own.late(feed.newest(), entriesOf(feed))) {
      if (lateSaid.has(segment)) continue
      lateSaid.add(segment)
      void send([{ type: 'late' }]).then(sent => (sent.ok ? own.settle(segment) : lateSaid.delete(segment)))
    }
  }
  /** Of an account that an epoch quotes: its devices are not known here. */
  const openIdentity = async (account: AccountId): Promise<void> => {
    const name = bytesToHex(account)
    if (wanted.has(name)) return
    wanted.add(name)
    const opened = await deps.store.open(createDocumentGenesis('identity', account))
    if (opened.ok) deps.onOpened(opened.value)
  }
  const announceDevices = async (): Promise<Result<null, StorageError>> => {
    for (const account of seating.members) {
      const state = book.entryOf(account)?.state ?? null
      if (state === null) continue
      const { news, changes } = await devices.compare(account, state)
      if (changes.length > 0) outbox.add(news.length === 0 ? null : { kind: 'devices', news }, changes)
    }
    return outbox.flush()
  }
  const sending = createSending({
    deps,
    room,
    feeds,
    epochs,
    own,
    keychain,
    made: parts.made,
    seating: () => seating,
    work: run,
    announceDevices,
  })
  const send: Line['send'] = bodies =>
    serial(() =>
      isClosed
        ? Promise.resolve(err({ type: 'storage-unavailable', detail: 'closed' }))
        : sending.send(bodies),
    )
  const isHeld = (epoch: EpochId): boolean => epochs.get(epoch)?.secret instanceof Uint8Array
  const takeSeating = async (next: Seating): Promise<void> => {
    seating = next
    observed.note(next.controlHeads)
    await feeds.seat(next.feeds, parts.ends.newestOf)
    await announceDevices()
    shared.wakeFetching()
  }
  await serial(() => takeSeating(initial))
  for (const { id, secret, problem } of epochs.all()) {
    if (secret !== null && problem === null) keychain.addLater(room, id, secret)
  }

  const line: Line = {
    conversation,
    seat: next => inTurn(() => takeSeating(next)),
    send,
    sayPassing(word) {
      const readers = sending.audience()
      const segment = feeds.own().open.get(feeds.own().newest())
      if (!readers.ok || segment === undefined) return
      const epoch = chooseEpoch(epochs.all(), readers.value, deps.signer.publicKey, ports.clock.nowMs())
      const { doc32 } = segment.replica.genesis
      const sealed = epoch === null ? null : sealPassing(word, epoch, room, doc32, ports.random)
      if (sealed !== null) engine.say({ type: 'passing', doc: segment.replica.id, sealed })
    },
    takeKeys: handed =>
      serial(async () => {
        const news = handed.filter(([epoch]) => !isHeld(epoch))
        if (isClosed || news.length === 0) return
        for (const [epoch, secret] of news) if (!epochs.giveSecret(epoch, secret)) epochs.hand(epoch, secret)
        // What was passed over as from before one joined may be readable now.
        for (const feed of feeds.all()) feed.endAt(null)
        for (const [epoch, secret] of news) if (isHeld(epoch)) keychain.addLater(room, epoch, secret)
        const names = new Set(news.map(([epoch]) => bytesToHex(epoch)))
        await work.retry(({ epoch }) => epoch !== null && names.has(bytesToHex(epoch)))
        await run()
        shared.wakeFetching()
      }),
    keys: limit =>
      serial(async () =>
        [...epochs.all()]
          .filter(({ problem }) => problem === null)
          .toSorted(compareAge)
          .flatMap(({ id, secret }) => (secret === null ? [] : [[id, secret] as const]))
          .slice(0, limit)
          .toReversed(),
      ),
    frontierOf: account => serial(async () => chains.frontierOf(account)),
    status,
    holds: id16 =>
      feeds
        .openNow()
        .some(({ segment }) => segment.ids().some(id => bytesToHex(id.subarray(0, 16)) === id16)),
    close: () =>
      serial(async () => {
        isClosed = true
        patience.stop()
        cancelRetry?.()
        for (const { feed, segment } of feeds.openNow()) await feeds.close(feed, segment.number)
      }),
  }
  return {
    line,
    fetching,
    openDocs: () =>
      feeds.openNow().map(({ feed, segment }) => ({ owner: feed.account, doc: segment.replica.id })),
    onAccountChange(account) {
      const name = bytesToHex(account)
      const concerned = [...seating.members, ...seating.feeds].map(bytesToHex)
      if (!concerned.includes(name) && !wanted.has(name)) return
      inTurn(async () => {
        await announceDevices()
        await work.retry(wait => wait.account !== null && bytesToHex(wait.account) === name)
      })
    },
    onSecrets: () =>
      inTurn(async () => {
        const learnt = new Set<string>()
        for (const { id, name, secret } of epochs.all()) {
          if (secret !== null) continue
          if (keychain.secretsOf(room, id).some(one => epochs.giveSecret(id, one))) learnt.add(name)
        }
        if (learnt.size > 0) await work.retry(({ epoch }) => epoch !== null && learnt.has(bytesToHex(epoch)))
      }),
    onAcknowledged(doc) {
      const one = feeds.byDoc(doc)
      if (one !== null && one.feed === feeds.own()) inTurn(() => marks.report(one.segment))
    },
    onPassing(doc, sealed) {
      const one = feeds.byDoc(doc)
      if (one === null || one.feed === feeds.own()) return
      const word = openPassing(sealed, id => epochs.get(id), room, one.segment.replica.genesis.doc32)
      if (word !== null) events.onPassing(one.feed.account, word)
    },
    onFeedEnds() {
      if (!parts.ends.haveChanged()) return
      inTurn(async () => {
        for (const feed of feeds.all())
          if (feed.growTo(parts.ends.newestOf(feed.account))) await feeds.openEnd(feed)
        shared.wakeFetching()
      })
    },
    onFetched: announceStatus,
  }
}
