/** What a conversation itself is owed: yes to being connected, once; goodbye, once; a room's name and steps. */
import { equalBytes } from '../../../../base/bytes.ts'
import type { PlainBody } from '../../../../protocol/rooms/plain-types.ts'
import type { ConversationId } from '../../../api.ts'
import type { ChatDeps } from '../chat-deps.ts'
import { handedKeysKey, standingKey } from '../rows/keys.ts'
import { parseHandedKeys } from '../rows/handed-keys.ts'
import { parseStanding, type Standing } from '../rows/small-rows.ts'
import { isHiddenIn } from '../showing/showing-deps.ts'
import { nameBy, owesAccept, owesGoodbye } from '../rules/standing.ts'
import type { Outbox } from '../sending/outbox.ts'
import type { Desk } from '../state/desk.ts'
import type { Conversation, DirectConversation, RoomConversation } from '../state/directory.ts'
import { putSteps } from '../taking/notices.ts'
import { beginTaking, finishTaking } from '../taking/take-news.ts'
import type { TakingDeps } from '../taking/taking-deps.ts'

export interface StandingWords {
  /** After a line was seated, and whenever its conversation changed. */
  attend(desk: Desk, conversation: Conversation): Promise<void>
  /** Conversations that wait to be told what one said earlier. */
  waiting(): readonly ConversationId[]
}

interface Deps extends Pick<ChatDeps, 'self' | 'rows' | 'lines' | 'engine' | 'roomService'> {
  readonly outbox: Outbox
  readonly taking: TakingDeps
  readonly onChange: () => void
}

export const createStandingWords = (deps: Deps): StandingWords => {
  const { self, rows, outbox, roomService } = deps
  /** Steps that were noticed, by how many there were. */
  const noticed = new Map<ConversationId, number>()
  const waiting = new Set<ConversationId>()
  /** To which beginning of a connection yes was said since this began: another device's clock may call it old. */
  const accepted = new Map<ConversationId, number>()

  const standingOf = async (c: ConversationId): Promise<Standing> => {
    const row = await rows.get(standingKey(c))
    return parseStanding(row.ok ? row.value : null)
  }
  /** What one said earlier, on whatever device, is here; or there is nothing. */
  const isOwnFeedKnown = ({ line, c }: Desk): boolean =>
    line?.status().fetching === null &&
    deps.lines
      .segmentDocs(c)
      .filter(({ owner }) => equalBytes(owner, self))
      .some(({ doc }) => ['arrived', 'unavailable'].includes(deps.engine.availability(doc)))
  const sayOnce = async (desk: Desk, type: 'accept' | 'goodbye'): Promise<void> => {
    const waits = [...desk.outbox.values()].some(({ body }) => body.type === type)
    if (!waits) await outbox.post(desk, { type } satisfies PlainBody)
  }

  const attendDirect = async (desk: Desk, { contact }: DirectConversation): Promise<void> => {
    waiting.delete(desk.c)
    if (contact.state !== 'connected' && contact.state !== 'removed') return
    const standing = await standingOf(desk.c)
    if (contact.state === 'removed') {
      if (owesGoodbye(standing, self, contact.account)) await sayOnce(desk, 'goodbye')
    } else if (owesAccept(standing, self, contact.sinceMs) && accepted.get(desk.c) !== contact.sinceMs) {
      if (!isOwnFeedKnown(desk)) return void waiting.add(desk.c)
      accepted.set(desk.c, contact.sinceMs)
      await sayOnce(desk, 'accept')
    }
  }
  const attendRoom = async (desk: Desk, conversation: RoomConversation): Promise<void> => {
    const { held } = conversation
    await takeHandedKeys(desk)
    await noteSteps(desk, conversation)
    const name = nameBy(await standingOf(desk.c), held.membership)
    if (name !== null && name !== held.name) await roomService.noteName(desk.c, name)
  }
  const takeHandedKeys = async (desk: Desk): Promise<void> => {
    const row = await rows.get(handedKeysKey(desk.c))
    const keys = row.ok ? parseHandedKeys(row.value) : []
    if (keys.length === 0 || desk.line === null) return
    await desk.line.takeKeys(keys)
    await rows.write([[handedKeysKey(desk.c), null]])
  }
  const noteSteps = async (desk: Desk, conversation: RoomConversation): Promise<void> => {
    const { held } = conversation
    if (noticed.get(desk.c) === held.steps.length) return
    const taking = await beginTaking(desk.c, isHiddenIn(conversation, self), deps.taking)
    await putSteps(desk.c, taking.draft, held, deps.taking.nowMs())
    if (taking.draft.changed().length > 0) {
      const { card } = await finishTaking(taking, desk.read)
      const written = await rows.write(taking.draft.changes())
      if (!written.ok) return
      desk.card = card
      deps.onChange()
    }
    noticed.set(desk.c, held.steps.length)
  }

  return {
    attend: (desk, conversation) =>
      conversation.kind === 'direct' ? attendDirect(desk, conversation) : attendRoom(desk, conversation),
    waiting: () => [...waiting],
  }
}
