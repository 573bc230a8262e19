/** What is known of one conversation. */
import { bytesToHex, equalBytes } from '../../../../base/bytes.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import { accountIdToText } from '../../../account/account-id.ts'
import type { ConversationMember, ConversationRow } from '../../../api.ts'
import type { ConnectionService } from '../../../connections/connection-types.ts'
import { standingKey } from '../rows/keys.ts'
import { parseStanding, type Standing } from '../rows/small-rows.ts'
import { cannotWriteOf } from '../rules/seating.ts'
import { isAdmin } from '../rules/standing.ts'
import type { Desk } from '../state/desk.ts'
import type { Conversation } from '../state/directory.ts'
import { titleOf } from './conversation-list.ts'
import { type LookDeps, othersIn } from './showing-deps.ts'

export interface ConversationDeps extends LookDeps {
  readonly people: Pick<ConnectionService, 'person' | 'contactOf' | 'changesOf'>
  readonly typingIn: (c: string) => readonly AccountId[]
  readonly isRevoked: () => boolean
}

export const conversationRow = async (
  conversation: Conversation,
  desk: Desk,
  deps: ConversationDeps,
): Promise<ConversationRow> => {
  const { self, people, nameOf } = deps
  const stored = await deps.rows.get(standingKey(conversation.id))
  const direct = conversation.kind === 'direct' ? conversation.contact.account : null
  const person = direct === null ? null : await people.person(accountIdToText(direct))
  const membership = conversation.kind === 'room' ? conversation.held.membership : null
  return {
    id: conversation.id,
    kind: conversation.kind,
    title: titleOf(conversation, nameOf),
    person: direct === null ? null : accountIdToText(direct),
    members: membersOf(conversation, parseStanding(stored.ok ? stored.value : null), deps),
    ownRole: membership !== null && isAdmin(membership, self) ? 'admin' : 'member',
    mode: conversation.kind === 'room' ? conversation.held.room.mode : 'keep',
    cannotWrite: cannotWriteOf(conversation, deps.isRevoked()),
    unread: desk.read.unread,
    draft: desk.draft,
    typing: deps.typingIn(conversation.id).map(nameOf),
    changes: othersIn(conversation, self).flatMap(account =>
      people
        .changesOf(account)
        .map(change => ({ account: accountIdToText(account), name: nameOf(account), change })),
    ),
    safetyNumber: person?.safetyNumber ?? [],
  }
}

const membersOf = (
  conversation: Conversation,
  { joined }: Standing,
  deps: ConversationDeps,
): readonly ConversationMember[] => {
  const member = (
    account: AccountId,
    role: ConversationMember['role'],
    hasJoined: boolean,
  ): ConversationMember => ({
    account: accountIdToText(account),
    name: deps.nameOf(account),
    isOwn: equalBytes(account, deps.self),
    role,
    state: hasJoined ? 'member' : 'invited',
    verified: deps.people.contactOf(account)?.verified ?? 'no',
  })
  if (conversation.kind === 'direct') {
    return [member(deps.self, 'member', true), member(conversation.contact.account, 'member', true)]
  }
  const { membership, room, state } = conversation.held
  const here = new Set([room.creator, ...joined].map(bytesToHex))
  const isHere = (account: AccountId): boolean =>
    here.has(bytesToHex(account)) || (equalBytes(account, deps.self) && state === 'joined')
  return membership.members.map(({ account, role }) => member(account, role, isHere(account)))
}
