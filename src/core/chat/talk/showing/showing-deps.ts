/** What showing a conversation's items takes, for one look. */
import { bytesToHex, equalBytes } from '../../../../base/bytes.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import type { ConversationId } from '../../../api.ts'
import type { SealedRows } from '../../../private/private-types.ts'
import { askedKey } from '../rows/keys.ts'
import { createRowDraft } from '../rows/row-draft.ts'
import { hiddenBy, type IsHidden, nothingHidden } from '../rules/hidden.ts'
import { isAdmin } from '../rules/standing.ts'
import type { Conversation } from '../state/directory.ts'
import { findItem } from '../taking/look-again.ts'
import { createPlacing } from '../taking/placing.ts'
import { createStandings } from './chain-standings.ts'
import type { ThreadDeps } from './thread-item.ts'

export interface LookDeps {
  readonly self: AccountId
  readonly rows: SealedRows
  readonly nameOf: (account: AccountId) => string
}

/** `conversation`: null when people and rooms know nothing of it any more, and only its rows are left. */
export const showingDeps = (
  c: ConversationId,
  conversation: Conversation | null,
  { self, rows, nameOf }: LookDeps,
): ThreadDeps => {
  const draft = createRowDraft(rows)
  const placing = createPlacing(c, draft)
  return {
    self,
    isRoom: conversation?.kind === 'room',
    nameOf,
    isHidden: isHiddenIn(conversation, self),
    standingOf: createStandings(rows, c, othersIn(conversation, self)),
    find: async id => (await findItem(c, draft, placing, bytesToHex(id)))?.item ?? null,
    asked: async id => {
      const row = await draft.get(askedKey(c, bytesToHex(id)))
      return typeof row === 'number' ? row : 0
    },
    mayName: author => conversation?.kind === 'room' && isAdmin(conversation.held.membership, author),
  }
}

export const isHiddenIn = (conversation: Conversation | null, self: AccountId): IsHidden =>
  conversation?.kind === 'room' ? hiddenBy(conversation.held.membership, self) : nothingHidden

/** To whom one writes, besides oneself. */
export const othersIn = (conversation: Conversation | null, self: AccountId): readonly AccountId[] => {
  if (conversation === null) return []
  if (conversation.kind === 'direct') return [conversation.contact.account]
  return conversation.held.membership.members.flatMap(({ account }) =>
    equalBytes(account, self) ? [] : [account],
  )
}
