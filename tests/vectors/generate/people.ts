/** The one cast of every generated vector: keys from a fixed seed, times fixed, nothing from the machine. */
import type { Random } from '../../../src/base/random.ts'
import { createSigner, type Signer } from '../../../src/core/crypto/ed25519.ts'
import { keyPairFromSecret, type X25519KeyPair } from '../../../src/core/crypto/x25519.ts'
import { openRootKeys, type RootKeys } from '../../../src/core/account/root-keys.ts'
import { unsafeSeededRandom } from '../../../src/platform/memory/seeded-random.ts'

export const vectorTimeMs = 1_750_000_000_000

export interface People {
  readonly random: Random
  readonly entropy: Uint8Array
  readonly keys: RootKeys
  readonly laptop: Signer
  readonly phone: Signer
  readonly laptopX: X25519KeyPair
  readonly phoneX: X25519KeyPair
}

export const createPeople = async (seed: number): Promise<People> => {
  const random = unsafeSeededRandom(seed)
  const entropy = random.bytes(16)
  return {
    random,
    entropy,
    keys: await openRootKeys(entropy),
    laptop: await createSigner(random.bytes(32)),
    phone: await createSigner(random.bytes(32)),
    laptopX: keyPairFromSecret(random.bytes(32)),
    phoneX: keyPairFromSecret(random.bytes(32)),
  }
}
