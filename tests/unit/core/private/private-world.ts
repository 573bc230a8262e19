/** One person's two devices with private documents: real replicas around a real hub. */
import { systemRandom } from '../../../../src/base/random.ts'
import type { Result } from '../../../../src/base/result.ts'
import type { HeldAccountSecret } from '../../../../src/core/account/account-secret.ts'
import { Secret } from '../../../../src/core/crypto/secret.ts'
import {
  createDocumentStore,
  createSealer,
  type DocumentStore,
  type Replica,
} from '../../../../src/core/documents/index.ts'
import type { Ports } from '../../../../src/core/ports.ts'
import type { PrivateDeps } from '../../../../src/core/private/private-deps.ts'
import type { PrivatePurpose } from '../../../../src/core/private/private-document.ts'
import { createMemoryDocumentStorage } from '../../../../src/platform/memory/document-storage.ts'
import { createMemoryPorts } from '../../../../src/platform/memory/memory-ports.ts'
import { loadAutomerge } from '../../../../src/platform/node/automerge.ts'
import { createAccountBook } from '../../../../src/protocol/accounts/account-book.ts'
import { createVerifier } from '../../../../src/protocol/crypto/verify.ts'
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

export interface PrivateDevice {
  readonly ports: Ports
  readonly documents: ReturnType<typeof createMemoryDocumentStorage>
  readonly store: DocumentStore
  /** What this device holds; a test may add to it. */
  readonly secrets: HeldAccountSecret[]
  depsFor(purpose: PrivatePurpose): PrivateDeps
  /** From now on this device may not write. */
  revoke(): void
  /** Takes in and says one message of each document; true when there was any. */
  step(): Promise<boolean>
}

export interface PrivateWorld {
  readonly account: TestAccount
  readonly devices: readonly [PrivateDevice, PrivateDevice]
  /** Everything both ways until nobody has anything to say. */
  settle(): Promise<void>
  /** The first device after a restart: nothing is open but the identity. */
  reopen(): Promise<PrivateDevice>
}

export const secretOf = (generation: number, fill = generation): HeldAccountSecret => ({
  generation,
  secret: new Secret(new Uint8Array(32).fill(fill)),
})

export const createPrivateWorld = async (): Promise<PrivateWorld> => {
  await loadAutomerge()
  const room = await createRoom()
  const account = await createAccount()
  const second = await addDevice(account)
  const make = (device: TestDevice) =>
    createPrivateDevice(account, device, room, createMemoryDocumentStorage())
  const devices = [await make(account.first), await make(second)] as const
  return {
    account,
    devices,
    settle: () => settleAll(devices),
    reopen: () => createPrivateDevice(account, account.first, room, devices[0].documents),
  }
}

const createPrivateDevice = async (
  account: TestAccount,
  device: TestDevice,
  room: Room,
  documents: ReturnType<typeof createMemoryDocumentStorage>,
): Promise<PrivateDevice> => {
  const verify = await createVerifier()
  const ports = createMemoryPorts({ documents })
  const store = createDocumentStore({ ports, verify, book: createAccountBook(verify) })
  const identity = valueOf(await store.open(account.identity.genesis))
  await identity.receive('seed', everything(changesOf(account.identity)))
  const replicas = new Map<string, Replica>([[identity.id, identity]])
  const { step } = createReplicaLine(room, replicas)
  const secrets = [secretOf(1)]
  const sealer = createSealer(device.publicKey, device.sign, systemRandom)
  let isRevoked = false
  return {
    ports,
    documents,
    store,
    secrets,
    depsFor: purpose => ({
      self: account.account,
      store,
      sealer: () => (isRevoked ? null : sealer),
      secrets: () => secrets,
      random: systemRandom,
      onOpened: replica => replicas.set(replica.id, replica),
      purpose,
    }),
    revoke: () => void (isRevoked = true),
    step,
  }
}

export const valueOf = <T>(result: Result<T, { readonly type: string }>): T => {
  if (!result.ok) throw new Error(result.error.type)
  return result.value
}
