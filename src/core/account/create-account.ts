/** Sign-up: everything that makes an account, made offline (PROTOCOL §2, §3). */
import { createAccountGenesis, type AccountGenesis } from '../../protocol/records/account-genesis.ts'
import { signLink } from '../../protocol/records/link.ts'
import type { SignedRecord } from '../../protocol/records/record.ts'
import type { Signer } from '../crypto/ed25519.ts'
import { Secret } from '../crypto/secret.ts'
import { recoveryEntropyBytes } from '../crypto/words.ts'
import { createAccountSecret, firstGeneration } from './account-secret.ts'
import { addDeviceByRoot, type DeviceDetails } from './new-device.ts'
import { openRootKeys } from './root-keys.ts'
import type { VaultContents } from './vault-contents.ts'

export interface NewAccount {
  readonly contents: VaultContents
  /** The first device's key; the vault holds its seed. */
  readonly signer: Signer
  /** genesis, `link add` of the device, its prekey, `link ak`: each after what it rests on. */
  readonly records: readonly SignedRecord[]
}

/** The root signs all links, so that no later revocation of the first device can undo them. */
export const createAccountKeys = async (details: DeviceDetails): Promise<NewAccount> => {
  const entropy = new Secret(details.random.bytes(recoveryEntropyBytes))
  const keys = await openRootKeys(entropy.reveal())
  const { account, root } = keys
  const recoveryX = keys.recovery.publicKey
  const genesisRecord = await createAccountGenesis(root.sign, root.publicKey, recoveryX)
  const genesis: AccountGenesis = { account, rootPub: root.publicKey, recoveryX, record: genesisRecord }
  const device = await addDeviceByRoot(keys, [account], details)
  const secret = createAccountSecret(account, recoveryX, [device.recipient], firstGeneration, details.random)
  const ak = await signLink(root.sign, account, [device.addRid], root.publicKey, secret.operation)
  keys.forget()
  return {
    contents: {
      genesis,
      deviceSeed: device.seed,
      devicePublicKey: device.signer.publicKey,
      deviceName: details.deviceName,
      prekeys: [device.prekey],
      accountSecrets: [secret.held],
      recoveryEntropy: entropy,
      displayName: details.displayName,
    },
    signer: device.signer,
    records: [genesisRecord, ...device.records, ak],
  }
}
