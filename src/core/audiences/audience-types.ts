/** What the rest of the core knows of audience secrets (protocol/journal/audience-types.ts). */
import type { Result } from '../../base/result.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { CoreError } from '../api.ts'
import type { Secret } from '../crypto/secret.ts'

export interface AudienceKey {
  readonly generation: number
  /** 16 hex digits: one of those that devices made at the same time. */
  readonly id: string
  readonly secret: Secret
}

export interface AudienceService {
  /**
   * To write with now: it opens for exactly those one is connected to. Makes the first, lets in who is new, and renews it
   * when somebody has it who should not; answers when that is on disk. Error: `not-allowed` when this device may not write.
   */
  current(): Promise<Result<AudienceKey, CoreError>>
  /** What is held of an account's secrets, one's own too; by generation, the newest last. */
  held(owner: AccountId): readonly AudienceKey[]
  /** Null while it is not held; looks for it in the background then, and says so through `onKeys`. */
  find(owner: AccountId, generation: number, id: string): AudienceKey | null
  /** Looks for the newest, as before writing about something of theirs. Null when there is none for oneself. */
  newest(owner: AccountId): Promise<AudienceKey | null>
  /** More secrets of this account are held. */
  onKeys(listener: (owner: AccountId) => void): () => void
  close(): void
}
