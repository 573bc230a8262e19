/** A device that the root adds: at sign-up, and when the words bring an identity to another browser. */
import type { Random } from '../../base/random.ts'
import { popInput, signLink } from '../../protocol/records/link.ts'
import { recordId, type SignedRecord } from '../../protocol/records/record.ts'
import { createSigner, type Signer } from '../crypto/ed25519.ts'
import { Secret } from '../crypto/secret.ts'
import type { SecretRecipient } from './account-secret.ts'
import { createPrekey, type HeldPrekey } from './prekeys.ts'
import type { RootKeys } from './root-keys.ts'

export interface DeviceDetails {
  /** At most 256 bytes of UTF-8. */
  readonly deviceName: string
  /** The person's name, shown on the locked screen; at most 1,024 bytes of UTF-8. */
  readonly displayName: string
  readonly nowMs: number
  readonly random: Random
}

export interface NewDevice {
  readonly signer: Signer
  readonly seed: Secret
  readonly prekey: HeldPrekey
  readonly recipient: SecretRecipient
  /** `link add`, then `prekey`. */
  readonly records: readonly SignedRecord[]
  /** rid of the `add`: what the next link follows. */
  readonly addRid: Uint8Array
}

/** `prev`: the heads of the chain so far, sorted; the account id alone for the first device. */
export const addDeviceByRoot = async (
  keys: RootKeys,
  prev: readonly Uint8Array[],
  details: DeviceDetails,
): Promise<NewDevice> => {
  const { account, root } = keys
  const { deviceName, nowMs, random } = details
  const seed = new Secret(random.bytes(32))
  const signer = await createSigner(seed.reveal())
  const device = signer.publicKey
  const pop = await signer.sign(popInput(account, root.publicKey, device))
  const add = await signLink(root.sign, account, prev, root.publicKey, {
    op: 'add',
    device,
    addedAtMs: nowMs,
    name: deviceName,
    pop,
  })
  const prekey = await createPrekey(signer, account, 1, nowMs, random)
  return {
    signer,
    seed,
    prekey: prekey.held,
    recipient: { device, prekeyId: prekey.held.id, x: prekey.x },
    records: [add, prekey.record],
    addRid: recordId(add.kind, add.body),
  }
}
