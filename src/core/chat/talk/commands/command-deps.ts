/** What commands on a conversation share. */
import type { Result } from '../../../../base/result.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import type { EnvelopeId } from '../../../../protocol/rooms/room-types.ts'
import type { ConversationId, CoreError } from '../../../api.ts'
import type { SaidItem } from '../rows/talk-item.ts'
import type { Desk } from '../state/desk.ts'

export interface CommandDeps {
  readonly self: AccountId
  /** The desk of a conversation that is known and may be written to, or why not. */
  readonly writable: (c: ConversationId) => Result<Desk, CoreError>
  readonly findItem: (c: ConversationId, id: EnvelopeId) => Promise<SaidItem | null>
  readonly onChange: () => void
}
