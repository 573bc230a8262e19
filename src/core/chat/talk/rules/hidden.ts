import { equalBytes } from '../../../../base/bytes.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import type { Membership } from '../../../../protocol/rooms/room-types.ts'
import type { ChainPlace, TalkItem } from '../rows/talk-item.ts'

/** Says of what somebody wrote whether it stays hidden: after the last that was accepted from a removed member. */
export type IsHidden = (author: AccountId, at: ChainPlace) => boolean

export const nothingHidden: IsHidden = () => false

/** One's own is always shown to oneself: nobody's words vanish before their eyes. */
export const hiddenBy =
  (membership: Membership, self: AccountId): IsHidden =>
  (author, { chain, n }) => {
    const former = membership.former.find(({ account }) => equalBytes(account, author))
    if (former === undefined || former.frontier === null || equalBytes(author, self)) return false
    const last = former.frontier.find(([known]) => equalBytes(known, chain))
    return last === undefined || n > last[1]
  }

export const isShownHidden = (item: TalkItem, isHidden: IsHidden): boolean =>
  item.kind === 'said' && isHidden(item.author, item)
