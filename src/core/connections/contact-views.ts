/** Contacts as the rest of the core sees them: one object as long as nothing about a person changed. */
import { conversationIdOf } from '../../protocol/rooms/room-id.ts'
import type { RoomId } from '../../protocol/rooms/room-types.ts'
import type { ConversationId, Verified } from '../api.ts'
import type { Contact } from './connection-types.ts'
import type { ContactEntry } from './contact-entry.ts'

export interface ContactViews {
  contactOf(entry: ContactEntry, name: string, verified: Verified): Contact
  conversationOf(room: RoomId): ConversationId
}

export const createContactViews = (): ContactViews => {
  const contacts = new WeakMap<ContactEntry, Contact>()
  const conversations = new WeakMap<RoomId, ConversationId>()
  return {
    contactOf(entry, name, verified) {
      const known = contacts.get(entry)
      if (known?.name === name && known.verified === verified) return known
      const { state, sinceMs, confirmed, room } = entry.standing
      const contact = { account: entry.account, state, sinceMs, name, verified, confirmed, room }
      contacts.set(entry, contact)
      return contact
    },
    conversationOf(room) {
      const known = conversations.get(room) ?? conversationIdOf(room)
      conversations.set(room, known)
      return known
    },
  }
}
