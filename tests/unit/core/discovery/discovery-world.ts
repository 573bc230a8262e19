/** One device that looks for people, and the people it may find: real documents behind the real gate. */
import { vi } from 'vitest'
import { systemRandom } from '../../../../src/base/random.ts'
import { accountIdToText } from '../../../../src/core/account/account-id.ts'
import type { AccountIdText, FollowState, Role } from '../../../../src/core/api.ts'
import type { Contact, ContactState } from '../../../../src/core/connections/connection-types.ts'
import { createDiscovery } from '../../../../src/core/discovery/create-discovery.ts'
import type { DiscoveryDeps } from '../../../../src/core/discovery/discovery-deps.ts'
import type { DiscoveryService } from '../../../../src/core/discovery/discovery-types.ts'
import {
  createDocumentStore,
  createSealer,
  docIdOf,
  type DocumentStore,
  fixedText,
  readFixedText,
  type Replica,
} from '../../../../src/core/documents/index.ts'
import type { ArtistAlbum } from '../../../../src/core/galleries/rows.ts'
import type { Ports } from '../../../../src/core/ports.ts'
import { createPrivateMap } from '../../../../src/core/private/private-map.ts'
import { createSealedRows } from '../../../../src/core/private/sealed-rows.ts'
import { createProfileService } from '../../../../src/core/profiles/profile-service.ts'
import { loadAcknowledgements } from '../../../../src/core/sync/acknowledgements.ts'
import { createSyncEngine } from '../../../../src/core/sync/sync-engine.ts'
import { createManualClock, type ManualClock } from '../../../../src/platform/memory/manual-clock.ts'
import { createMemoryPorts } from '../../../../src/platform/memory/memory-ports.ts'
import { loadAutomerge } from '../../../../src/platform/node/automerge.ts'
import { createAccountBook } from '../../../../src/protocol/accounts/account-book.ts'
import { createVerifier } from '../../../../src/protocol/crypto/verify.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import { createDocumentGenesis } from '../../../../src/protocol/records/document-genesis.ts'
import type { RoomId } from '../../../../src/protocol/rooms/room-types.ts'
import { everything } from '../../../support/hostile-relay.ts'
import {
  changesOf,
  createAccount,
  edit,
  newOwnedDoc,
  type SealedDoc,
  type TestAccount,
} from '../../../support/sealed-doc.ts'
import { secretOf } from '../private/private-world.ts'
import { createSmallDirectory, type SmallDirectory } from './small-directory.ts'

export interface Profile {
  readonly name: string
  readonly roles?: readonly Role[]
  readonly place?: string
  readonly listed?: boolean
}

export interface Somebody {
  readonly account: AccountId
  readonly text: AccountIdText
  readonly owner: TestAccount
  readonly profile: SealedDoc
  /** On the relay; whoever keeps it in step hears of it with `hear`. */
  change(profile: Partial<Profile>): Promise<void>
}

export interface DiscoveryWorld {
  readonly discovery: DiscoveryService
  readonly relay: SmallDirectory
  readonly clock: ManualClock
  readonly ports: Ports
  readonly store: DocumentStore
  readonly self: Somebody
  readonly log: string[]
  readonly follows: Map<AccountIdText, FollowState>
  /** By whom somebody is followed in public. */
  readonly followers: Map<AccountIdText, readonly AccountId[]>
  albums: readonly ArtistAlbum[]
  /** This device may not write any more. */
  revoke(): void
  /** With a profile on the relay. */
  somebody(profile: Profile): Promise<Somebody>
  /** Their profile as it is now comes to this device, and stays open. */
  hear(one: Somebody): Promise<void>
  know(one: Somebody, state: ContactState): void
  /** Lets rows be read and answers come. */
  settle(): Promise<void>
  /** The same device after a restart: nothing is open but the identity. */
  restart(): Promise<DiscoveryWorld>
}

const roleFields = (roles: readonly Role[]): Record<string, number> =>
  Object.fromEntries(
    roles.map((role, at) => [role.kind === 'known' ? `role:k:${role.id}` : `role:c:${role.text}`, at]),
  )

const write = (owner: TestAccount, doc: SealedDoc, { name, roles, place, listed }: Partial<Profile>) =>
  edit(owner.first, doc, draft => {
    draft['v'] = 1
    if (name !== undefined) draft['name'] = fixedText(name)
    if (place !== undefined) draft['place'] = fixedText(place)
    if (listed !== undefined) draft['listed'] = listed
    Object.assign(draft, roleFields(roles ?? []))
  })

const createSomebody = async (relay: SmallDirectory, profile: Profile): Promise<Somebody> => {
  const owner = await createAccount()
  const doc = newOwnedDoc(owner.account)
  await write(owner, doc, profile)
  relay.documents.set(owner.identity.id, owner.identity)
  relay.documents.set(doc.id, doc)
  return {
    account: owner.account,
    text: accountIdToText(owner.account),
    owner,
    profile: doc,
    change: async changed => void (await write(owner, doc, changed)),
  }
}

