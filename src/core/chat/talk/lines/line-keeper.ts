/** Keeps a line open for every conversation that has one, seated as people and rooms stand. */
import { equalBytes } from '../../../../base/bytes.ts'
import type { ConversationId } from '../../../api.ts'
import type { LineEvents, Seating } from '../../chat-types.ts'
import type { ChatDeps } from '../chat-deps.ts'
import { standingKey } from '../rows/keys.ts'
import { parseStanding } from '../rows/small-rows.ts'
import { isSameSeating, seatingOf } from '../rules/seating.ts'
import { owesGoodbye } from '../rules/standing.ts'
import type { Desk, Desks } from '../state/desk.ts'
import type { Conversation, DirectConversation, Directory } from '../state/directory.ts'

export interface LineKeeper {
  /** Looks at everybody again, soon after one another; resolves when the last look is over. */
  look(): Promise<void>
  close(): Promise<void>
}

interface Deps extends Pick<ChatDeps, 'self' | 'lines' | 'people' | 'rows' | 'ports'> {
  readonly directory: Directory
  readonly desks: Desks
  readonly eventsFor: (desk: Desk) => LineEvents
  /** After each look, for conversations whose line is open. */
  readonly onSeated: (desk: Desk) => Promise<void>
  readonly onOpened: (desk: Desk) => Promise<void>
}

export const createLineKeeper = (deps: Deps): LineKeeper => {
  const { self, people, directory, desks } = deps
  const seated = new Map<ConversationId, Seating>()
  let isClosed = false
  let running: Promise<void> | null = null
  let again = false

  const isBlocked = (account: Uint8Array): boolean =>
    people.contacts().some(one => one.state === 'blocked' && equalBytes(one.account, account))
  const owes = async (conversation: Conversation): Promise<boolean> => {
    if (!isRemoved(conversation)) return false
    const row = await deps.rows.get(standingKey(conversation.id))
    return row.ok && owesGoodbye(parseStanding(row.value), self, conversation.contact.account)
  }

  const seat = async (desk: Desk, seating: Seating): Promise<void> => {
    const known = seated.get(desk.c)
    if (known !== undefined && isSameSeating(known, seating)) return
    seated.set(desk.c, seating)
    if (desk.line !== null) {
      desk.line.seat(seating)
      return
    }
    desk.line = await deps.lines.open(seating, deps.eventsFor(desk))
    await deps.onOpened(desk)
  }
  const closeLine = async (desk: Desk): Promise<void> => {
    const { line } = desk
    desk.line = null
    seated.delete(desk.c)
    await line?.close()
  }

  const lookAt = async (conversation: Conversation): Promise<void> => {
    const desk = desks.of(conversation.id)
    const seating = seatingOf(conversation, { self, isBlocked, owesGoodbye: await owes(conversation) })
    if (isClosed) return
    if (seating === null) return closeLine(desk)
    await seat(desk, seating)
    await deps.onSeated(desk)
    // Goodbye was said: nothing more is read.
    if (isRemoved(conversation) && !(await owes(conversation))) await closeLine(desk)
  }
  const lookAtAll = async (): Promise<void> => {
    const all = directory.all()
    for (const conversation of all) {
      if (isClosed) return
      await lookAt(conversation).catch(failed(conversation.id))
    }
    const ids = new Set(all.map(({ id }) => id))
    for (const desk of desks.all()) if (!ids.has(desk.c)) await closeLine(desk)
  }
  /** Whatever it was is tried again at the next look. */
  const failed = (c: ConversationId) => (error: unknown) => {
    seated.delete(c)
    deps.ports.log({ event: 'line-not-kept', detail: error instanceof Error ? error.message : 'unknown' })
  }
  const run = async (): Promise<void> => {
    while (again) {
      again = false
      await lookAtAll()
    }
    running = null
  }

  return {
    look() {
      again = true
      running ??= run()
      return running
    },
    async close() {
      isClosed = true
      await running
      for (const desk of desks.all()) await closeLine(desk)
    },
  }
}

const isRemoved = (conversation: Conversation): conversation is DirectConversation =>
  conversation.kind === 'direct' && conversation.contact.state === 'removed'
