/** The parts of talk, put together: who hears of what, and in which order they begin and end. */
import { bytesToHex } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { EnvelopeId } from '../../../protocol/rooms/room-types.ts'
import type { ConversationId, CoreError } from '../../api.ts'
import type { ChatDeps } from './chat-deps.ts'
import { createHearing } from './lines/hearing.ts'
import { lineEventsFor } from './lines/line-events.ts'
import { createLineKeeper } from './lines/line-keeper.ts'
import { createStandingWords } from './lines/standing-words.ts'
import { endOf, receivedPrefix } from './rows/keys.ts'
import { createRowDraft } from './rows/row-draft.ts'
import type { SaidItem } from './rows/talk-item.ts'
import { cannotWrite, unknownConversation } from './rules/failures.ts'
import type { IsHidden } from './rules/hidden.ts'
import { cannotWriteOf } from './rules/seating.ts'
import { createOutbox, type Outbox } from './sending/outbox.ts'
import { createReceipts, type Receipts } from './sending/receipts.ts'
import { createTyping, type Typing } from './sending/typing.ts'
import { isHiddenIn } from './showing/showing-deps.ts'
import { type Desk, type Desks, emptyDesks, loadDesks } from './state/desk.ts'
import { createDirectory, type Conversation, type Directory } from './state/directory.ts'
import { loadPrivacy, type Privacy } from './state/privacy.ts'
import { createReading, type Reading } from './state/reading.ts'
import { createReferences, type References } from './state/references.ts'
import { findItem } from './taking/look-again.ts'
import { createPlacing } from './taking/placing.ts'
import type { TakenNews } from './taking/take-news.ts'

export interface ChatParts {
  readonly desks: Desks
  readonly directory: Directory
  readonly reading: Reading
  readonly typing: Typing
  readonly receipts: Receipts
  readonly privacy: Privacy
  readonly outbox: Outbox
  readonly references: References
  readonly listeners: Set<() => void>
  changed(): void
  /** Messages of a conversation came or changed. */
  onTouched(listener: (c: ConversationId) => void): void
  writable(c: ConversationId): Result<Desk, CoreError>
  findItem(c: ConversationId, id: EnvelopeId): Promise<SaidItem | null>
  /** Opens and seats lines as people and rooms stand now. */
  look(): Promise<void>
  start(): void
  close(): Promise<void>
}

const most = 100_000

