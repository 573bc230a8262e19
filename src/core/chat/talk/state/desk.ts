/** What is kept in memory of each conversation, as its rows have it. */
import type { ConversationId } from '../../../api.ts'
import type { Item } from '../../../../protocol/codec/cbor.ts'
import { createSerial } from '../../../documents/index.ts'
import type { StorageError } from '../../../ports.ts'
import type { SealedRows } from '../../../private/private-types.ts'
import { ok, type Result } from '../../../../base/result.ts'
import type { Line } from '../../chat-types.ts'
import { cardsPrefix, draftsPrefix, endOf, outboxPrefix, readsPrefix } from '../rows/keys.ts'
import { type OutboxEntry, parseOutboxEntry } from '../rows/outbox-entry.ts'
import { parseCard, parseDraft, parseRead, type StoredCard, type StoredRead } from '../rows/small-rows.ts'

export interface Desk {
  readonly c: ConversationId
  line: Line | null
  card: StoredCard | null
  read: StoredRead
  draft: string
  /** By number, in the order they were given. */
  readonly outbox: Map<number, OutboxEntry>
  /** How often news was begun to be taken. */
  takings: number
  /** News was taken and may not be on disk yet: then what is unread cannot be told from rows alone. */
  isTaking: boolean
  /** What is sent goes out one after another. */
  readonly sending: ReturnType<typeof createSerial>
  /** What the conversation itself is owed is looked at by one at a time, or it would be said twice. */
  readonly attending: ReturnType<typeof createSerial>
  /** Changes of `read` go one after another. */
  readonly reading: ReturnType<typeof createSerial>
}

export interface Desks {
  of(c: ConversationId): Desk
  all(): readonly Desk[]
}

const most = 100_000

export const emptyDesks = (): Desks => {
  const desks = new Map<ConversationId, Desk>()
  return {
    of(c) {
      const desk = desks.get(c) ?? newDesk(c)
      desks.set(c, desk)
      return desk
    },
    all: () => [...desks.values()],
  }
}

export const loadDesks = async (rows: SealedRows): Promise<Result<Desks, StorageError>> => {
  const desks = emptyDesks()
  const { of } = desks
  const load = async (
    prefix: string,
    use: (rest: string, row: Item) => void,
  ): Promise<Result<null, StorageError>> => {
    const found = await rows.range({ from: prefix, to: endOf(prefix), limit: most })
    if (!found.ok) return found
    for (const [key, row] of found.value) use(key.slice(prefix.length), row)
    return ok(null)
  }
  const loaded = [
    await load(cardsPrefix, (c, row) => {
      of(c).card = parseCard(row)
    }),
    await load(readsPrefix, (c, row) => {
      of(c).read = parseRead(row) ?? nothingRead
    }),
    await load(draftsPrefix, (c, row) => {
      of(c).draft = parseDraft(row) ?? ''
    }),
    await load(outboxPrefix, (rest, row) => {
      const [c = '', number = ''] = rest.split('/')
      const entry = parseOutboxEntry(row)
      if (entry !== null) of(c).outbox.set(Number.parseInt(number, 16), entry)
    }),
  ]
  const failed = loaded.find(one => !one.ok)
  return failed?.ok === false ? failed : ok(desks)
}

const nothingRead: StoredRead = { key: '', unread: 0 }

const newDesk = (c: ConversationId): Desk => ({
  c,
  line: null,
  card: null,
  read: nothingRead,
  draft: '',
  outbox: new Map(),
  takings: 0,
  isTaking: false,
  sending: createSerial(),
  attending: createSerial(),
  reading: createSerial(),
})
