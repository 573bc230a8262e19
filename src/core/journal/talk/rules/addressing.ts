/** Whether an entry is news for oneself, and of which kind. */
import { equalBytes } from '../../../../base/bytes.ts'
import type { JournalPlain } from '../../../../protocol/journal/journal-types.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import type { NoticeKind } from '../../../api.ts'
import { bodyOf, type EditPlain } from './folding.ts'

export type EntryNoticeKind = Exclude<NoticeKind, 'request' | 'connected'>

/** `edit`: the newest of it. Whoever is named by what stands there now is told, and nobody who no longer is. */
export const noticeKindOf = (
  plain: JournalPlain,
  edit: EditPlain | null,
  self: AccountId,
): EntryNoticeKind | null => {
  switch (plain.kind) {
    case 'post':
      return namesOne(plain, edit, self) ? 'mention' : null
    case 'comment':
      if (plain.replyTo !== null && equalBytes(plain.replyTo.account, self)) return 'reply'
      if (equalBytes(plain.target.account, self)) return 'comment'
      return namesOne(plain, edit, self) ? 'mention' : null
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

const namesOne = (plain: JournalPlain, edit: EditPlain | null, self: AccountId): boolean =>
  bodyOf(plain, edit)?.mentions.some(({ account }) => equalBytes(account, self)) ?? false
