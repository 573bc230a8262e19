/** What others say that concerns more than the conversation: yes, goodbye, and invitations into rooms. */
import { equalBytes } from '../../../../base/bytes.ts'
import { parseRoom } from '../../../../protocol/rooms/room.ts'
import { conversationIdOf } from '../../../../protocol/rooms/room-id.ts'
import type { ChatDeps } from '../chat-deps.ts'
import { handedKeysToRow } from '../rows/handed-keys.ts'
import { handedKeysKey } from '../rows/keys.ts'
import type { Desk } from '../state/desk.ts'
import type { Directory } from '../state/directory.ts'
import type { HeardWord } from '../taking/taking-deps.ts'

type Deps = Pick<ChatDeps, 'people' | 'roomService' | 'rows' | 'ports'> & { readonly directory: Directory }

/** Counts only from the other person, in the conversation that one has with them. */
export const createHearing =
  ({ people, roomService, rows, ports, directory }: Deps) =>
  async (desk: Desk, { author, body, sentAtMs }: HeardWord): Promise<void> => {
    const conversation = directory.find(desk.c)
    if (conversation?.kind !== 'direct' || !equalBytes(conversation.contact.account, author)) return
    if (body.type !== 'invite') return people.noteAnswer(author, body.type, sentAtMs)
    const room = parseRoom(body.room)
    if (!room.ok || conversation.contact.state !== 'connected') return
    await roomService.noteInvitation(author, room.value, body.name, body.members)
    if (body.keys.length === 0) return
    const key = handedKeysKey(conversationIdOf(room.value.id))
    const written = await rows.write([rows.seal(key, handedKeysToRow(body.keys))])
    if (!written.ok) ports.log({ event: 'handed-keys-not-kept', reason: written.error.type })
  }
