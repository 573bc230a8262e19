import { equalBytes } from '../../../../base/bytes.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import type { TalkItem } from '../rows/talk-item.ts'
import { canEdit } from './effects.ts'

/** Messages of others, also those that cannot be read; not what was deleted, and not what merely happened. */
export const countsAsUnread = (item: TalkItem, self: AccountId): boolean =>
  item.kind === 'said' &&
  !equalBytes(item.author, self) &&
  (item.content.kind === 'unreadable' || canEdit(item.content))
