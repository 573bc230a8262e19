/** Devices with albums: real cores that prepare real photographs, on stores that outlive them. */
import type {
  AccountIdText,
  AlbumIdText,
  AlbumRow,
  Audience,
  CommandResult,
  ImageSize,
  IntakeRow,
  WorkTile,
} from '../../../src/core/api.ts'
import type { Http, Ports } from '../../../src/core/ports.ts'
import { limits } from '../../../src/protocol/limits.ts'
import { createInProcessLock } from '../../../src/platform/in-process-lock.ts'
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
  load(account: AccountIdText, album: AlbumIdText, tile: WorkTile, size: ImageSize): Promise<CommandResult<'image.load'>>
  /** Documents and images both, by the relay's own word. */
  allOnRelay(): Promise<void>
  blobNames(): Promise<readonly string[]>
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
    name: `Study ${numberWords[index] ?? index + 1}.${name.split('.').at(-1) ?? 'jpg'}`,
    bytes,
  }))
}

const numberWords = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']

export interface StudioOptions extends Partial<Pick<Ports, 'clock' | 'log'>> {
  readonly relay?: string | null
  readonly disk?: Disk
}

export const openDevice = async (options: StudioOptions = {}): Promise<StudioDevice> => {
  const { relay = null, disk = newDisk(), ...overrides } = options
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
    http: httpOver(network, createNodeHttp()),
    images: preparer,
  })
  return { ...core, disk, network, mortal, preparer, ...handle(core, disk), kill: () => killed(network, mortal) }
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

type Handle = Pick<
  StudioDevice,
  'createAlbum' | 'hang' | 'take' | 'album' | 'load' | 'allOnRelay' | 'blobNames' | 'sourceCount'
>

const waitMs = 20_000

const handle = (core: CoreDriver, disk: Disk): Handle => {
  const take = async (album: AlbumIdText, { name, bytes }: NamedFile): Promise<string> => {
    const source = new Blob([new Uint8Array(bytes)])
    return (await core.do({ type: 'intake.take', album, name, source, replaces: null })).item
  }
  return {
    take,
    async createAlbum(title, audience = 'public') {
      return (await core.do({ type: 'album.create', title, kind: 'album', audience })).album
    },
    async hang(album, files) {
      for (const file of files) await take(album, file)
      return core.until({ type: 'intake' }, row => row.state === 'idle' && row.total > 0, waitMs)
    },
    async album(account, album, isRight = () => true) {
      const state = await core.until(
        { type: 'album', account, album },
        row => row.kind === 'shown' && isRight(row.album),
        waitMs,
      )
      if (state.kind !== 'shown') throw new Error('album: not shown')
      return state.album
    },
    load: (account, album, tile, size) =>
      core.run({ type: 'image.load', account, album, work: tile.id, image: tile.image.id, size }),
    async allOnRelay() {
      await core.until({ type: 'sync' }, row => row.state === 'on-relay' && row.images.waiting === 0, waitMs)
    },
    async blobNames() {
      const listed = await disk.blobs.list()
      return listed.ok ? listed.value.map(({ name }) => name).toSorted() : []
    },
    async sourceCount() {
      const listed = await disk.sources.list()
      return listed.ok ? listed.value.length : 0
    },
  }
}

/** A new account on a new device. */
export const signUp = async (
  name: string,
  options: StudioOptions = {},
): Promise<{ readonly device: StudioDevice; readonly account: AccountIdText }> => {
  const device = await openDevice(options)
  const { account } = await device.do({ type: 'account.create', name, passphrase: null, deviceName: `${name}'s first` })
  return { device, account }
}

/** Another device of the same account, by its words. */
export const joinByWords = async (from: StudioDevice, relay: string, deviceName: string): Promise<StudioDevice> => {
  const { words } = await from.do({ type: 'recovery.show' })
  const device = await openDevice({ relay })
  await device.do({ type: 'account.recover', words: words.join(' '), passphrase: null, deviceName, relay })
  return device
}

/** The same device, opened again on what it kept. */
export const reopen = async (device: StudioDevice, options: Omit<StudioOptions, 'disk'> = {}): Promise<StudioDevice> => {
  device.kill()
  const again = await openDevice({ ...options, disk: device.disk })
  await again.until({ type: 'session' }, state => state.kind === 'open')
  return again
}
