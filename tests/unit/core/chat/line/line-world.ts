/** People with devices whose lines meet at a real relay in this process: all is real but what shows the messages. */
import { systemClock } from '../../../../../src/base/clock.ts'
import { systemRandom } from '../../../../../src/base/random.ts'
import { createAccountKeys } from '../../../../../src/core/account/create-account.ts'
import { addDeviceByRoot } from '../../../../../src/core/account/new-device.ts'
import { openRootKeys } from '../../../../../src/core/account/root-keys.ts'
import { getAllChanges } from '../../../../../src/core/documents/automerge.ts'
import type { LinkOperation } from '../../../../../src/protocol/records/link.ts'
import { signLink } from '../../../../../src/protocol/records/link.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'
import type { SignedRecord } from '../../../../../src/protocol/records/record.ts'
import {
  type RelayInProcess,
  type RelayInProcessOptions,
  startRelayInProcess,
} from '../../../../support/relay-in-process.ts'
import { everything } from '../../../../support/hostile-relay.ts'
import { type LineDevice, openDevice } from './line-device.ts'
import { until, valueOf } from './outcomes.ts'

export interface Person {
  readonly account: AccountId
  readonly devices: readonly LineDevice[]
  addDevice(name: string): Promise<LineDevice>
  /** By the root; seals that were not named do not count any more. */
  revoke(device: LineDevice): Promise<void>
}

export interface LineWorld {
  readonly relay: RelayInProcess
  /** With one device. */
  person(name: string): Promise<Person & { readonly first: LineDevice }>
  /** Ends every device, and the relay. */
  close(): Promise<void>
}

export const createLineWorld = async (options: RelayInProcessOptions = {}): Promise<LineWorld> => {
  const relay = await startRelayInProcess(options)
  const opened: LineDevice[] = []
  return {
    relay,
    async person(name) {
      const person = await createPerson(name, relay.wsUrl, opened)
      const [first] = person.devices
      if (first === undefined) throw new Error('no device')
      return { ...person, first }
    },
    async close() {
      for (const device of opened) await device.close()
      await relay.relay.close()
    },
  }
}

const createPerson = async (name: string, relay: string, opened: LineDevice[]): Promise<Person> => {
  const nowMs = systemClock.nowMs()
  const made = await createAccountKeys({
    deviceName: `${name} 1`,
    displayName: name,
    nowMs,
    random: systemRandom,
  })
  const { genesis, recoveryEntropy, accountSecrets, prekeys } = made.contents
  if (recoveryEntropy === null) throw new Error('an account without words')
  const root = await openRootKeys(recoveryEntropy.reveal())
  const shared = { self: genesis.account, accountSecrets, relay, opened }
  const first = await openDevice({ name: `${name} 1`, signer: made.signer, prekeys }, shared, made.records)
  await until(() => first.book.entryOf(genesis.account) !== null)
  const devices = [first]
  const publish = async (records: readonly SignedRecord[]): Promise<void> => {
    valueOf(await first.identity.addRecords(first.sealer, records))
  }
  const heads = (): readonly Uint8Array[] => first.book.entryOf(genesis.account)?.state.nextPrev ?? []
  return {
    account: genesis.account,
    devices,
    async addDevice(deviceName) {
      const details = { deviceName, displayName: name, nowMs: systemClock.nowMs(), random: systemRandom }
      const added = await addDeviceByRoot(root, heads(), details)
      await publish(added.records)
      // The relay lets in only whom it knows.
      await until(() => first.engine.isAcknowledged(first.identity.id))
      const device = await openDevice(
        { name: deviceName, signer: added.signer, prekeys: [added.prekey] },
        shared,
        [],
      )
      await device.identity.receive('copy', everything(getAllChanges(first.identity.doc())))
      await until(() => device.book.entryOf(genesis.account) !== null)
      devices.push(device)
      return device
    },
    async revoke(device) {
      const operation: LinkOperation = { op: 'revoke', device: device.keys.signer.publicKey, frontier: [] }
      await publish([
        await signLink(root.root.sign, genesis.account, heads(), root.root.publicKey, operation),
      ])
    },
  }
}
