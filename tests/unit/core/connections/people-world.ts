/** People with devices: real accounts, chains, replicas and connections around a real hub and intro desk. */
import { systemRandom } from '../../../../src/base/random.ts'
import type { Result } from '../../../../src/base/result.ts'
import { createAccountKeys } from '../../../../src/core/account/create-account.ts'
import { accountIdToText } from '../../../../src/core/account/account-id.ts'
import type { HeldAccountSecret } from '../../../../src/core/account/account-secret.ts'
import { planDeviceFromRoot } from '../../../../src/core/account/plan-device-from-root.ts'
import { planRevoke } from '../../../../src/core/account/plan-secret.ts'
import { openRootKeys } from '../../../../src/core/account/root-keys.ts'
import type { AccountIdText, CoreError, PersonRow } from '../../../../src/core/api.ts'
import { createConnectionService } from '../../../../src/core/connections/connection-service.ts'
import type { ConnectionDeps, ProfileFacts } from '../../../../src/core/connections/connection-deps.ts'
import type { ConnectionService } from '../../../../src/core/connections/connection-types.ts'
import { createSigner, type Signer } from '../../../../src/core/crypto/ed25519.ts'
import {
  createDocumentStore,
  createOwnedDocument,
  createSealer,
  docIdOf,
  type DocumentStore,
  fixedText,
  type Replica,
} from '../../../../src/core/documents/index.ts'
import { createPrivateMap } from '../../../../src/core/private/private-map.ts'
import { createSealedRows } from '../../../../src/core/private/sealed-rows.ts'
import { profileSchema } from '../../../../src/core/profiles/schema.ts'
import { createMemoryDocumentStorage } from '../../../../src/platform/memory/document-storage.ts'
import { createManualClock, type ManualClock } from '../../../../src/platform/memory/manual-clock.ts'
import { createMemoryPorts } from '../../../../src/platform/memory/memory-ports.ts'
import { loadAutomerge } from '../../../../src/platform/node/automerge.ts'
import { createAccountBook } from '../../../../src/protocol/accounts/account-book.ts'
import { newestPrekeys } from '../../../../src/protocol/accounts/chain.ts'
import { createVerifier, type VerifySignature } from '../../../../src/protocol/crypto/verify.ts'
import type { AccountGenesis, AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import { createDocumentGenesis } from '../../../../src/protocol/records/document-genesis.ts'
import { popInput, signLink } from '../../../../src/protocol/records/link.ts'
import type { SignedRecord } from '../../../../src/protocol/records/record.ts'
import { createIntros } from '../../../../sync-server/intros/intros.ts'
import { defaultIntroLimits } from '../../../../sync-server/limits.ts'
import { createMemoryIntroStore } from '../../../../sync-server/stores/memory-intro-store.ts'
import { createRoom } from '../../../support/sync-room.ts'
import { createSmallLine, type SmallLine, type SmallRelay } from './small-line.ts'

export interface PeopleDevice {
  readonly people: ConnectionService
  readonly deps: ConnectionDeps
  readonly store: DocumentStore
  readonly signer: Signer
  readonly line: SmallLine
  readonly documents: ReturnType<typeof createMemoryDocumentStorage>
  readonly log: string[]
  /** What it holds; a test may take one away. */
  readonly secrets: HeldAccountSecret[]
  /** Writes its name on the profile. */
  rename(name: string): Promise<void>
  publish(records: readonly SignedRecord[]): Promise<void>
  person(of: Person): Promise<PersonRow>
  /** The same device after a restart, offline. */
  restart(): Promise<PeopleDevice>
}

export interface Person {
  readonly account: AccountId
  readonly text: AccountIdText
  readonly first: PeopleDevice
  /** By the recovery words. */
  addDevice(name: string): Promise<PeopleDevice>
  /** A device that the first one certifies, and that does nothing. */
  addDeviceByFirst(name: string): Promise<void>
  /** The first device takes another one out. */
  revoke(device: PeopleDevice): Promise<void>
  /** With the words: keeps the first device. */
  reset(): Promise<void>
}

export interface PeopleWorld {
  readonly clock: ManualClock
  readonly relay: SmallRelay
  /** With one device, online unless told otherwise. */
  person(name: string, online?: boolean): Promise<Person>
  /** Everything both ways, of everybody who is online, until nobody has anything to say. */
  settle(): Promise<void>
}

export const createPeopleWorld = async (): Promise<PeopleWorld> => {
  await loadAutomerge()
  const clock = createManualClock()
  const work = createWork()
  const verify = work.watched(await createVerifier())
  const { hub } = await createRoom({ clock, verify })
  const intros = createIntros({
    store: createMemoryIntroStore(),
    clock,
    verify,
    log: () => undefined,
    limits: defaultIntroLimits,
    accountState: hub.accountState,
  })
  const relay = { hub, intros }
  const devices: PeopleDevice[] = []
  const settle = async (): Promise<void> => {
    for (let quiet = 0, steps = 0; quiet < 4; steps++) {
      if (steps > 20_000) throw new Error('the network does not fall silent')
      let busy = work.isUnderWay()
      for (const { line } of devices) busy = (await line.step()) || busy
      quiet = busy ? 0 : quiet + 1
      for (let turn = 0; turn < 25; turn++) await new Promise(resolve => setImmediate(resolve))
    }
  }
  return {
    clock,
    relay,
    settle,
    person: (name, online = true) =>
      createPerson(name, online, { clock, relay, devices, settle, work, verify }),
  }
}

interface Surroundings {
  readonly clock: ManualClock
  readonly relay: SmallRelay
  readonly devices: PeopleDevice[]
  readonly settle: () => Promise<void>
  readonly work: Work
  readonly verify: VerifySignature
}

/** Signing and verifying go through threads of the platform, whose end no turn of the loop tells. */
interface Work {
  isUnderWay(): boolean
  watched<A extends readonly unknown[], T>(task: (...given: A) => Promise<T>): (...given: A) => Promise<T>
}

const createWork = (): Work => {
  let underWay = 0
  return {
    isUnderWay: () => underWay > 0,
    watched:
      task =>
      async (...given) => {
        underWay++
        try {
          return await task(...given)
        } finally {
          underWay--
        }
      },
  }
}

const createPerson = async (name: string, online: boolean, around: Surroundings): Promise<Person> => {
  const { clock, settle } = around
  const details = {
    deviceName: `${name.slice(0, 20)}'s first`,
    displayName: name,
    nowMs: clock.nowMs(),
    random: systemRandom,
  }
  const made = await createAccountKeys(details)
  const { genesis, accountSecrets, recoveryEntropy } = made.contents
  const { account } = genesis
  const rootKeys = () => openRootKeys(recoveryEntropy?.reveal() ?? new Uint8Array(16))
  const first = await createPeopleDevice(
    { genesis, signer: made.signer, secrets: [...accountSecrets], name },
    around,
  )
  await first.publish(made.records)
  await first.rename(name)
  if (online) await first.line.goOnline()
  const chainOf = (device: PeopleDevice) => {
    const entry = device.deps.book.entryOf(account)
    if (entry === null) throw new Error('the chain is not here')
    const recipients = newestPrekeys(entry.state, entry.prekeys, clock.nowMs()).flatMap(
      ({ device: to, prekey }) => (prekey === null ? [] : [{ device: to, prekeyId: prekey.id, x: prekey.x }]),
    )
    return { ...entry, recipients }
  }
  return {
    account,
    text: accountIdToText(account),
    first,
    async addDevice(deviceName) {
      const { state, records, recipients } = chainOf(first)
      const keys = await rootKeys()
      const nowMs = clock.nowMs()
      const plan = await planDeviceFromRoot(keys, genesis, state, recipients, {
        ...details,
        deviceName,
        nowMs,
      })
      const joined = { genesis, signer: plan.signer, secrets: [...plan.contents.accountSecrets], name }
      const device = await createPeopleDevice(joined, around)
      await device.publish([...records, ...plan.records])
      await first.publish(plan.records)
      await device.line.goOnline()
      await settle()
      return device
    },
    async addDeviceByFirst(deviceName) {
      const { state } = chainOf(first)
      const device = await createSigner(systemRandom.bytes(32))
      const pop = await device.sign(popInput(account, first.signer.publicKey, device.publicKey))
      const added = { device: device.publicKey, addedAtMs: clock.nowMs(), name: deviceName, pop }
      const { sign, publicKey } = first.signer
      await first.publish([await signLink(sign, account, state.nextPrev, publicKey, { op: 'add', ...added })])
    },
    async revoke(device) {
      const { state, recipients } = chainOf(first)
      const revoked = { device: device.signer.publicKey, frontier: [] }
      const plan = await planRevoke(first.signer, state, revoked, recipients, systemRandom)
      if (plan.secret !== null) first.secrets.push(plan.secret)
      await first.publish(plan.records)
    },
    async reset() {
      const { state } = chainOf(first)
      const { root } = await rootKeys()
      const record = await signLink(root.sign, account, state.nextPrev, root.publicKey, {
        op: 'reset',
        counter: state.resetCounter + 1,
        keep: [first.signer.publicKey],
        frontiers: [],
      })
      await first.publish([record])
    },
  }
}

interface Belongings {
  readonly genesis: AccountGenesis
  readonly signer: Signer
  readonly secrets: HeldAccountSecret[]
  readonly name: string
}

const createPeopleDevice = async (
  belongings: Belongings,
  around: Surroundings,
  kept: Partial<Parameters<typeof createMemoryPorts>[0]> = {},
): Promise<PeopleDevice> => {
  const { clock, relay, devices, work, verify } = around
  const { genesis, secrets, name } = belongings
  const { account } = genesis
  const signer = { ...belongings.signer, sign: work.watched(belongings.signer.sign) }
  const log: string[] = []
  const documents = createMemoryDocumentStorage()
  const ports = createMemoryPorts({ documents, ...kept, clock, log: line => log.push(line.event) })
  const book = createAccountBook(verify)
  const store = createDocumentStore({ ports, verify, book })
  const line = createSmallLine(relay, account, signer.publicKey)
  const sealer = createSealer(signer.publicKey, signer.sign, systemRandom)
  const identity = valueOf(await store.open(createDocumentGenesis('identity', account)))
  line.track(identity)
  const onOpened = (replica: Replica): void => {
    const owned = createDocumentGenesis('identity', replica.genesis.owner)
    const owners = store.replica(docIdOf(owned))
    if (owners !== null) line.track(owners)
    line.track(replica)
  }
  const isRevoked = (): boolean =>
    book.entryOf(account)?.state.devices.get(hexOf(signer.publicKey))?.status !== 'active'
  const shared = {
    self: account,
    store,
    sealer: () => (isRevoked() ? null : sealer),
    secrets: () => secrets,
    onOpened,
  }
  const people = valueOf(await createPrivateMap({ ...shared, random: systemRandom, purpose: 'people' }))
  const deps: ConnectionDeps = {
    ...shared,
    signer,
    engine: line.engine,
    book,
    verify,
    ports,
    people,
    rows: createSealedRows(ports.rows, new Uint8Array(32).fill(9), systemRandom),
    ownName: () => name,
    isRevoked,
    profileOf: whose => profileIn(store, whose),
  }
  const service = await createConnectionService(deps)
  const device: PeopleDevice = {
    people: service,
    deps,
    store,
    signer,
    line,
    documents,
    log,
    secrets,
    async rename(next) {
      const profile = valueOf(await store.open(createDocumentGenesis('profile', account)))
      onOpened(profile)
      const document = createOwnedDocument(profile, profileSchema, () => sealer)
      valueOf(await document.edit(draft => void (draft['name'] = fixedText(next))))
    },
    async publish(records) {
      const learnt = new Promise<void>(resolve => {
        const stop = store.onAccountChange(() => {
          stop()
          resolve()
        })
      })
      valueOf(await identity.addRecords(sealer, records))
      await learnt
    },
    async person(of) {
      const row = await service.person(of.text)
      if (row === null) throw new Error('no such person')
      return row
    },
    async restart() {
      line.goOffline()
      service.close()
      devices.splice(devices.indexOf(device), 1)
      return createPeopleDevice(belongings, around, ports)
    },
  }
  devices.push(device)
  return device
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

const profileIn = (store: DocumentStore, account: AccountId): ProfileFacts | null => {
  const replica = store.replica(docIdOf(createDocumentGenesis('profile', account)))
  const reading = replica === null ? null : createOwnedDocument(replica, profileSchema, () => null).read()
  return reading?.kind === 'value' ? reading.value : null
}

export const valueOf = <T>(result: Result<T, { readonly type: string }>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

export const errorOf = async (outcome: Promise<Result<unknown, CoreError>>): Promise<CoreError> => {
  const result = await outcome
  if (result.ok) throw new Error('it worked')
  return result.error
}

export const done = async <T>(outcome: Promise<Result<T, CoreError>>): Promise<T> => valueOf(await outcome)
