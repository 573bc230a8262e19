/** Every room that one's devices hold, each with its control documents open, and what both together say. */
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { Room } from '../../../protocol/rooms/room-types.ts'
import type { ConversationId } from '../../api.ts'
import type { HeldRoom } from '../chat-types.ts'
import { toHeldRoom } from './held-room.ts'
import type { RoomBook } from './room-book.ts'
import { nameOfRoom, type RoomEntry } from './room-entry.ts'
import type { RoomServiceDeps } from './room-service-deps.ts'
import { type WatchedRoom, watchRoom } from './watched-room.ts'

export interface ShelfRoom {
  readonly entry: RoomEntry
  readonly held: HeldRoom
  readonly watched: WatchedRoom
}

export interface RoomShelf {
  /** The first that one came to know of first; the same objects until something changes. */
  all(): readonly ShelfRoom[]
  find(conversation: ConversationId): ShelfRoom | null
  /** Answers once what this device holds of it was read. `hints` as for `WatchedRoom`. */
  open(room: Room, hints: readonly AccountId[]): Promise<void>
  /** Looks at the book again. */
  update(): void
  close(): void
}

export const createRoomShelf = (deps: RoomServiceDeps, book: RoomBook, onChange: () => void): RoomShelf => {
  const watched = new Map<string, WatchedRoom>()
  let shown: readonly ShelfRoom[] = []

  const show = (): void => {
    const rooms = [...book.all()].flatMap(([name, entry]) => {
      const watch = watched.get(name)
      return watch === undefined ? [] : [toShelfRoom(entry, watch, deps.self)]
    })
    shown = rooms.toSorted(
      (a, b) => a.entry.atMs - b.entry.atMs || compareText(a.held.conversation, b.held.conversation),
    )
    onChange()
  }
  const open = (room: Room, hints: readonly AccountId[]): Promise<void> => {
    const known = watched.get(nameOfRoom(room))
    const watch = known ?? watchRoom(room, deps, show)
    watched.set(nameOfRoom(room), watch)
    watch.hint(hints)
    const read = watch.refresh('held').then(show)
    if (known === undefined || hints.length > 0) void read.then(() => watch.refresh('all'))
    return read
  }
  const stopListening = deps.store.onAccountChange(account => {
    for (const watch of watched.values()) if (watch.isAbout(account)) void watch.refresh('all')
  })

  return {
    all: () => shown,
    find: conversation => shown.find(({ held }) => held.conversation === conversation) ?? null,
    open,
    update() {
      for (const [name, { room }] of book.all()) if (!watched.has(name)) void open(room, [])
      show()
    },
    close() {
      stopListening()
      for (const watch of watched.values()) watch.close()
    },
  }
}

const toShelfRoom = (entry: RoomEntry, watched: WatchedRoom, self: AccountId): ShelfRoom => ({
  entry,
  watched,
  held: toHeldRoom(entry, watched.membership(), self),
})

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
