/** People with devices that keep rooms: real replicas around a real hub. */
import { systemRandom } from '../../../../../src/base/random.ts'
import type { Result } from '../../../../../src/base/result.ts'
import { createRoomService } from '../../../../../src/core/chat/control/create-room-service.ts'
import type { HeldRoom, RoomService } from '../../../../../src/core/chat/chat-types.ts'
import { Secret } from '../../../../../src/core/crypto/secret.ts'
import {
  createDocumentStore,
  createSealer,
  type DocumentStore,
  type Replica,
} from '../../../../../src/core/documents/index.ts'
import type { Ports } from '../../../../../src/core/ports.ts'
import { createPrivateMap } from '../../../../../src/core/private/private-map.ts'
import type { PrivateMap } from '../../../../../src/core/private/private-types.ts'
import { createManualClock } from '../../../../../src/platform/memory/manual-clock.ts'
import { createMemoryPorts } from '../../../../../src/platform/memory/memory-ports.ts'
import { loadAutomerge } from '../../../../../src/platform/node/automerge.ts'
import { type AccountBook, createAccountBook } from '../../../../../src/protocol/accounts/account-book.ts'
import { createVerifier, type VerifySignature } from '../../../../../src/protocol/crypto/verify.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'
import { everything } from '../../../../support/hostile-relay.ts'
import { createReplicaLine } from '../../../../support/replica-line.ts'
import {
  changesOf,
  createAccount,
  type TestAccount,
  type TestDevice,
} from '../../../../support/sealed-doc.ts'
import { createRoom, type Room as Hall } from '../../../../support/sync-room.ts'

export interface RoomDevice {
  readonly self: AccountId
  readonly device: TestDevice
  readonly rooms: RoomService
  readonly talk: PrivateMap
  readonly book: AccountBook
  readonly store: DocumentStore
  readonly ports: Ports
  /** From now on this device may not write. */
  revoke(): void
  /** Whether it says and hears anything. */
  isOnline: boolean
  /** Signatures are checked on other threads, which take their time. */
  isChecking(): boolean
  step(): Promise<boolean>
}

export interface RoomsWorld {
  /** With the ports of an earlier one: the same device after a restart. */
  device(account: TestAccount, device: TestDevice, ports?: Ports): Promise<RoomDevice>
  /** Everything both ways, among those who are online, until nobody has anything to say. */
  settle(): Promise<void>
}

export const createRoomsWorld = async (everybody: readonly TestAccount[]): Promise<RoomsWorld> => {
  await loadAutomerge()
  const hall = await createRoom()
  const devices: RoomDevice[] = []
  return {
    async device(account, device, ports) {
      const made = await createRoomDevice(hall, everybody, account, device, ports)
      devices.push(made)
      return made
    },
    settle: () => settle(devices),
  }
}

export const createPeople = async <Name extends string>(
  ...names: readonly Name[]
): Promise<Readonly<Record<Name, TestAccount>>> => {
  const people = await Promise.all(names.map(async name => [name, await createAccount()] as const))
  return Object.fromEntries(people) as Record<Name, TestAccount>
}

const settle = async (devices: readonly RoomDevice[]): Promise<void> => {
  for (let quiet = 0, steps = 0; quiet < 6; steps++) {
    if (steps > 50_000) throw new Error('the network does not fall silent')
    let busy = false
    for (const device of devices) {
      if (device.isOnline && (await device.step())) busy = true
      if (device.isChecking()) busy = true
    }
    quiet = busy ? 0 : quiet + 1
    for (let turn = 0; turn < 30; turn++) await new Promise(resolve => setImmediate(resolve))
  }
}

const createRoomDevice = async (
  hall: Hall,
  everybody: readonly TestAccount[],
  account: TestAccount,
  device: TestDevice,
  ports: Ports = createMemoryPorts({ clock: createManualClock() }),
): Promise<RoomDevice> => {
  const { verify, isChecking } = countChecks(await createVerifier())
  const book = createAccountBook(verify)
  const store = createDocumentStore({ ports, verify, book })
  const replicas = new Map<string, Replica>()
  const line = createReplicaLine(hall, replicas, reason => {
    throw new Error(`refused: ${reason}`)
  })
  const onOpened = (replica: Replica): void => void replicas.set(replica.id, replica)
  for (const one of everybody) {
    const identity = valueOf(await store.open(one.identity.genesis))
    await identity.receive('seed', everything(changesOf(one.identity)))
    onOpened(identity)
  }
  const sealer = createSealer(device.publicKey, device.sign, systemRandom)
  const held: { isRevoked: boolean } = { isRevoked: false }
  const secrets = [{ generation: 1, secret: new Secret(new Uint8Array(32).fill(1)) }]
  const shared = {
    self: account.account,
    store,
    sealer: () => (held.isRevoked ? null : sealer),
    random: ports.random,
    onOpened,
  }
  const talk = valueOf(await createPrivateMap({ ...shared, secrets: () => secrets, purpose: 'talk' }))
  const signer = { publicKey: device.publicKey, sign: device.sign, forget: () => undefined }
  const rooms = await createRoomService({ ...shared, signer, book, verify, ports, talk })
  return {
    self: account.account,
    device,
    rooms,
    talk,
    book,
    store,
    ports,
    revoke: () => void (held.isRevoked = true),
    isOnline: true,
    isChecking,
    step: line.step,
  }
}

const countChecks = (inner: VerifySignature) => {
  let running = 0
  const verify: VerifySignature = async (...given) => {
    running++
    const isGood = await inner(...given)
    running--
    return isGood
  }
  return { verify, isChecking: () => running > 0 }
}

export const valueOf = <T>(result: Result<T, { readonly type: string }>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

/** The only room that is held. */
export const roomOf = (device: RoomDevice): HeldRoom => {
  const [room, ...more] = device.rooms.rooms()
  if (room === undefined || more.length > 0) throw new Error(`${more.length + 1} rooms`)
  return room
}
