/** Whether an entry is news for oneself, and of which kind. */
import { equalBytes } from '../../../../base/bytes.ts'
import type { JournalMention, JournalPlain } from '../../../../protocol/journal/journal-types.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import type { NoticeKind } from '../../../api.ts'

export type EntryNoticeKind = Exclude<NoticeKind, 'request' | 'connected'>

export const noticeKindOf = (plain: JournalPlain, self: AccountId): EntryNoticeKind | null => {
  switch (plain.kind) {
    case 'post':
      return namesOne(plain.body.mentions, self) ? 'mention' : null
    case 'comment':
      if (plain.replyTo !== null && equalBytes(plain.replyTo.account, self)) return 'reply'
      if (equalBytes(plain.target.account, self)) return 'comment'
      return namesOne(plain.mentions, self) ? 'mention' : null
    case 'appreciate':
      return equalBytes(plain.target.account, self) ? 'appreciation' : null
    case 'follow':
      return equalBytes(plain.account, self) ? 'follow' : null
    case 'edit':
    case 'delete':
    case 'hide':
      return null
  }
}

const namesOne = (mentions: readonly JournalMention[], self: AccountId): boolean =>
  mentions.some(({ account }) => equalBytes(account, self))
