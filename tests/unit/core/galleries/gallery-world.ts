/** One person's devices with galleries: real replicas around a real hub, and images that are only named. */
import { getAllChanges } from '@automerge/automerge'
import { systemRandom } from '../../../../src/base/random.ts'
import { err, ok, type Result } from '../../../../src/base/result.ts'
import type { HeldAccountSecret } from '../../../../src/core/account/account-secret.ts'
import { accountIdToText } from '../../../../src/core/account/account-id.ts'
import type { AccountIdText, Audience, CoreError } from '../../../../src/core/api.ts'
import type { BlobRef } from '../../../../src/core/blobs/blob-types.ts'
import { Secret } from '../../../../src/core/crypto/secret.ts'
import {
  createDocumentStore,
  createSealer,
  type DocumentStore,
  type Replica,
} from '../../../../src/core/documents/index.ts'
import { createGalleryService } from '../../../../src/core/galleries/gallery-service.ts'
import type { GalleryDeps } from '../../../../src/core/galleries/gallery-deps.ts'
import type { GalleryService, StagedImage } from '../../../../src/core/galleries/gallery-types.ts'
import type { Ports } from '../../../../src/core/ports.ts'
import { createAccountBook } from '../../../../src/protocol/accounts/account-book.ts'
import type { BlobDigest } from '../../../../src/protocol/blobs/cid.ts'
import { parseChange } from '../../../../src/protocol/changes/change.ts'
import { sha256 } from '../../../../src/protocol/crypto/hash.ts'
import { createVerifier } from '../../../../src/protocol/crypto/verify.ts'
import { createManualClock, type ManualClock } from '../../../../src/platform/memory/manual-clock.ts'
import { createMemoryDocumentStorage } from '../../../../src/platform/memory/document-storage.ts'
import { createMemoryPorts } from '../../../../src/platform/memory/memory-ports.ts'
import { loadAutomerge } from '../../../../src/platform/node/automerge.ts'
import { everything } from '../../../support/hostile-relay.ts'
import { createReplicaLine, settleAll } from '../../../support/replica-line.ts'
import {
  addDevice,
  changesOf,
  createAccount,
  type TestAccount,
  type TestDevice,
} from '../../../support/sealed-doc.ts'
import { createRoom, type Room } from '../../../support/sync-room.ts'

export interface GalleryDevice {
  readonly galleries: GalleryService
  readonly store: DocumentStore
  readonly documents: FailingDocuments
  readonly clock: ManualClock
  readonly me: AccountIdText
  readonly deps: GalleryDeps
  readonly ports: Ports
  /** Everything, until a test says otherwise. */
  onRelay: (ref: BlobRef) => boolean
  /** Takes in and says one message of each document; true when there was any. */
  step(): Promise<boolean>
}

export interface GalleryWorld {
  readonly account: TestAccount
  readonly room: Room
  readonly devices: readonly [GalleryDevice, GalleryDevice]
  /** Everything both ways, new albums too, until nobody has anything to say. */
  settle(): Promise<void>
  /** The same device after a restart: nothing is open but the identity. */
  reopen(device: GalleryDevice): Promise<GalleryDevice>
}

type FailingDocuments = ReturnType<typeof createMemoryDocumentStorage>

export const openSecret = (generation: number, fill = generation): HeldAccountSecret => ({
  generation,
  secret: new Secret(new Uint8Array(32).fill(fill)),
})

export const createGalleryWorld = async (): Promise<GalleryWorld> => {
  await loadAutomerge()
  const room = await createRoom()
  const account = await createAccount()
  const second = await addDevice(account)
  const devices = [
    await createGalleryDevice(account, account.first, room),
    await createGalleryDevice(account, second, room),
  ] as const
  return {
    account,
    room,
    devices,
    async settle() {
      // The second round is for the albums that the first one told of.
      for (let round = 0; round < 3; round++) {
        await settleAll(devices)
        for (const { galleries, me } of devices) await galleries.albums(me)
      }
    },
    reopen: ({ ports }) => createGalleryDevice(account, account.first, room, { ports }),
  }
}

