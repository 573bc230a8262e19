/** Devices with albums: real cores that prepare real photographs, on stores that outlive them. */
import type {
  AccountIdText,
  AlbumIdText,
  AlbumRow,
  Audience,
  CommandResults,
  ImageSize,
  IntakeRow,
  WorkTile,
} from '../../../src/core/api.ts'
import { type BlobDigest, cidOf } from '../../../src/protocol/blobs/cid.ts'
import { sha256 } from '../../../src/protocol/crypto/hash.ts'
import type { Http, Ports } from '../../../src/core/ports.ts'
import { limits } from '../../../src/protocol/limits.ts'
import { createInProcessLock } from '../../../src/platform/in-process-lock.ts'
import type { ManualClock } from '../../../src/platform/memory/manual-clock.ts'
import { createMemoryPorts } from '../../../src/platform/memory/memory-ports.ts'
import { createNodeHttp } from '../../../src/platform/node/http.ts'
import { createNodeNetwork } from '../../../src/platform/node/network.ts'
import { type CoreDriver, startCore } from '../core-driver.ts'
import { createCuttableNetwork, type CuttableNetwork } from '../cuttable-network.ts'
import { photographs } from '../photos/photographs.ts'
import { createMortalStores, type MortalStores } from './mortal-ports.ts'
import { createNodePreparer, type NodePreparer } from './node-preparer.ts'

/** What a device keeps when its app is closed or killed. */
export type Disk = Pick<Ports, 'documents' | 'values' | 'blobs' | 'sources' | 'browserKey'>

export const newDisk = (): Disk => createMemoryPorts()

export interface StudioDevice extends CoreDriver {
  readonly disk: Disk
  readonly network: CuttableNetwork
  readonly mortal: MortalStores
  readonly preparer: NodePreparer
  /** Off the network and dead: what it had under way is never finished. */
  kill(): void
  createAlbum(title: string, audience?: Audience): Promise<AlbumIdText>
  /** Taken, prepared and hung; answers with the queue as it is then. */
  hang(album: AlbumIdText, files: readonly NamedFile[]): Promise<IntakeRow>
  take(album: AlbumIdText, file: NamedFile): Promise<string>
  album(account: AccountIdText, album: AlbumIdText, isRight?: (row: AlbumRow) => boolean): Promise<AlbumRow>
  load(
    account: AccountIdText,
    album: AlbumIdText,
    tile: WorkTile,
    size: ImageSize,
  ): Promise<CommandResults['image.load']>
  /** The queue once it has nothing more to do by itself. */
  settled(): Promise<IntakeRow>
  /** True when so many are done, false when it died before. */
  isDoneOrDead(count: number): Promise<boolean>
  /** What housekeeping has to do by then is done. */
  tidiedAfter(clock: ManualClock, ms: number): Promise<void>
  /** Documents and images both, by the relay's own word. */
  allOnRelay(): Promise<void>
  /** Sorted. */
  blobNames(): Promise<readonly string[]>
  storedBlobs(): Promise<readonly Uint8Array[]>
  /** A blob that nothing refers to; answers with its name. */
  putOrphan(atMs: number): Promise<string>
  sourceCount(): Promise<number>
}

export interface NamedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Small photographs that carry all that cameras write, under names that people gave. */
export const paint = async (count: number, seed = 1): Promise<readonly NamedFile[]> => {
  const made = await photographs(count, { megapixels: 0.12, seed })
  return made.map(({ bytes, name }, index) => ({
    name: `${words(count)[index] ?? 'Study'}.${name.split('.').at(-1) ?? 'jpg'}`,
    bytes,
  }))
}

/** What works are called that were painted here. */
export const words = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `Study ${numberWords[index] ?? index + 1}`)

const numberWords = [
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]

export interface StudioOptions extends Partial<Pick<Ports, 'clock' | 'log' | 'http'>> {
  readonly relay?: string | null
  readonly disk?: Disk
}

export const openDevice = async (options: StudioOptions = {}): Promise<StudioDevice> => {
  const { relay = null, disk = newDisk(), http = createNodeHttp(), ...overrides } = options
  const network = createCuttableNetwork(createNodeNetwork({ maxFrameBytes: limits.frameBytes }))
  const mortal = createMortalStores(disk)
  const preparer = createNodePreparer()
  const core = await startCore({
    ...mortal.stores,
    ...overrides,
    browserKey: disk.browserKey,
    lock: createInProcessLock(),
    defaultRelay: relay,
    network,
    http: httpOver(network, http),
    images: preparer,
  })
  return {
    ...core,
    disk,
    network,
    mortal,
    preparer,
    ...handle(core, disk, mortal),
    kill: () => killed(network, mortal),
  }
}

const killed = (network: CuttableNetwork, mortal: MortalStores): void => {
  mortal.kill()
  network.cut()
}

/** Goes when the network goes; a request under way is not heard of again until then. */
const httpOver = (network: CuttableNetwork, http: Http): Http => ({
  async request(request) {
    const unreachable = { ok: false, error: { type: 'unreachable' } } as const
    if (!network.isOnline()) return unreachable
    const answer = await http.request(request)
    return network.isOnline() ? answer : unreachable
  },
})

type Handle = Omit<StudioDevice, keyof CoreDriver | 'disk' | 'network' | 'mortal' | 'preparer' | 'kill'>

