/** People with devices: real cores, real sockets, a real relay process, networks that can be cut. */
import type { AccountIdText, ProfileEdit, ProfileRow } from '../../src/core/api.ts'
import { limits } from '../../src/protocol/limits.ts'
import type { Ports } from '../../src/core/ports.ts'
import { createNodeNetwork } from '../../src/platform/node/network.ts'
import { type CoreDriver, startCore } from './core-driver.ts'
import { createCuttableNetwork, type CuttableNetwork } from './cuttable-network.ts'

export interface TestDevice extends CoreDriver {
  readonly network: CuttableNetwork
  readonly log: readonly { readonly event: string; readonly [field: string]: unknown }[]
  edit(edit: ProfileEdit): Promise<void>
  /** The profile once it satisfies `isRight`. */
  profile(account: AccountIdText, isRight?: (profile: ProfileRow) => boolean): Promise<ProfileRow>
  /** Everything of one's own is on the relay, by its own word. */
  allOnRelay(): Promise<void>
}

export const createDevice = async (
  relay: string | null,
  overrides: Partial<Ports> = {},
): Promise<TestDevice> => {
  const network = createCuttableNetwork(createNodeNetwork({ maxFrameBytes: limits.frameBytes }))
  const log: { event: string }[] = []
  const core = await startCore({ defaultRelay: relay, network, log: line => log.push(line), ...overrides })
  return {
    ...core,
    network,
    log,
    async edit(edit) {
      await core.do({ type: 'profile.edit', edit })
    },
    async profile(account, isRight = () => true) {
      const state = await core.until(
        { type: 'profile', account },
        row => row.kind === 'shown' && isRight(row.profile),
      )
      if (state.kind !== 'shown') throw new Error('profile: not shown')
      return state.profile
    },
    async allOnRelay() {
      await core.until({ type: 'sync' }, row => row.state === 'on-relay')
    },
  }
}

/** A new account on a new device. */
export const signUp = async (
  name: string,
  relay: string | null,
  overrides: Partial<Ports> = {},
): Promise<{ readonly device: TestDevice; readonly account: AccountIdText }> => {
  const device = await createDevice(relay, overrides)
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
  from: TestDevice,
  relay: string,
  deviceName: string,
): Promise<TestDevice> => {
  const { words } = await from.do({ type: 'recovery.show' })
  const device = await createDevice(relay)
  await device.do({ type: 'account.recover', words: words.join(' '), passphrase: null, deviceName, relay })
  return device
}
