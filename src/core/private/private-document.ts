/** Documents of kind `private`: one for each purpose and segment, every value in them sealed. */
import { enc } from '../../protocol/codec/cbor.ts'
import { hashWithLabel } from '../../protocol/crypto/hash.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { createDocumentGenesis, type DocumentGenesis } from '../../protocol/records/document-genesis.ts'

/**
 * `albums`: where the albums are that only their owner sees. `people`: whom one knows. `talk`: which conversations
 * one has, and how far one has read. `keychain`: what opens them, in segments. `network`: whom one follows without saying so,
 * what one does not want to see, and how far one has read of what happened.
 */
export type PrivatePurpose = 'albums' | 'people' | 'talk' | 'keychain' | 'network'

/** tag32 = H("private", enc([purpose, segment])), so that each of one's devices finds it by itself. */
export const privateGenesis = (owner: AccountId, purpose: PrivatePurpose, segment = 0): DocumentGenesis =>
  createDocumentGenesis('private', owner, hashWithLabel('private', enc([purpose, segment])))
