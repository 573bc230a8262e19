/** How far one has read: forward only, the same on all of one's devices, and how much is unread after it. */
import { bytesToHex, equalBytes, hexToBytes } from '../../../../base/bytes.ts'
import { err, ok, type Result } from '../../../../base/result.ts'
import type { Item } from '../../../../protocol/codec/cbor.ts'
import { bytesOf, literal, parseItem, tuple, uint } from '../../../../protocol/codec/shape.ts'
import type { ConversationId, CoreError } from '../../../api.ts'
import { storageFailure } from '../../../storage-failure.ts'
import type { ChatDeps } from '../chat-deps.ts'
import { endOf, idOfItemKey, itemKey, itemsPrefix, placeOfItemKey, readKey } from '../rows/keys.ts'
import { readToRow } from '../rows/small-rows.ts'
import { parseTalkItem, type TalkItem } from '../rows/talk-item.ts'
import type { IsHidden } from '../rules/hidden.ts'
import { isShownHidden } from '../rules/hidden.ts'
import { countsAsUnread } from '../rules/unread.ts'
import type { Desk } from './desk.ts'

export interface Reading {
  /** Everything up to this item was shown. The chains of others that it shows more of, by chain in hex. */
  read(desk: Desk, key: string): Promise<Result<ReadonlyMap<string, number>, CoreError>>
  /** Counts what is unread anew. */
  recount(desk: Desk): Promise<void>
  /** What one's other devices have read. */
  follow(desks: (c: ConversationId) => Desk): Promise<void>
  /** The first unread item's key. */
  firstUnread(desk: Desk): Promise<string | null>
  /** Hands on what was not handed on yet. */
  close(): Promise<void>
}

type Deps = Pick<ChatDeps, 'self' | 'talk' | 'rows' | 'ports'> & {
  readonly isHiddenIn: (desk: Desk) => IsHidden
  readonly onChange: () => void
}

const fieldPrefix = 'm:'
const firstChunk = 20
const largestChunk = 1_000
const sharedAfterMs = 1_000
const markShape = tuple<[1, number, Uint8Array]>(literal(1), uint(), bytesOf(32))

export const createReading = (deps: Deps): Reading => {
  const { self, talk, rows, ports } = deps
  const toShare = new Map<ConversationId, string>()
  let cancelShare: (() => void) | null = null

  /** Hands every item after `from` to `use`, in order, until it says that it has enough. */
  const each = async (
    desk: Desk,
    from: string,
    use: (key: string, item: TalkItem) => boolean,
  ): Promise<void> => {
    const prefix = itemsPrefix(desk.c)
    let start = `${prefix}${from}`
    for (let limit = firstChunk; ; limit = Math.min(2 * limit, largestChunk)) {
      const found = await rows.range({ from: start, to: endOf(prefix), limit })
      if (!found.ok) return
      for (const [row, value] of found.value) {
        const key = row.slice(prefix.length)
        const item = key === from ? null : parseTalkItem(value)
        if (item !== null && !use(key, item)) return
      }
      const last = found.value.at(-1)
      if (last === undefined || found.value.length < limit) return
      start = `${last[0]}0`
    }
  }
  const isUnread = (desk: Desk, item: TalkItem): boolean =>
    countsAsUnread(item, self) && !isShownHidden(item, deps.isHiddenIn(desk))

  const count = async (desk: Desk): Promise<number> => {
    let unread = 0
    await each(desk, desk.read.key, (_, item) => {
      if (isUnread(desk, item)) unread++
      return true
    })
    return unread
  }
  const save = async (desk: Desk): Promise<Result<null, CoreError>> => {
    const written = await rows.write([rows.seal(readKey(desk.c), readToRow(desk.read))])
    deps.onChange()
    return written.ok ? ok(null) : err(storageFailure(written.error))
  }

  const advance = async (
    desk: Desk,
    key: string,
  ): Promise<Result<ReadonlyMap<string, number>, CoreError>> => {
    const shown = new Map<string, number>()
    if (key <= desk.read.key) return ok(shown)
    let unread = 0
    const { takings } = desk
    await each(desk, desk.read.key, (next, item) => {
      if (next > key) return false
      if (isUnread(desk, item)) unread++
      if (item.kind === 'said' && !equalBytes(item.author, self)) noteShown(shown, item)
      return true
    })
    const isCertain = !desk.isTaking && desk.takings === takings
    desk.read = { key, unread: Math.max(0, desk.read.unread - unread) }
    if (!isCertain) desk.read = { key, unread: await count(desk) }
    const saved = await save(desk)
    return saved.ok ? ok(shown) : saved
  }

  const share = async (): Promise<void> => {
    cancelShare = null
    const fields = [...toShare].map(([c, key]) => [`${fieldPrefix}${c}`, markOf(key)] as const)
    toShare.clear()
    const written = await talk.write(fields)
    if (!written.ok) ports.log({ event: 'read-not-shared', reason: written.error.type })
  }

  return {
    read: (desk, key) =>
      desk.reading(async () => {
        const before = desk.read.key
        const read = await advance(desk, key)
        if (read.ok && desk.read.key > before) {
          toShare.set(desk.c, desk.read.key)
          cancelShare ??= ports.clock.after(sharedAfterMs, () => void share())
        }
        return read
      }),
    recount: desk =>
      desk.reading(async () => {
        const { key } = desk.read
        const unread = await count(desk)
        if (desk.read.key === key && desk.read.unread !== unread) {
          desk.read = { key, unread }
          await save(desk)
        }
      }),
    async follow(deskOf) {
      for (const field of talk.entries().keys()) {
        if (!field.startsWith(fieldPrefix)) continue
        const desk = deskOf(field.slice(fieldPrefix.length))
        const furthest = talk
          .rivals(field)
          .map(keyOf)
          .reduce((most, key) => (key > most ? key : most), '')
        if (furthest > desk.read.key) await desk.reading(() => advance(desk, furthest))
      }
    },
    async firstUnread(desk) {
      let first: string | null = null
      if (desk.read.unread === 0) return null
      await each(desk, desk.read.key, (key, item) => {
        if (isUnread(desk, item)) first = key
        return first === null
      })
      return first
    },
    async close() {
      if (cancelShare === null) return
      cancelShare()
      await share()
    },
  }
}

const noteShown = (
  shown: Map<string, number>,
  { chain, n }: { readonly chain: Uint8Array; readonly n: number },
): void => {
  const name = bytesToHex(chain)
  shown.set(name, Math.max(n, shown.get(name) ?? 0))
}

const markOf = (key: string): Item => [1, placeOfItemKey(key), hexToBytes(idOfItemKey(key))]

/** Empty for what is no mark: nothing comes before it. */
const keyOf = (value: Item): string => {
  const parsed = parseItem(markShape, value, 'read mark')
  return parsed.ok ? itemKey(parsed.value[1], bytesToHex(parsed.value[2])) : ''
}
