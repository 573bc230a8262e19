/** Talk of journals on devices: real rows and private maps, and a line that hands over what people wrote. */
import { equalBytes } from '../../../../../src/base/bytes.ts'
import { ok, type Result } from '../../../../../src/base/result.ts'
import type { AlbumState, CoreError, FeedRow, TalkRow, Target } from '../../../../../src/core/api.ts'
import type { Contact } from '../../../../../src/core/connections/connection-types.ts'
import type { JournalNews, JournalReach } from '../../../../../src/core/journal/journal-types.ts'
import { createTalk, type Talk } from '../../../../../src/core/journal/talk/create-talk.ts'
import type { JournalDeps } from '../../../../../src/core/journal/talk/journal-deps.ts'
import type { PrivateMap } from '../../../../../src/core/private/private-types.ts'
import { createPrivateMap } from '../../../../../src/core/private/private-map.ts'
import { createSealedRows } from '../../../../../src/core/private/sealed-rows.ts'
import { Secret } from '../../../../../src/core/crypto/secret.ts'
import { createManualClock, type ManualClock } from '../../../../../src/platform/memory/manual-clock.ts'
import { createMemoryRowStorage } from '../../../../../src/platform/memory/row-storage.ts'
import { createMemorySourceStorage } from '../../../../../src/platform/memory/source-storage.ts'
import { unsafeSeededRandom } from '../../../../../src/platform/memory/seeded-random.ts'
import { noImagePreparer } from '../../../../../src/platform/no-image-preparer.ts'
import type { Reference } from '../../../../../src/protocol/directory/directory-types.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'
import { createPrivateWorld, type PrivateWorld, valueOf } from '../../private/private-world.ts'
import { type Author, createAuthor } from './authors.ts'
import { bytes32, startMs } from './entries.ts'
import { createTestLine } from './test-journal-line.ts'

export interface Disk {
  readonly storage: ReturnType<typeof createMemoryRowStorage>
  readonly clock: ManualClock
}

export const newDisk = (): Disk => ({ storage: createMemoryRowStorage(), clock: createManualClock(startMs) })

export interface Device {
  readonly talk: Talk
  readonly clock: ManualClock
  readonly disk: Disk
  readonly network: PrivateMap
  /** In hex, as the line was last told. */
  readonly kept: () => readonly string[]
  readonly looks: readonly string[]
  readonly log: readonly string[]
  setContacts(...contacts: readonly Contact[]): void
  setReach(author: Author, reach: JournalReach): void
  setLive(isLive: boolean): void
  setAlbum(state: AlbumState): void
  /** What the relay answers. */
  references: readonly Reference[]
  /** Everything of these journals that this device was not told yet, a segment at a time. */
  hear(...authors: readonly Author[]): Promise<void>
  tell(news: Partial<JournalNews> & Pick<JournalNews, 'account'>): Promise<void>
  feed(count?: number, top?: string | null): Promise<FeedRow>
  texts(count?: number, top?: string | null): Promise<readonly string[]>
  about(target: Target): Promise<TalkRow>
  close(): Promise<void>
}

interface Options {
  readonly own?: Author
  readonly contacts?: readonly Contact[]
  readonly disk?: Disk
  readonly network?: PrivateMap
  /** Whose journals can be looked at. */
  readonly reachable?: readonly Author[]
  readonly deps?: Partial<JournalDeps>
}

/** Private maps of one account on two devices. */
export const createSharedMaps = async (): Promise<{
  readonly world: PrivateWorld
  readonly maps: readonly [PrivateMap, PrivateMap]
}> => {
  const world = await createPrivateWorld()
  const [here, there] = world.devices
  const mapOf = async (device: typeof here): Promise<PrivateMap> =>
    valueOf(await createPrivateMap(device.depsFor('network')))
  return { world, maps: [await mapOf(here), await mapOf(there)] }
}

export const openDevice = async (options: Options = {}): Promise<Device> => {
  const { own = createAuthor('Ana'), disk = newDisk(), reachable = [] } = options
  const { clock } = disk
  const random = unsafeSeededRandom(7)
  const rows = createSealedRows(disk.storage, bytes32('rows'), random)
  const network = options.network ?? (await createSharedMaps()).maps[0]
  const line = createTestLine(own, reachable)
  const people = createPeople(options.contacts ?? [])
  const liveListeners = new Set<() => void>()
  const log: string[] = []
  const state = { isLive: true, album: { kind: 'looking' } as AlbumState }
  const device = { references: [] as readonly Reference[] }
  const nameOf = (account: AccountId): string =>
    equalBytes(account, own.account)
      ? own.name
      : (people.contacts().find(one => equalBytes(one.account, account))?.name ?? '')
  const talk = await createTalk({
    self: own.account,
    line: line.line,
    audiences: {
      held: () => [{ generation: 1, id: '00', secret: new Secret(new Uint8Array(32)) }],
      newest: async () => null,
    },
    people: people.service,
    network,
    rows,
    blobs: {
      stage: async () => Promise.reject(new Error('nothing is staged here')),
      isOnRelay: () => true,
      documentsChanged: () => undefined,
      uploads: () => ({ waiting: 0, bytesWaiting: 0, sent: 0, problem: null }),
      onStatus: () => () => undefined,
    },
    galleries: {
      work: async () => ({ kind: 'looking' }),
      album: async () => state.album,
      blobOf: async () => null,
    },
    discovery: () => ({ references: async () => ok(device.references), card: () => null }),
    ports: {
      images: noImagePreparer,
      sources: createMemorySourceStorage(),
      clock,
      random,
      log: one => log.push(one.event),
    },
    isLive: () => state.isLive,
    onLive(listener) {
      liveListeners.add(listener)
      return () => liveListeners.delete(listener)
    },
    isRevoked: () => false,
    nameOf,
    ...options.deps,
  })
  const feed: Device['feed'] = (count = 50, top = null) => talk.feed({ type: 'feed', top, count })
  return Object.assign(device, {
    talk,
    clock,
    disk,
    network,
    kept: line.kept,
    looks: line.looks,
    log,
    setContacts: people.set,
    setReach: line.setReach,
    setLive(isLive: boolean) {
      state.isLive = isLive
      for (const listener of liveListeners) listener()
    },
    setAlbum(album: AlbumState) {
      state.album = album
    },
    hear: line.hear,
    tell: line.tell,
    feed,
    async texts(count?: number, top?: string | null) {
      return (await feed(count, top)).items.flatMap(({ posts }) => posts.map(({ body }) => body.text))
    },
    about: (target: Target) => talk.talk({ type: 'talk-about', target, count: 100 }),
    close: () => talk.close(),
  })
}

const createPeople = (initial: readonly Contact[]) => {
  let contacts = initial
  const listeners = new Set<() => void>()
  return {
    contacts: () => contacts,
    set(...next: readonly Contact[]) {
      contacts = next
      for (const listener of listeners) listener()
    },
    service: {
      contacts: () => contacts,
      contactOf: (account: AccountId) => contacts.find(one => equalBytes(one.account, account)) ?? null,
      onChange(listener: () => void) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
  }
}

/** Polls; time itself stands still. */
export const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  const endMs = Date.now() + 5_000
  while (Date.now() < endMs) {
    if (await isSo()) return
    await new Promise(resolve => setImmediate(resolve))
  }
  throw new Error('it never became so')
}

export const done = <T>(result: Result<T, CoreError>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
