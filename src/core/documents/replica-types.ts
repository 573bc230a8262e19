/** What a replica offers, and what it needs. */
import type { Random } from '../../base/random.ts'
import type { Result } from '../../base/result.ts'
import type { ChangeHash } from '../../protocol/changes/change.ts'
import type { VerifySignature } from '../../protocol/crypto/verify.ts'
import type { JudgeDevice } from '../../protocol/gate/gate.ts'
import type { GateRefusal } from '../../protocol/gate/refusal.ts'
import type { DocumentGenesis } from '../../protocol/records/document-genesis.ts'
import type { SignedRecord } from '../../protocol/records/record.ts'
import type { DocId } from '../../protocol/relay/frames.ts'
import type { DocumentStorage, Log, StorageError } from '../ports.ts'
import type { RootDoc } from './history.ts'
import type { Sealer } from './sealer.ts'

export interface ReplicaDeps {
  readonly storage: DocumentStorage
  readonly random: Random
  readonly verify: VerifySignature
  readonly judge: JudgeDevice
  readonly log: Log
}

export type EditError = StorageError | { readonly type: 'change-too-large' }

/** `broken`: the bytes on disk are not a document that this version can read. */
export type LoadError = StorageError | { readonly type: 'document-broken' }

export interface Receipt {
  readonly changed: boolean
  readonly refused: readonly GateRefusal[]
  readonly problem: StorageError | null
}

export interface Replica {
  readonly id: DocId
  readonly genesis: DocumentGenesis
  /** Read-only; replaced as a whole whenever it changes. */
  doc(): RootDoc
  /** None once it is closed. */
  heads(): readonly ChangeHash[]
  /** Answers when edit and seal are on disk; `false` when nothing changed. */
  edit(sealer: Sealer, mutate: (draft: Record<string, unknown>) => void): Promise<Result<boolean, EditError>>
  /** The same for signed records, each in a change without operations. */
  addRecords(sealer: Sealer, records: readonly SignedRecord[]): Promise<Result<boolean, EditError>>
  receive(peer: string, message: Uint8Array): Promise<Receipt>
  nextMessage(peer: string): Promise<Uint8Array | null>
  /** What the peer last said it has, durably when the peer is a relay; null before it spoke. */
  theirHeads(peer: string): readonly ChangeHash[] | null
  /** The peer has exactly these heads, as both know: from here on it is as after a sync. */
  agree(peer: string, heads: readonly ChangeHash[]): Promise<void>
  dropPeer(peer: string): void
  /** After the owner's chain changed: lets in what is covered now, takes out what is covered no more. */
  reconsider(): Promise<Receipt>
  onChange(listener: () => void): () => void
  close(): Promise<void>
}
