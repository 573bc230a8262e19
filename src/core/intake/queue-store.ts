/** The queue in memory and on disk. Calls must not overlap: the service runs them one after another. */
import { err, ok, type Result } from '../../base/result.ts'
import type { Log, StorageError, ValueStorage } from '../ports.ts'
import {
  decodeHead,
  decodePage,
  encodeHead,
  encodePage,
  maxItems,
  pageItems,
  type QueueHead,
  type QueueItem,
} from './queue-format.ts'

type Saved = Promise<Result<null, StorageError>>

export interface QueueStore {
  /** In the order they were taken. */
  items(): readonly QueueItem[]
  isPaused(): boolean
  /** Part of the queue on disk could not be read. */
  readonly isDamaged: boolean
  hasRoom(): boolean
  /** Last. When the disk refuses, nothing was added. */
  add(item: QueueItem): Saved
  /**
   * Puts these in place of those with their ids; others are passed over. When the disk refuses it holds for
   * this session, and is written with the next change of the same page.
   */
  change(items: readonly QueueItem[]): Saved
  /** What the disk refuses to forget stays. */
  remove(ids: readonly string[]): Saved
  setPaused(isPaused: boolean): Saved
  /** Writes nothing more: somebody else may have the queue now. */
  close(): void
}

const headKey = 'intake'
const pageKey = (page: number): string => `intake-${page}`

interface Loaded {
  isPaused: boolean
  isDamaged: boolean
  readonly pages: Map<number, readonly QueueItem[]>
}

export const loadQueue = async (
  values: ValueStorage,
  log: Log,
): Promise<Result<QueueStore, StorageError>> => {
  const loaded = await load(values, log)
  return loaded.ok ? ok(storeOver(values, loaded.value, log)) : loaded
}

const storeOver = (values: ValueStorage, loaded: Loaded, log: Log): QueueStore => {
  const { pages } = loaded
  let isClosed = false
  const save = async (key: string, bytes: Uint8Array): Saved => {
    if (isClosed) return closed
    const saved = await values.set(key, bytes)
    if (!saved.ok) log({ event: 'intake-not-saved', reason: saved.error.type })
    return saved
  }
  const saveHead = (change: Partial<QueueHead>): Saved =>
    save(headKey, encodeHead({ isPaused: loaded.isPaused, pages: [...pages.keys()], ...change }))
  const savePage = (page: number, items: readonly QueueItem[]): Saved =>
    save(pageKey(page), encodePage(items))

  const addPage = async (item: QueueItem): Saved => {
    const page = freePage(pages)
    const saved = await savePage(page, [item])
    if (!saved.ok) return saved
    const listed = await saveHead({ pages: [...pages.keys(), page] })
    if (listed.ok) pages.set(page, [item])
    return listed
  }

  const dropPage = async (page: number): Saved => {
    const listed = await saveHead({ pages: [...pages.keys()].filter(one => one !== page) })
    if (!listed.ok) return listed
    pages.delete(page)
    return values.remove(pageKey(page))
  }

  return {
    items: () => [...pages.values()].flat(),
    isPaused: () => loaded.isPaused,
    isDamaged: loaded.isDamaged,
    hasRoom: () => [...pages.values()].reduce((sum, items) => sum + items.length, 0) < maxItems,
    async add(item) {
      const [page, items] = [...pages].at(-1) ?? [0, null]
      if (items === null || items.length >= pageItems) return addPage(item)
      const saved = await savePage(page, [...items, item])
      if (saved.ok) pages.set(page, [...items, item])
      return saved
    },
    change: changed =>
      eachPage(pages, new Set(changed.map(({ id }) => id)), (page, items) => {
        const next = items.map(item => changed.find(({ id }) => id === item.id) ?? item)
        pages.set(page, next)
        return savePage(page, next)
      }),
    remove: ids =>
      eachPage(pages, new Set(ids), async (page, items) => {
        const left = items.filter(({ id }) => !ids.includes(id))
        if (left.length === 0) return dropPage(page)
        const saved = await savePage(page, left)
        if (saved.ok) pages.set(page, left)
        return saved
      }),
    setPaused(isPaused) {
      loaded.isPaused = isPaused
      return saveHead({})
    },
    close() {
      isClosed = true
    },
  }
}

const closed = err({ type: 'storage-unavailable', detail: 'closed' } as const)

/** Every page that holds any of `ids`, also after one that fails; the first failure is the answer. */
const eachPage = async (
  pages: ReadonlyMap<number, readonly QueueItem[]>,
  ids: ReadonlySet<string>,
  use: (page: number, items: readonly QueueItem[]) => Saved,
): Saved => {
  let outcome: Result<null, StorageError> = ok(null)
  for (const [page, items] of pages) {
    if (!items.some(({ id }) => ids.has(id))) continue
    const done = await use(page, items)
    if (outcome.ok) outcome = done
  }
  return outcome
}

/** There always is one: no page is empty, and there are at most `maxItems` items. */
const freePage = (pages: ReadonlyMap<number, unknown>): number => {
  for (let page = 0; page <= maxItems; page++) if (!pages.has(page)) return page
  throw new Error('intake: more pages than items')
}

const load = async (values: ValueStorage, log: Log): Promise<Result<Loaded, StorageError>> => {
  const stored = await values.get(headKey)
  if (!stored.ok) return stored
  const loaded: Loaded = { isPaused: false, isDamaged: false, pages: new Map() }
  if (stored.value === null) return ok(loaded)
  const head = decodeHead(stored.value)
  if (!head.ok) return ok(damaged(loaded, log))
  loaded.isPaused = head.value.isPaused
  for (const page of head.value.pages) {
    const bytes = await values.get(pageKey(page))
    if (!bytes.ok) return err(bytes.error)
    const items = bytes.value === null ? null : decodePage(bytes.value)
    if (items?.ok === true) loaded.pages.set(page, items.value)
    else damaged(loaded, log)
  }
  await removeStrayPages(values, new Set(head.value.pages.map(pageKey)))
  return ok(loaded)
}

/** A crash came before the head said what had become of them. One that stays is tried again next time. */
const removeStrayPages = async (values: ValueStorage, listed: ReadonlySet<string>): Promise<void> => {
  const keys = await values.keys()
  const stray = keys.ok ? keys.value.filter(key => /^intake-\d+$/.test(key) && !listed.has(key)) : []
  for (const key of stray) await values.remove(key)
}

const damaged = (loaded: Loaded, log: Log): Loaded => {
  loaded.isDamaged = true
  log({ event: 'intake-queue-damaged' })
  return loaded
}
