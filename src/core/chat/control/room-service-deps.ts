import type { AccountBook } from '../../../protocol/accounts/account-book.ts'
import type { VerifySignature } from '../../../protocol/crypto/verify.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { Signer } from '../../crypto/ed25519.ts'
import type { DocumentStore, Replica, Sealer } from '../../documents/index.ts'
import type { Ports } from '../../ports.ts'
import type { PrivateMap } from '../../private/private-types.ts'

export interface RoomServiceDeps {
  readonly self: AccountId
  readonly signer: Signer
  /** Null when this device may not write (any more). */
  readonly sealer: () => Sealer | null
  readonly store: Pick<DocumentStore, 'open' | 'held' | 'onAccountChange'>
  readonly book: Pick<AccountBook, 'entryOf'>
  readonly verify: VerifySignature
  readonly ports: Pick<Ports, 'clock' | 'random' | 'log'>
  /** Fields `r:<22 random characters>` are this service's. */
  readonly talk: PrivateMap
  readonly onOpened: (replica: Replica) => void
}
