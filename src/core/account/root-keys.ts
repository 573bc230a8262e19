/** What the recovery words open: the root and recovery keys, in memory at sign-up and recovery only. */
import { type AccountId, accountIdOf } from '../../protocol/records/account-genesis.ts'
import { createSigner, type Signer } from '../crypto/ed25519.ts'
import { wipe } from '../crypto/wipe.ts'
import { entropyToSecrets } from '../crypto/words.ts'
import { keyPairFromSecret, type X25519KeyPair } from '../crypto/x25519.ts'
import { recoveryKeyId, type UnwrapKey } from './account-secret.ts'

export interface RootKeys {
  /** The account that these words are of, whether or not anybody knows it. */
  readonly account: AccountId
  readonly root: Signer
  readonly recovery: X25519KeyPair
  /** Drops both private keys. Call it as soon as the account's records are signed. */
  readonly forget: () => void
}

/** `entropy`: the 16 bytes behind the words; not changed. */
export const openRootKeys = async (entropy: Uint8Array): Promise<RootKeys> => {
  const { rootSeed, recoverySecret } = entropyToSecrets(entropy)
  const root = await createSigner(rootSeed)
  wipe(rootSeed)
  const recovery = keyPairFromSecret(recoverySecret)
  return {
    account: accountIdOf(root.publicKey, recovery.publicKey),
    root,
    recovery,
    forget: () => {
      root.forget()
      wipe(recoverySecret)
    },
  }
}

export const recoveryUnwrapKey = (keys: RootKeys): UnwrapKey => ({
  to: keys.recovery.publicKey,
  keyId: recoveryKeyId,
  pair: keys.recovery,
})