/** `readsFor`: somebody else, whose identity this device knows. */
export const createGalleryDevice = async (
  account: TestAccount,
  device: TestDevice,
  room: Room,
  options: {
    readonly readsFor?: TestAccount
    readonly secrets?: readonly HeldAccountSecret[]
    readonly ports?: Ports
  } = {},
): Promise<GalleryDevice> => {
  const verify = await createVerifier()
  const clock = createManualClock()
  const documents = createMemoryDocumentStorage()
  const ports = options.ports ?? createMemoryPorts({ clock, documents })
  const store = createDocumentStore({ ports, verify, book: createAccountBook(verify) })
  const replicas = new Map<string, Replica>()
  for (const one of [account, ...(options.readsFor === undefined ? [] : [options.readsFor])]) {
    const identity = await store.open(one.identity.genesis)
    if (!identity.ok) throw new Error(identity.error.type)
    await identity.value.receive('seed', everything(changesOf(one.identity)))
    replicas.set(identity.value.id, identity.value)
  }
  const sealer = createSealer(device.publicKey, device.sign, systemRandom)
  const secrets = options.secrets ?? [openSecret(1)]
  const made: { onRelay: (ref: BlobRef) => boolean } = { onRelay: () => true }
  const deps: GalleryDeps = {
    self: account.account,
    store,
    availability: () => 'asking',
    isAcknowledged: () => true,
    isLive: () => true,
    sealer: () => sealer,
    secrets: () => secrets,
    audiences: nobody,
    random: systemRandom,
    clock,
    values: ports.values,
    onOpened: replica => replicas.set(replica.id, replica),
    isOnRelay: ref => made.onRelay(ref),
    restage: async (ref, audience) => ok(restaged(ref, audience)),
  }
  return Object.assign(made, {
    galleries: createGalleryService(deps),
    store,
    documents,
    clock,
    deps,
    ports,
    me: accountIdToText(account.account),
    step: createReplicaLine(room, replicas).step,
  })
}

/** Without connections there is nobody to share a secret with. */
const nobody: GalleryDeps['audiences'] = {
  current: () => Promise.resolve(err({ type: 'not-allowed', reason: 'read-only' })),
  held: () => [],
  find: () => null,
  isLooking: () => false,
}

/** What encrypting and decrypting do to a reference, without bytes: names that say where they came from. */
export const restaged = (ref: BlobRef, audience: Audience): BlobRef => {
  const plainDigest = ref.lock?.plainDigest ?? ref.digest
  if (audience === 'public') return { ...ref, digest: plainDigest as BlobDigest, lock: null }
  return {
    ...ref,
    digest: sha256(plainDigest) as BlobDigest,
    lock: { key: new Uint8Array(32).fill(7), plainDigest },
  }
}

/** An image named by a number. */
export const imageOf = (seed: number): StagedImage => ({
  width: 2560,
  height: 1440,
  colour: [seed % 256, 20, 30],
  placeholder: new Uint8Array(25).fill(seed),
  renditions: (['thumb', 'card', 'full'] as const).map((size, index) => ({
    size,
    width: [320, 960, 2560][index] ?? 0,
    height: [180, 540, 1440][index] ?? 0,
    blob: {
      digest: sha256(Uint8Array.of(seed & 255, seed >> 8, index)) as BlobDigest,
      bytes: 1_000 * (index + 1),
      mime: 'image/webp',
      lock: null,
    },
  })),
})

export const valueOf = async <T>(outcome: Promise<Result<T, CoreError>>): Promise<T> => {
  const result = await outcome
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

/** An album with works of these titles; answers their ids. */
export const hang = async (
  { galleries }: GalleryDevice,
  titles: readonly string[],
  audience: Audience = 'public',
): Promise<{ readonly album: string; readonly works: readonly string[] }> => {
  const { album } = await valueOf(galleries.createAlbum('Harbour', 'album', audience))
  const added = await valueOf(
    galleries.addWorks(
      album,
      titles.map((title, index) => ({ title, image: imageOf(index + 1) })),
    ),
  )
  return { album, works: added.map(({ work }) => work) }
}

export const shownAlbum = async ({ galleries, me }: GalleryDevice, album: string) => {
  const state = await galleries.album(me, album)
  if (state.kind !== 'shown') throw new Error(`album: ${state.kind}`)
  return state.album
}

/** Of the albums on this device, seals among the changes. */
export const changesIn = ({
  store,
}: GalleryDevice): { readonly changes: number; readonly operations: number } => {
  const albums = store.opened().filter(({ genesis }) => genesis.kind === 'album')
  const changes = albums.flatMap(({ doc }) =>
    getAllChanges(doc()).flatMap(bytes => {
      const change = parseChange(bytes)
      return change.ok ? [change.value] : []
    }),
  )
  return {
    changes: changes.length,
    operations: changes.reduce((sum, { operationCount }) => sum + operationCount, 0),
  }
}

export const titlesOf = async (device: GalleryDevice, album: string): Promise<string[]> =>
  (await shownAlbum(device, album)).tiles.map(({ title }) => title)

export const shownWork = async ({ galleries, me }: GalleryDevice, album: string, work: string) => {
  const state = await galleries.work(me, album, work)
  if (state.kind !== 'shown') throw new Error(`work: ${state.kind}`)
  return state.work
}
