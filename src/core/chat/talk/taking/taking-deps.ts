/** What taking news needs to know, and where it leaves what it found. */
import type { Random } from '../../../../base/random.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import type { PlainBody } from '../../../../protocol/rooms/plain-types.ts'
import type { ConversationId } from '../../../api.ts'
import type { SealedRows } from '../../../private/private-types.ts'
import type { Standing } from '../rows/small-rows.ts'
import type { RowDraft } from '../rows/row-draft.ts'
import type { IsHidden } from '../rules/hidden.ts'
import type { Move, Placing } from './placing.ts'

export interface TakingDeps {
  readonly self: AccountId
  /** This device's key, to tell what was written here from what came. */
  readonly device: Uint8Array
  readonly rows: SealedRows
  readonly random: Random
  readonly nowMs: () => number
}

/** What others in the core must hear of, before it counts as taken: hearing it twice does no harm. */
export type Heard = Extract<PlainBody, { readonly type: 'invite' }> | { readonly type: 'accept' | 'goodbye' }

/** `sentAtMs`: by its author's clock. */
export interface HeardWord {
  readonly author: AccountId
  readonly body: Heard
  readonly sentAtMs: number
}

/** One batch of news while it is being taken. */
export interface Taking {
  readonly c: ConversationId
  readonly deps: TakingDeps
  readonly draft: RowDraft
  readonly placing: Placing
  readonly isHidden: IsHidden
  readonly moves: Move[]
  /** Ids in hex of messages to look at again, because something was done to them. */
  readonly targets: Set<string>
  readonly heard: HeardWord[]
  /** `account/chain` of others that something worth an answer came in. */
  readonly answered: Set<string>
  /** Who wrote something: they are not typing it any more. */
  readonly wrote: AccountId[]
  standing: Standing
}
