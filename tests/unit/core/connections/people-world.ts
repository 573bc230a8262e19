/** People with devices: real accounts, chains, replicas and connections around a real hub and intro desk. */
import { systemRandom } from '../../../../src/base/random.ts'
import { createAccountKeys } from '../../../../src/core/account/create-account.ts'
import { accountIdToText } from '../../../../src/core/account/account-id.ts'
import { planDeviceFromRoot } from '../../../../src/core/account/plan-device-from-root.ts'
import { planRevoke } from '../../../../src/core/account/plan-secret.ts'
import { openRootKeys } from '../../../../src/core/account/root-keys.ts'
import type { AccountIdText } from '../../../../src/core/api.ts'
import { createSigner } from '../../../../src/core/crypto/ed25519.ts'
import { createManualClock, type ManualClock } from '../../../../src/platform/memory/manual-clock.ts'
import { loadAutomerge } from '../../../../src/platform/node/automerge.ts'
import { newestPrekeys } from '../../../../src/protocol/accounts/chain.ts'
import { createVerifier } from '../../../../src/protocol/crypto/verify.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import { popInput, signLink } from '../../../../src/protocol/records/link.ts'
import { createIntros } from '../../../../sync-server/intros/intros.ts'
import { defaultIntroLimits } from '../../../../sync-server/limits.ts'
import { createMemoryIntroStore } from '../../../../sync-server/stores/memory-intro-store.ts'
import { createRoom } from '../../../support/sync-room.ts'
import { createPeopleDevice, createWork, type PeopleDevice, type Surroundings } from './people-device.ts'
import type { SmallRelay } from './small-line.ts'

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
