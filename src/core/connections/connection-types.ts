/** What the rest of the core knows of people and how one stands with them. */
import type { Result } from '../../base/result.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { RoomId } from '../../protocol/rooms/room-types.ts'
import type {
  AccountIdText,
  CommandResults,
  CoreError,
  PeopleRow,
  PersonRow,
  TrustChange,
  Verified,
} from '../api.ts'

/**
 * `received` and `rejected`: a request of theirs, waiting or refused in silence. `removed`: was connected, until one of
 * the two took it back. `none`: only ever looked at, or blocked once.
 */
export type ContactState = 'none' | 'sent' | 'received' | 'rejected' | 'connected' | 'removed' | 'blocked'

/** A person one has to do with, the same on all of one's devices. */
export interface Contact {
  readonly account: AccountId
  readonly state: ContactState
  /** Of `connected`: an `accept` that one said before this answered an earlier request, and is due again. */
  readonly sinceMs: number
  /** The last name that was seen. */
  readonly name: string
  readonly verified: Verified
  /** Their answer is here. */
  readonly confirmed: boolean
  /** Where one talks, once both keys are known: already while a request is under way. */
  readonly room: RoomId | null
}

export interface ConnectionService {
  request(account: AccountIdText, note: string): Promise<Result<null, CoreError>>
  cancel(account: AccountIdText): Promise<Result<null, CoreError>>
  accept(account: AccountIdText): Promise<Result<CommandResults['connection.accept'], CoreError>>
  reject(account: AccountIdText): Promise<Result<null, CoreError>>
  remove(account: AccountIdText): Promise<Result<null, CoreError>>
  block(account: AccountIdText): Promise<Result<null, CoreError>>
  unblock(account: AccountIdText): Promise<Result<null, CoreError>>
  showCode(answers: AccountIdText | null): Promise<Result<CommandResults['code.show'], CoreError>>
  scanCode(text: string): Promise<Result<CommandResults['code.scan'], CoreError>>
  compare(
    account: AccountIdText,
    digits: string | null,
  ): Promise<Result<{ readonly same: boolean }, CoreError>>
  confirm(account: AccountIdText): Promise<Result<null, CoreError>>
  acknowledge(account: AccountIdText): Promise<Result<null, CoreError>>

  person(account: AccountIdText): Promise<PersonRow | null>
  people(): Promise<PeopleRow>

  contacts(): readonly Contact[]
  contactOf(account: AccountId): Contact | null
  /** What has changed about them and was not acknowledged. */
  changesOf(account: AccountId): readonly TrustChange[]
  /**
   * Whether the chain that is held of them is at least as new as any that one's devices or a code have seen. While it is
   * not, nothing new may be encrypted to them.
   */
  isChainCurrent(account: AccountId): boolean
  /**
   * Their device said so in the direct conversation: yes to being connected, or no longer. `sentAtMs`, by their clock,
   * tells a word that was said before one that counted already; absent, it counts as said now.
   */
  noteAnswer(account: AccountId, answer: 'accept' | 'goodbye', sentAtMs?: number): Promise<void>
  onChange(listener: () => void): () => void
  close(): void
}
