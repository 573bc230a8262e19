/** The rooms that one's devices hold, from the private document that all of them write. */
import { bytesToBase64Url } from '../../../base/bytes.ts'
import type { Random } from '../../../base/random.ts'
import { ok, type Result } from '../../../base/result.ts'
import { createSerial, type OwnedEditError } from '../../documents/index.ts'
import type { PrivateMap } from '../../private/private-types.ts'
import { entryToItem, itemToEntry, mergeEntries, nameOfRoom, type RoomEntry } from './room-entry.ts'

export interface RoomBook {
  /** By the room's id in hex. */
  all(): ReadonlyMap<string, RoomEntry>
  /** What `change` makes of the entry as it is then; null leaves it. Answers when it is on disk. */
  change(
    name: string,
    change: (entry: RoomEntry | null) => RoomEntry | null,
  ): Promise<Result<null, OwnedEditError>>
  onChange(listener: () => void): () => void
}

/** Under more than one field after two devices came to know of a room at the same time. */
interface Held {
  readonly entry: RoomEntry
  readonly fields: readonly string[]
}

const prefix = 'r:'
const fieldBytes = 16

export const createRoomBook = (talk: PrivateMap, random: Random): RoomBook => {
  const serial = createSerial()
  let read: { readonly from: unknown; readonly held: ReadonlyMap<string, Held> } | null = null

  const held = (): ReadonlyMap<string, Held> => {
    const from = talk.entries()
    if (read?.from !== from) read = { from, held: readAll(talk) }
    return read.held
  }
  return {
    all: () => new Map([...held()].map(([name, { entry }]) => [name, entry])),
    change: (name, change) =>
      serial(async () => {
        const known = held().get(name)
        const entry = change(known?.entry ?? null)
        if (entry === null) return ok(null)
        const [field = prefix + bytesToBase64Url(random.bytes(fieldBytes)), ...spare] = known?.fields ?? []
        return talk.write([[field, entryToItem(entry)], ...spare.map(one => [one, null] as const)])
      }),
    onChange: listener => talk.onChange(listener),
  }
}

const readAll = (talk: PrivateMap): ReadonlyMap<string, Held> => {
  const found = new Map<string, Held>()
  for (const field of [...talk.entries().keys()].filter(one => one.startsWith(prefix)).toSorted()) {
    const rivals = talk.rivals(field)
    const items = rivals.length > 0 ? rivals : [talk.entries().get(field) ?? null]
    for (const entry of items.map(itemToEntry)) {
      if (entry === null) continue
      const known = found.get(nameOfRoom(entry.room))
      found.set(nameOfRoom(entry.room), {
        entry: known === undefined ? entry : mergeEntries(known.entry, entry),
        fields: [...new Set([...(known?.fields ?? []), field])],
      })
    }
  }
  return found
}