export const createDiscoveryWorld = async (
  relay: SmallDirectory = createSmallDirectory(),
): Promise<DiscoveryWorld> => {
  await loadAutomerge()
  const self = await createSomebody(relay, { name: 'Self', place: 'Lisboa' })
  return openWorld(relay, self, createMemoryPorts({ clock: createManualClock() }))
}

const openWorld = async (relay: SmallDirectory, self: Somebody, ports: Ports): Promise<DiscoveryWorld> => {
  const clock = createManualClock()
  const log: string[] = []
  const verify = await createVerifier()
  const worldPorts: Ports = { ...ports, clock, log: line => void log.push(line.event) }
  const store = createDocumentStore({ ports: worldPorts, verify, book: createAccountBook(verify) })
  const contacts = new Map<AccountIdText, Contact>()
  const contactListeners = new Set<() => void>()
  const follows: DiscoveryWorld['follows'] = new Map()
  const followers: DiscoveryWorld['followers'] = new Map()
  const made = { albums: [] as readonly ArtistAlbum[] }
  let revoked = false
  const { publicKey, sign } = self.owner.first
  const sealer = createSealer(publicKey, sign, systemRandom)
  const onOpened = (replica: Replica): void => {
    const identity = store.replica(docIdOf(createDocumentGenesis('identity', replica.genesis.owner)))
    if (identity !== null) relay.track(identity)
    relay.track(replica)
  }
  const hear = async ({ owner, profile }: Somebody): Promise<void> => {
    for (const doc of [owner.identity, profile]) {
      const opened = await store.open(doc.genesis)
      if (!opened.ok) throw new Error(opened.error.type)
      await opened.value.receive('relay', everything(changesOf(doc)))
      onOpened(opened.value)
    }
  }
  const shared = {
    self: self.account,
    store,
    sealer: () => (revoked ? null : sealer),
    onOpened,
  }
  const network = await createPrivateMap({
    ...shared,
    secrets: () => [secretOf(1)],
    random: systemRandom,
    purpose: 'network',
  })
  if (!network.ok) throw new Error(network.error.type)
  await hear(self)
  const unconnected = createSyncEngine(
    () => false,
    await loadAcknowledgements(worldPorts),
    store.headsOf,
    worldPorts,
  )
  const deps: DiscoveryDeps = {
    ...shared,
    engine: relay.engine,
    profiles: createProfileService({ ...shared, engine: unconnected }),
    galleries: { shownAlbums: async () => made.albums },
    rows: createSealedRows(ports.rows, new Uint8Array(32).fill(9), systemRandom),
    network: network.value,
    http: relay.http,
    ports: worldPorts,
    people: () => ({
      contacts: () => [...contacts.values()],
      contactOf: account => contacts.get(accountIdToText(account)) ?? null,
      onChange(listener) {
        contactListeners.add(listener)
        return () => void contactListeners.delete(listener)
      },
    }),
    journal: () => ({
      followOf: account => follows.get(accountIdToText(account)) ?? 'no',
      publicFollowersOf: async account => followers.get(accountIdToText(account)) ?? [],
      appreciationsOf: async works => works.map(() => 0),
      isMuted: () => false,
      onChange: () => () => undefined,
    }),
    nameOf: account => contacts.get(accountIdToText(account))?.name ?? '',
  }
  const discovery = await createDiscovery(deps)
  return Object.assign(made, {
    discovery,
    relay,
    clock,
    ports,
    store,
    self,
    log,
    follows,
    followers,
    revoke() {
      revoked = true
    },
    somebody: (profile: Profile) => createSomebody(relay, profile),
    hear,
    know(one: Somebody, state: ContactState) {
      const room = new Uint8Array(32) as RoomId
      const name = profileName(one)
      const contact: Contact = {
        account: one.account,
        state,
        sinceMs: 0,
        name,
        verified: 'no',
        confirmed: true,
        room,
      }
      contacts.set(one.text, contact)
      for (const listener of contactListeners) listener()
    },
    async settle() {
      for (let turn = 0; turn < 60; turn++) {
        clock.advance(0)
        await new Promise(resolve => setImmediate(resolve))
      }
    },
    async restart() {
      await discovery.close()
      await store.close()
      relay.tracked.clear()
      return openWorld(relay, self, ports)
    },
  })
}

const profileName = ({ profile }: Somebody): string => readFixedText(profile.doc['name']) ?? ''

/** Once it is right; fails with what it was last. */
export const until = async <T>(
  world: DiscoveryWorld,
  look: () => Promise<T>,
  isRight: (row: T) => boolean,
): Promise<T> => {
  let row = await look()
  await vi.waitFor(async () => {
    await world.settle()
    row = await look()
    if (!isRight(row)) throw new Error(JSON.stringify(row))
  }, 5_000)
  return row
}
