/** The rooms of this account: what its devices keep of them, who is in them, and the commands that change that. */
import { utf8ToBytes } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import { nameBytes } from '../../../protocol/rooms/first-contact-types.ts'
import { roleOf } from '../../../protocol/rooms/membership.ts'
import { parseRoom, signRoom } from '../../../protocol/rooms/room.ts'
import type { Room, RoomMode } from '../../../protocol/rooms/room-types.ts'
import { type ConversationId, type CoreError, roomNameLimit } from '../../api.ts'
import { createSerial } from '../../documents/index.ts'
import { editFailure } from '../../galleries/edit-failure.ts'
import type { RoomService } from '../chat-types.ts'
import { createRoomBook, type RoomBook } from './room-book.ts'
import { nameOfRoom, type RoomEntry, type StoredState } from './room-entry.ts'
import type { RoomServiceDeps } from './room-service-deps.ts'
import { createRoomShelf, type ShelfRoom } from './room-shelf.ts'
import { createSteering, type Steering } from './steer-room.ts'

type Outcome = Promise<Result<null, CoreError>>

/** Further ones are not noted: nobody fills one's devices by inviting. */
const maxInvitations = 100

/** Answers once what this device holds of its rooms was read, so that nobody writes to fewer people than there are. */
export const createRoomService = async (deps: RoomServiceDeps): Promise<RoomService> => {
  const book = createRoomBook(deps.talk, deps.ports.random)
  const steering = createSteering(deps)
  const serial = createSerial()
  const listeners = new Set<() => void>()
  const shelf = createRoomShelf(deps, book, () => {
    for (const room of shelf.all()) void settleLater(room)
    for (const listener of listeners) listener()
  })
  /** What only shows once the records have come. */
  const settleLater = async (room: ShelfRoom): Promise<void> => {
    if (!isUnsettled(room)) return
    const settled = await serial(() => settle(room.held.conversation))
    if (!settled.ok) deps.ports.log({ event: 'room-not-settled', problem: settled.error.type })
  }
  const settle = async (conversation: ConversationId): Outcome => {
    const room = shelf.find(conversation)
    if (room === null || !isUnsettled(room)) return ok(null)
    const said = isSeated(room) ? await steering.leave(room) : ok(null)
    return said.ok ? setState(book, room.entry.room, 'left') : said
  }
  const isSeated = ({ held }: ShelfRoom): boolean => roleOf(held.membership, deps.self) !== null
  const isUnsettled = (room: ShelfRoom): boolean =>
    room.entry.state === 'leaving'
      ? isSeated(room)
      : room.entry.state !== 'left' && room.held.state === 'left'

  /** One command at a time, on what is known then. */
  const inRoom = (conversation: ConversationId, run: (room: ShelfRoom) => Outcome): Outcome =>
    serial(async () => {
      const room = shelf.find(conversation)
      return room === null ? err({ type: 'not-found', what: 'conversation' }) : run(room)
    })
  const inJoined = (conversation: ConversationId, run: (room: ShelfRoom) => Outcome): Outcome =>
    inRoom(conversation, async room =>
      room.held.state === 'joined' ? run(room) : err({ type: 'cannot-write', reason: room.held.state }),
    )
  const keep = async (entry: RoomEntry, hints: Parameters<typeof shelf.open>[1]): Outcome => {
    const written = await book.change(nameOfRoom(entry.room), known => (known === null ? entry : null))
    if (!written.ok) return err(editFailure(written.error, 'name'))
    await shelf.open(entry.room, hints)
    return ok(null)
  }

  const stopListening = book.onChange(() => shelf.update())
  await Promise.all([...book.all().values()].map(({ room }) => shelf.open(room, [])))
  return {
    rooms: () => shelf.all().map(({ held }) => held),
    async create(name, mode) {
      const tidy = name.trim()
      const problem = whyNotName(tidy)
      if (problem !== null) return err(problem)
      if (deps.sealer() === null) return err({ type: 'not-allowed', reason: 'device-revoked' })
      const room = await makeRoom(deps, mode)
      const entry = newEntry(room, 'joined', tidy, deps.ports.clock.nowMs())
      const kept = await serial(() => keep(entry, []))
      if (!kept.ok) return kept
      const made = shelf.all().find(({ entry: one }) => nameOfRoom(one.room) === nameOfRoom(room))
      return made === undefined ? err({ type: 'not-found', what: 'conversation' }) : ok(made.held)
    },
    add: (conversation, accounts) => inJoined(conversation, room => steering.add(room, accounts)),
    remove: (conversation, account, frontier) =>
      inJoined(conversation, room => steering.remove(room, account, frontier)),
    makeAdmin: (conversation, account) => inJoined(conversation, room => steering.makeAdmin(room, account)),
    leave: conversation => inRoom(conversation, room => leaveRoom(book, steering, room, isSeated(room))),
    join: conversation =>
      inRoom(conversation, async ({ held, entry }) => {
        if (held.state === 'joined') return ok(null)
        if (held.state !== 'invited') return err({ type: 'cannot-write', reason: held.state })
        return setState(book, entry.room, 'joined')
      }),
    async noteInvitation(from, room, name, members) {
      const invitations = shelf.all().filter(({ held }) => held.state === 'invited')
      if (invitations.length >= maxInvitations) return
      const entry = { ...newEntry(room, 'invited', name, deps.ports.clock.nowMs()), invitedBy: from }
      await logFailure(
        deps,
        serial(() => keep(entry, [from, ...members])),
      )
    },
    async noteName(conversation, name) {
      if (utf8ToBytes(name).length > nameBytes) return
      await logFailure(
        deps,
        inRoom(conversation, ({ entry }) => setName(book, entry.room, name)),
      )
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      stopListening()
      shelf.close()
    },
  }
}