export const createChatParts = async (deps: ChatDeps): Promise<ChatParts> => {
  const { self, rows, ports, people, roomService, talk, engine } = deps
  const loaded = await loadDesks(rows)
  if (!loaded.ok) ports.log({ event: 'conversations-not-read', reason: loaded.error.type })
  const desks = loaded.ok ? loaded.value : emptyDesks()
  const directory = createDirectory(people, roomService)
  const privacy = await loadPrivacy(talk, rows)
  const listeners = new Set<() => void>()
  const touched = new Set<(c: ConversationId) => void>()
  const changed = (): void => {
    for (const listener of listeners) listener()
  }
  const failed = (event: string) => (error: unknown) =>
    ports.log({ event, detail: error instanceof Error ? error.message : 'unknown' })
  const isHiddenOf = (desk: Desk): IsHidden => isHiddenIn(directory.find(desk.c), self)
  const mayWrite = (c: ConversationId): boolean => {
    const conversation = directory.find(c)
    return conversation !== null && cannotWriteOf(conversation, deps.isRevoked()) === null
  }

  const outbox = createOutbox({ rows, ports, onChange: changed })
  const typing = createTyping({ clock: ports.clock, isOn: () => privacy.row().typing, onChange: changed })
  const reading = createReading({ ...deps, isHiddenIn: isHiddenOf, onChange: changed })
  const references = createReferences(self, rows, desks)
  const receipts = createReceipts({
    self,
    rows,
    ports,
    mayTell: desk => mayWrite(desk.c),
    tellsRead: () => privacy.row().readReceipts,
  })
  const taking = { self, device: deps.signer.publicKey, rows, random: ports.random, nowMs: ports.clock.nowMs }
  const words = createStandingWords({ ...deps, outbox, taking, onChange: changed })

  const onTaken = (desk: Desk, { taking: taken, hasOtherBlobs }: TakenNews): void => {
    receipts.arrived(desk, taken.answered)
    for (const author of taken.wrote) typing.stopped(desk, author)
    if (hasOtherBlobs) {
      references.changed()
      deps.blobs.documentsChanged()
    }
    for (const listener of touched) listener(desk.c)
    changed()
    void attend(desk)
  }
  const attendings = new Map<Desk, Promise<void>>()
  /** Asked as often as one likes: one look at a time, and one more if anybody asked meanwhile. */
  const attend = (desk: Desk): Promise<void> => {
    const waiting = attendings.get(desk) ?? desk.attending(() => attendTo(desk))
    attendings.set(desk, waiting)
    return waiting
  }
  const attendTo = async (desk: Desk): Promise<void> => {
    attendings.delete(desk)
    const conversation = directory.find(desk.c)
    if (conversation === null || desk.line === null) return
    await words.attend(desk, conversation).catch(failed('words-not-said'))
    await outbox.flush(desk).catch(failed('outbox-not-sent'))
  }
  const eventDeps = {
    ...taking,
    isHiddenIn: isHiddenOf,
    onHeard: createHearing({ ...deps, directory }),
    onTaken,
    onDoubt: (desk: Desk) => void reading.recount(desk),
    onPassing: typing.hear,
    onStatus: (desk: Desk) => {
      changed()
      void attend(desk)
    },
    onChange: changed,
    onFailure: (event: string, error: unknown) => failed(event)(error),
  }
  /** What came before this device could answer is answered now. */
  const answerAll = async (desk: Desk): Promise<void> => {
    const prefix = receivedPrefix(desk.c)
    const found = await rows.range({ from: prefix, to: endOf(prefix), limit: most })
    if (found.ok)
      receipts.arrived(
        desk,
        found.value.map(([key]) => key.slice(prefix.length)),
      )
  }
  const keeper = createLineKeeper({
    ...deps,
    directory,
    desks,
    eventsFor: desk => lineEventsFor(desk, eventDeps),
    onSeated: attend,
    onOpened: answerAll,
  })

  /** Who was removed hides what they wrote after; then less is unread. */
  const membershipOf = (conversation: Conversation): string =>
    conversation.kind === 'room'
      ? JSON.stringify(conversation.held.membership.former.map(({ account }) => bytesToHex(account)))
      : ''
  const formers = new Map<ConversationId, string>()
  const recountChanged = (): void => {
    for (const conversation of directory.all()) {
      const now = membershipOf(conversation)
      if ((formers.get(conversation.id) ?? now) !== now) void reading.recount(desks.of(conversation.id))
      formers.set(conversation.id, now)
    }
  }
  const look = (): Promise<void> => keeper.look()
  const onPeopleOrRooms = (): void => {
    recountChanged()
    changed()
    void look()
  }
  const follow = (): void => {
    changed()
    reading.follow(desks.of).catch(failed('read-marks-not-followed'))
  }
  const stops: (() => void)[] = []

  return {
    desks,
    directory,
    reading,
    typing,
    receipts,
    privacy,
    outbox,
    references,
    listeners,
    changed,
    onTouched: listener => void touched.add(listener),
    writable(c) {
      const conversation = directory.find(c)
      if (conversation === null) return err(unknownConversation)
      const problem = cannotWriteOf(conversation, deps.isRevoked())
      return problem === null ? ok(desks.of(c)) : err(cannotWrite(problem))
    },
    async findItem(c, id) {
      const draft = createRowDraft(rows)
      return (await findItem(c, draft, createPlacing(c, draft), bytesToHex(id)))?.item ?? null
    },
    look,
    start() {
      stops.push(
        people.onChange(onPeopleOrRooms),
        roomService.onChange(onPeopleOrRooms),
        talk.onChange(follow),
        engine.onStatus(() => {
          for (const c of words.waiting()) void attend(desks.of(c))
        }),
      )
      recountChanged()
      follow()
      void look()
    },
    async close() {
      for (const stop of stops) stop()
      receipts.close()
      typing.close()
      await reading.close()
      await keeper.close()
    },
  }
}
