/** What lines need of the rest of the core. */
import type { AccountBook } from '../../../protocol/accounts/account-book.ts'
import type { VerifySignature } from '../../../protocol/crypto/verify.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { HeldPrekey } from '../../account/prekeys.ts'
import type { Signer } from '../../crypto/ed25519.ts'
import type { DocumentStore, Replica, Sealer } from '../../documents/index.ts'
import type { Ports } from '../../ports.ts'
import type { PrivateLog, PrivateMap, SealedRows } from '../../private/private-types.ts'
import type { SyncEngine } from '../../sync/sync-engine.ts'

export interface LineDeps {
  readonly self: AccountId
  readonly signer: Signer
  /** Null when this device may not write (any more). */
  readonly sealer: () => Sealer | null
  readonly store: Pick<DocumentStore, 'open' | 'release' | 'onAccountChange'>
  readonly engine: Pick<
    SyncEngine,
    | 'untrack'
    | 'availability'
    | 'isAcknowledged'
    | 'status'
    | 'onStatus'
    | 'onReady'
    | 'onAcknowledged'
    | 'say'
    | 'onSaid'
  >
  readonly book: AccountBook
  readonly verify: VerifySignature
  readonly ports: Pick<Ports, 'clock' | 'random' | 'log'>
  /** Of this device. */
  readonly prekeys: () => readonly HeldPrekey[]
  readonly keychain: PrivateLog
  /** This device seals under the account secret in use, and no device was taken out that may still hold that one. */
  readonly isSecretCurrent: () => boolean
  /** Fields `s:<conversation>`: where feeds end. */
  readonly talk: PrivateMap
  readonly rows: SealedRows
  /** False while a newer chain of the account is known to exist than the one that is here. */
  readonly isChainCurrent: (account: AccountId) => boolean
  /** Once for each document and opening: tracks it, with its owner's identity. */
  readonly onOpened: (replica: Replica) => void
}

/** The same, with what all lines of the account know together. */
export interface JoinedDeps extends LineDeps {
  /** Heads that a device quotes of its own account's chain, in a record that was verified. */
  readonly noteHeads: (account: AccountId, device: Uint8Array, heads: readonly Uint8Array[]) => void
}
