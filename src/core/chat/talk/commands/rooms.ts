/** The commands on rooms. Invitations go through the direct conversations of those who are invited. */
import { equalBytes } from '../../../../base/bytes.ts'
import { err, ok, type Result } from '../../../../base/result.ts'
import { limits } from '../../../../protocol/limits.ts'
import type { PlainBody } from '../../../../protocol/rooms/plain-types.ts'
import { parseAccountIdText } from '../../../account/account-id.ts'
import type { ConversationId, CoreError } from '../../../api.ts'
import type { Contact } from '../../../connections/connection-types.ts'
import type { ChatService } from '../../chat-types.ts'
import type { ChatDeps } from '../chat-deps.ts'
import { cannotWrite, unknownConversation } from '../rules/failures.ts'
import { checkRoomName } from '../rules/input.ts'
import { isAdmin } from '../rules/standing.ts'
import type { Outbox } from '../sending/outbox.ts'
import type { Desk } from '../state/desk.ts'
import type { Directory, RoomConversation } from '../state/directory.ts'
import type { CommandDeps } from './command-deps.ts'

type RoomCommands = Pick<
  ChatService,
  'createRoom' | 'invite' | 'acceptRoom' | 'leaveRoom' | 'removeMember' | 'makeAdmin' | 'renameRoom'
>

interface Deps extends CommandDeps, Pick<ChatDeps, 'people' | 'roomService'> {
  readonly directory: Directory
  readonly outbox: Outbox
  readonly deskOf: (c: ConversationId) => Desk
  /** Opens and seats lines as rooms stand now. */
  readonly look: () => Promise<void>
}

export const createRoomCommands = (deps: Deps): RoomCommands => {
  const { self, people, roomService, directory, outbox, deskOf, look } = deps
  const roomOf = (c: ConversationId): RoomConversation | null => {
    const found = directory.find(c)
    return found?.kind === 'room' ? found : null
  }
  /** Of people who are connected, and know it. */
  const contactsOf = (accounts: readonly string[]): Result<readonly Contact[], CoreError> => {
    const ids = [...new Set(accounts)].map(parseAccountIdText)
    if (ids.length > limits.roomMembers - 1) return err(cannotWrite('too-many-members'))
    const contacts = ids.map(id => (id === null ? null : people.contactOf(id)))
    const known = contacts.flatMap(one => (one?.state === 'connected' && one.confirmed ? [one] : []))
    return known.length === ids.length ? ok(known) : err(cannotWrite('not-connected'))
  }
  const say = async (c: ConversationId, body: PlainBody): Promise<Result<null, CoreError>> => {
    const posted = await outbox.post(deskOf(c), body)
    return posted.ok ? ok(null) : posted
  }

  const inviteAll = async (
    c: ConversationId,
    contacts: readonly Contact[],
  ): Promise<Result<null, CoreError>> => {
    const added = await roomService.add(
      c,
      contacts.map(({ account }) => account),
    )
    const conversation = roomOf(c)
    if (!added.ok) return added
    if (conversation === null) return err(unknownConversation)
    const { held } = conversation
    const line = deskOf(c).line
    const keys = held.room.mode === 'open' && line !== null ? await line.keys(limits.handedKeys) : []
    const members = held.membership.members.map(({ account }) => account)
    const body: PlainBody = { type: 'invite', room: held.room.record, name: held.name, members, keys }
    for (const contact of contacts) {
      const direct = directory
        .all()
        .find(one => one.kind === 'direct' && equalBytes(one.contact.account, contact.account))
      const said = direct === undefined ? err(cannotWrite('not-connected')) : await say(direct.id, body)
      if (!said.ok) return said
    }
    return ok(null)
  }

  return {
    async createRoom(name, members, mode) {
      const checked = checkRoomName(name)
      if (!checked.ok) return checked
      const contacts = contactsOf(members)
      if (!contacts.ok) return contacts
      const created = await roomService.create(checked.value, mode)
      if (!created.ok) return created
      const { conversation } = created.value
      await look()
      const named = await say(conversation, { type: 'name', name: checked.value })
      if (!named.ok) return named
      const invited = contacts.value.length === 0 ? ok(null) : await inviteAll(conversation, contacts.value)
      await look()
      return invited.ok ? ok({ conversation }) : invited
    },
    async invite(conversation, accounts) {
      const contacts = contactsOf(accounts)
      if (!contacts.ok) return contacts
      const room = roomOf(conversation)
      if (room === null) return err(unknownConversation)
      const invited = await inviteAll(conversation, contacts.value)
      await look()
      return invited
    },
    async acceptRoom(conversation) {
      if (roomOf(conversation) === null) return err(unknownConversation)
      const joined = await roomService.join(conversation)
      if (!joined.ok) return joined
      await look()
      return say(conversation, { type: 'joined' })
    },
    async leaveRoom(conversation) {
      if (roomOf(conversation) === null) return err(unknownConversation)
      const left = await roomService.leave(conversation)
      await look()
      return left
    },
    async removeMember(conversation, account) {
      const id = parseAccountIdText(account)
      const line = deskOf(conversation).line
      if (id === null) return err({ type: 'not-found', what: 'person' })
      if (roomOf(conversation) === null || line === null) return err(unknownConversation)
      const removed = await roomService.remove(conversation, id, await line.frontierOf(id))
      await look()
      return removed
    },
    async makeAdmin(conversation, account) {
      const id = parseAccountIdText(account)
      if (id === null) return err({ type: 'not-found', what: 'person' })
      return roomOf(conversation) === null
        ? err(unknownConversation)
        : roomService.makeAdmin(conversation, id)
    },
    async renameRoom(conversation, name) {
      const checked = checkRoomName(name)
      if (!checked.ok) return checked
      const desk = deps.writable(conversation)
      if (!desk.ok) return desk
      const room = roomOf(conversation)
      if (room === null) return err(unknownConversation)
      if (!isAdmin(room.held.membership, self)) return err(cannotWrite('not-admin'))
      return room.held.name === checked.value
        ? ok(null)
        : say(conversation, { type: 'name', name: checked.value })
    },
  }
}
