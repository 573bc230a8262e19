/** What the parts of connections share. */
import type { AccountBook } from '../../protocol/accounts/account-book.ts'
import type { VerifySignature } from '../../protocol/crypto/verify.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { HeldAccountSecret } from '../account/account-secret.ts'
import type { Role } from '../api.ts'
import type { Signer } from '../crypto/ed25519.ts'
import type { DocumentStore, Replica, Sealer } from '../documents/index.ts'
import type { Ports } from '../ports.ts'
import type { PrivateMap, SealedRows } from '../private/private-types.ts'
import type { SyncEngine } from '../sync/sync-engine.ts'

export interface ProfileFacts {
  readonly name: string
  readonly roles: readonly Role[]
  readonly place: string
}

export interface ConnectionDeps {
  readonly self: AccountId
  readonly signer: Signer
  /** Null when this device may not write (any more). */
  readonly sealer: () => Sealer | null
  readonly store: DocumentStore
  readonly engine: Pick<
    SyncEngine,
    'say' | 'onSaid' | 'onReady' | 'onAcknowledged' | 'isAcknowledged' | 'untrack'
  >
  readonly book: AccountBook
  readonly verify: VerifySignature
  readonly ports: Pick<Ports, 'clock' | 'random' | 'log'>
  /** Of every generation that is held; the one in use last. */
  readonly secrets: () => readonly HeldAccountSecret[]
  readonly people: PrivateMap
  readonly rows: SealedRows
  /** As on one's own profile. */
  readonly ownName: () => string
  readonly isRevoked: () => boolean
  readonly onOpened: (replica: Replica) => void
  /** Of a profile that is open; null when there is none. */
  readonly profileOf: (account: AccountId) => ProfileFacts | null
}
