/** "Bring my identity": a new device for an account that the words and a verified chain have found. */
import { equalBytes } from '../../base/bytes.ts'
import type { AccountGenesis } from '../../protocol/records/account-genesis.ts'
import type { SignedRecord } from '../../protocol/records/record.ts'
import type { Signer } from '../crypto/ed25519.ts'
import { type HeldAccountSecret, type SecretRecipient, unwrapAccountSecret } from './account-secret.ts'
import { addDeviceByRoot, type DeviceDetails } from './new-device.ts'
import { type ChainPosition, planNewSecret } from './plan-secret.ts'
import { recoveryUnwrapKey, type RootKeys } from './root-keys.ts'
import type { VaultContents } from './vault-contents.ts'

export interface FoundAccount extends ChainPosition {
  readonly needsNewSecret: boolean
}

export interface DevicePlan {
  /** Without the words: typing them proved them. */
  readonly contents: VaultContents
  readonly signer: Signer
  /** `link add` and prekey; then a `link ak` if the account needs a new secret. */
  readonly records: readonly SignedRecord[]
  /** Devices that the new secret could not be given; empty when none was made. */
  readonly leftOut: readonly Uint8Array[]
}

/**
 * The newest account secret comes through the recovery key, so other devices keep theirs and nothing is
 * wrapped again. A new one is made only when the chain asks for it, or nobody wrapped it to the recovery
 * key. `recipients`: the active devices already there. The caller forgets `keys`.
 */
export const planDeviceFromRoot = async (
  keys: RootKeys,
  genesis: AccountGenesis,
  chain: FoundAccount,
  recipients: readonly SecretRecipient[],
  details: DeviceDetails,
): Promise<DevicePlan> => {
  if (!equalBytes(genesis.account, keys.account) || !equalBytes(chain.account, keys.account)) {
    throw new Error('planDeviceFromRoot: look the account up by the id that its own words give')
  }
  const device = await addDeviceByRoot(keys, chain.nextPrev, details)
  const known = secretThroughRecovery(keys, chain)
  const after = { ...chain, nextPrev: [device.addRid] }
  const fresh =
    known === null || chain.needsNewSecret
      ? await planNewSecret(keys.root, after, [...recipients, device.recipient], details.random)
      : null
  return {
    contents: {
      genesis,
      deviceSeed: device.seed,
      devicePublicKey: device.signer.publicKey,
      deviceName: details.deviceName,
      prekeys: [device.prekey],
      accountSecrets: [known, fresh?.secret ?? null].filter(secret => secret !== null),
      recoveryEntropy: null,
      displayName: details.displayName,
    },
    signer: device.signer,
    records: [...device.records, ...(fresh?.records ?? [])],
    leftOut: fresh?.leftOut ?? [],
  }
}

const secretThroughRecovery = (keys: RootKeys, chain: FoundAccount): HeldAccountSecret | null => {
  if (chain.secret === null) return null
  const unwrapped = unwrapAccountSecret(chain.account, chain.secret, [recoveryUnwrapKey(keys)])
  return unwrapped.ok ? unwrapped.value : null
}
