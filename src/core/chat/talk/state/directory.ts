/** Which conversations there are: one for each contact that has a room, and each room. Derived anew whenever asked. */
import { bytesToHex } from '../../../../base/bytes.ts'
import { conversationIdOf } from '../../../../protocol/rooms/room-id.ts'
import type { RoomId } from '../../../../protocol/rooms/room-types.ts'
import type { ConversationId } from '../../../api.ts'
import type { Contact, ConnectionService } from '../../../connections/connection-types.ts'
import type { HeldRoom, RoomService } from '../../chat-types.ts'

export interface DirectConversation {
  readonly kind: 'direct'
  readonly id: ConversationId
  readonly room: RoomId
  readonly contact: Contact
}

export interface RoomConversation {
  readonly kind: 'room'
  readonly id: ConversationId
  readonly room: RoomId
  readonly held: HeldRoom
}

export type Conversation = DirectConversation | RoomConversation

export interface Directory {
  all(): readonly Conversation[]
  find(id: ConversationId): Conversation | null
}

export const createDirectory = (
  people: Pick<ConnectionService, 'contacts'>,
  roomService: Pick<RoomService, 'rooms'>,
): Directory => {
  const ids = new Map<string, ConversationId>()
  const idOf = (room: RoomId): ConversationId => {
    const name = bytesToHex(room)
    const known = ids.get(name) ?? conversationIdOf(room)
    ids.set(name, known)
    return known
  }
  const all = (): readonly Conversation[] => [
    ...people.contacts().flatMap(contact => directOf(contact, idOf)),
    ...roomService
      .rooms()
      .map(held => ({ kind: 'room', id: held.conversation, room: held.room.id, held }) as const),
  ]
  return { all, find: id => all().find(one => one.id === id) ?? null }
}

const directOf = (contact: Contact, idOf: (room: RoomId) => ConversationId): readonly DirectConversation[] =>
  contact.room === null ? [] : [{ kind: 'direct', id: idOf(contact.room), room: contact.room, contact }]