const waitMs = 20_000
const dayMs = 24 * 60 * 60_000

const handle = (core: CoreDriver, disk: Disk, mortal: MortalStores): Handle => ({
  ...handleAlbums(core),
  ...handleIntake(core, mortal),
  ...handleStores(disk),
})

type AlbumHandle = Pick<Handle, 'createAlbum' | 'album' | 'load' | 'allOnRelay'>

const handleAlbums = (core: CoreDriver): AlbumHandle => ({
  async createAlbum(title, audience = 'public') {
    return (await core.do({ type: 'album.create', title, kind: 'album', audience })).album
  },
  async album(account, album, isRight = () => true) {
    const query = { type: 'album', account, album } as const
    const state = await core.until(query, row => row.kind === 'shown' && isRight(row.album), waitMs)
    if (state.kind !== 'shown') throw new Error('album: not shown')
    return state.album
  },
  load: (account, album, tile, size) =>
    core.do({ type: 'image.load', account, album, work: tile.id, image: tile.image.id, size }),
  async allOnRelay() {
    await core.until({ type: 'sync' }, row => row.state === 'on-relay' && row.images.waiting === 0, waitMs)
  },
})

const handleIntake = (
  core: CoreDriver,
  mortal: MortalStores,
): Pick<Handle, 'take' | 'hang' | 'settled' | 'isDoneOrDead'> => {
  const until = (isRight: (row: IntakeRow) => boolean): Promise<IntakeRow> =>
    core.until({ type: 'intake' }, isRight, waitMs)
  const settled = async (): Promise<IntakeRow> => {
    // Answered once the queue has been read: before that its row is empty.
    await core.do({ type: 'intake.dismiss', items: [] })
    return until(({ state }) => state === 'idle' || state === 'paused')
  }
  const take = async (album: AlbumIdText, { name, bytes }: NamedFile): Promise<string> => {
    const source = new Blob([new Uint8Array(bytes)])
    return (await core.do({ type: 'intake.take', album, name, source, replaces: null })).item
  }
  return {
    take,
    settled,
    async hang(album, files) {
      for (const file of files) await take(album, file)
      return settled()
    },
    async isDoneOrDead(count) {
      let done = 0
      const stop = core.watch({ type: 'intake' }, row => {
        done = row.done
      })
      await untilSo(() => mortal.isDead() || done === count)
      stop()
      return !mortal.isDead()
    },
  }
}

const handleStores = (
  disk: Disk,
): Pick<Handle, 'tidiedAfter' | 'blobNames' | 'storedBlobs' | 'putOrphan' | 'sourceCount'> => {
  const blobNames = async (): Promise<readonly string[]> => {
    const listed = await disk.blobs.list()
    return listed.ok ? listed.value.map(({ name }) => name).toSorted() : []
  }
  const putOrphan = async (atMs: number): Promise<string> => {
    const bytes = crypto.getRandomValues(new Uint8Array(64))
    const name = cidOf(sha256(bytes) as BlobDigest)
    await disk.blobs.put(name, bytes, atMs)
    return name
  }
  return {
    blobNames,
    putOrphan,
    async tidiedAfter(clock, ms) {
      // What surely goes with the next sweep tells that there was one.
      const sign = await putOrphan(clock.nowMs() - 10 * dayMs)
      clock.advance(ms)
      await untilSo(async () => !(await blobNames()).includes(sign))
    },
    async storedBlobs() {
      const names = await blobNames()
      const read = await Promise.all(names.map(name => disk.blobs.get(name)))
      return read.flatMap(one => (one.ok && one.value !== null ? [one.value] : []))
    },
    async sourceCount() {
      const listed = await disk.sources.list()
      return listed.ok ? listed.value.length : 0
    },
  }
}

/** Until something that is not a row is so. */
export const untilSo = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  const endMs = Date.now() + waitMs
  while (Date.now() < endMs) {
    if (await isSo()) return
    await new Promise(resolve => setImmediate(resolve))
  }
  throw new Error('it never became so')
}

export const titlesOf = ({ tiles }: AlbumRow): readonly string[] => tiles.map(({ title }) => title)

/** A new account on a new device. */
export const signUp = async (
  name: string,
  options: StudioOptions = {},
): Promise<{ readonly device: StudioDevice; readonly account: AccountIdText }> => {
  const device = await openDevice(options)
  const { account } = await device.do({
    type: 'account.create',
    name,
    passphrase: null,
    deviceName: `${name}'s first`,
  })
  return { device, account }
}

/** Another device of the same account, by its words. */
export const joinByWords = async (
  from: StudioDevice,
  relay: string,
  deviceName: string,
): Promise<StudioDevice> => {
  await from.allOnRelay()
  const { words: kept } = await from.do({ type: 'recovery.show' })
  const device = await openDevice({ relay })
  await device.do({ type: 'account.recover', words: kept.join(' '), passphrase: null, deviceName, relay })
  return device
}

/** The same device, opened again on what it kept. */
export const reopen = async (
  device: StudioDevice,
  options: Omit<StudioOptions, 'disk'> = {},
): Promise<StudioDevice> => {
  device.kill()
  const again = await openDevice({ ...options, disk: device.disk })
  await again.until({ type: 'session' }, state => state.kind === 'open')
  return again
}
