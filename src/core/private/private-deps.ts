/** What private documents need of the rest of the core. */
import type { Random } from '../../base/random.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { HeldAccountSecret } from '../account/account-secret.ts'
import type { DocumentStore, Replica, Sealer } from '../documents/index.ts'
import type { PrivatePurpose } from './private-document.ts'

export interface PrivateDeps {
  readonly self: AccountId
  readonly store: Pick<DocumentStore, 'open'>
  /** Null when this device may not write (any more). */
  readonly sealer: () => Sealer | null
  /** Of every generation that is held; the newest last. */
  readonly secrets: () => readonly HeldAccountSecret[]
  readonly random: Random
  /** Once for each document. */
  readonly onOpened: (replica: Replica) => void
  readonly purpose: PrivatePurpose
}
