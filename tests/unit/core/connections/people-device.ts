/** A device of a person: its replicas and connections, and its line to a hub and an intro desk. */
import { systemRandom } from '../../../../src/base/random.ts'
import type { HeldAccountSecret } from '../../../../src/core/account/account-secret.ts'
import type { AccountIdText, PersonRow } from '../../../../src/core/api.ts'
import { createConnectionService } from '../../../../src/core/connections/connection-service.ts'
import type { ConnectionDeps, ProfileFacts } from '../../../../src/core/connections/connection-deps.ts'
import type { ConnectionService } from '../../../../src/core/connections/connection-types.ts'
import type { Signer } from '../../../../src/core/crypto/ed25519.ts'
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
import type { ManualClock } from '../../../../src/platform/memory/manual-clock.ts'
import { createMemoryPorts } from '../../../../src/platform/memory/memory-ports.ts'
import { createAccountBook } from '../../../../src/protocol/accounts/account-book.ts'
import type { VerifySignature } from '../../../../src/protocol/crypto/verify.ts'
import type { AccountGenesis, AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import { createDocumentGenesis } from '../../../../src/protocol/records/document-genesis.ts'
import type { SignedRecord } from '../../../../src/protocol/records/record.ts'
import { valueOf } from './outcomes.ts'
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
  person(of: { readonly text: AccountIdText }): Promise<PersonRow>
  /** The same device after a restart, offline. */
  restart(): Promise<PeopleDevice>
}

export interface Surroundings {
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

export const createWork = (): Work => {
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

interface Belongings {
  readonly genesis: AccountGenesis
  readonly signer: Signer
  readonly secrets: HeldAccountSecret[]
  readonly name: string
}

export const createPeopleDevice = async (
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