const whyNotName = (name: string): CoreError | null => {
  if (name === '') return { type: 'invalid-input', field: 'name', reason: 'empty' }
  return name.length > roomNameLimit ? { type: 'invalid-input', field: 'name', reason: 'too-long' } : null
}

const makeRoom = async ({ self, signer, ports }: RoomServiceDeps, mode: RoomMode): Promise<Room> => {
  const fields = { creator: self, creatorDevice: signer.publicKey, nonce: ports.random.bytes(32), mode }
  const parsed = parseRoom(await signRoom(signer.sign, fields))
  if (!parsed.ok) throw new Error('createRoomService: a room of our own is not well formed')
  return parsed.value
}

const newEntry = (room: Room, state: StoredState, name: string, atMs: number): RoomEntry => ({
  room,
  state,
  invitedBy: null,
  name,
  nameRev: 0,
  atMs,
  rev: 0,
})

/** The room is told first; where one's seat is not known yet, once it is. */
const leaveRoom = async (book: RoomBook, steering: Steering, room: ShelfRoom, isSeated: boolean): Outcome => {
  const { entry, held } = room
  if (held.state === 'left') return ok(null)
  const said = isSeated ? await steering.leave(room) : ok(null)
  if (!said.ok) return said
  return setState(book, entry.room, isSeated || held.state === 'removed' ? 'left' : 'leaving')
}

const setState = (book: RoomBook, room: Room, state: StoredState): Outcome =>
  changeEntry(book, room, entry => (entry.state === state ? null : { ...entry, state, rev: entry.rev + 1 }))

const setName = (book: RoomBook, room: Room, name: string): Outcome =>
  changeEntry(book, room, entry =>
    entry.name === name ? null : { ...entry, name, nameRev: entry.nameRev + 1 },
  )

const changeEntry = async (
  book: RoomBook,
  room: Room,
  change: (entry: RoomEntry) => RoomEntry | null,
): Outcome => {
  const written = await book.change(nameOfRoom(room), entry => (entry === null ? null : change(entry)))
  return written.ok ? ok(null) : err(editFailure(written.error, 'name'))
}

/** Whoever notes something has nobody to tell: it is noted again when it is seen again. */
const logFailure = async ({ ports }: RoomServiceDeps, outcome: Outcome): Promise<void> => {
  const done = await outcome
  if (!done.ok) ports.log({ event: 'room-not-noted', problem: done.error.type })
}
