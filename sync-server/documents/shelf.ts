/**
 * The documents in memory. One that nobody listens to stays a little while, for whoever comes back, and no
 * longer; all of those together stay within a budget, and the longest unused go first.
 */
import { bytesToHex } from '../../src/base/bytes.ts'
import type { Clock } from '../../src/base/clock.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import type { DocId } from '../../src/protocol/relay/frames.ts'
import type { DocumentLimits } from '../limits.ts'
import type { OpenDocument } from './document.ts'

export interface Shelf {
  /** Null when there is no room for one more. */
  take(id: DocId): OpenDocument | null
  find(id: DocId): OpenDocument | undefined
  all(): Iterable<OpenDocument>
  noteOwner(document: OpenDocument, owner: AccountId): void
  ownedBy(owner: AccountId): readonly OpenDocument[]
  putAside(document: OpenDocument): void
  size(): number
  idle(): number
  close(): void
}

interface Aside {
  readonly document: OpenDocument
  readonly sinceMs: number
  readonly bytes: number
}

export const createShelf = (
  create: (id: DocId) => OpenDocument,
  clock: Clock,
  limits: Pick<DocumentLimits, 'maxDocumentsOpen' | 'idleMs' | 'idleBytes'>,
  /** It goes out of memory. */
  onDrop: (document: OpenDocument) => void,
): Shelf => {
  const open = new Map<DocId, OpenDocument>()
  const byOwner = new Map<string, Set<OpenDocument>>()
  /** Longest unused first. */
  const aside = new Map<DocId, Aside>()
  let asideBytes = 0
  let cancelSweep: (() => void) | null = null

  const takeUp = (id: DocId): void => {
    const entry = aside.get(id)
    if (entry === undefined) return
    aside.delete(id)
    asideBytes -= entry.bytes
  }
  const drop = (document: OpenDocument): void => {
    takeUp(document.id)
    open.delete(document.id)
    onDrop(document)
    document.discard()
    const owner = document.owner()
    if (owner === null) return
    const name = bytesToHex(owner)
    const documents = byOwner.get(name)
    documents?.delete(document)
    if (documents?.size === 0) byOwner.delete(name)
  }
  const dropOldestWhile = (isOver: (oldest: Aside) => boolean): void => {
    for (const entry of aside.values()) {
      if (!isOver(entry)) return
      drop(entry.document)
    }
  }
  const sweepLater = (): void => {
    const [oldest] = aside.values()
    if (cancelSweep !== null || oldest === undefined) return
    cancelSweep = clock.after(oldest.sinceMs + limits.idleMs - clock.nowMs(), () => {
      cancelSweep = null
      const latestMs = clock.nowMs() - limits.idleMs
      dropOldestWhile(entry => entry.sinceMs <= latestMs)
      sweepLater()
    })
  }

  return {
    take(id) {
      const known = open.get(id)
      takeUp(id)
      if (known !== undefined) return known
      if (open.size >= limits.maxDocumentsOpen) dropOldestWhile(() => open.size >= limits.maxDocumentsOpen)
      if (open.size >= limits.maxDocumentsOpen) return null
      const created = create(id)
      open.set(id, created)
      return created
    },
    find: id => open.get(id),
    all: () => open.values(),
    noteOwner(document, owner) {
      const name = bytesToHex(owner)
      const documents = byOwner.get(name) ?? new Set()
      byOwner.set(name, documents.add(document))
    },
    ownedBy: owner => [...(byOwner.get(bytesToHex(owner)) ?? [])],
    putAside(document) {
      if (open.get(document.id) !== document || !document.isQuiet()) return
      takeUp(document.id)
      if (document.bytes() === 0) return drop(document)
      aside.set(document.id, { document, sinceMs: clock.nowMs(), bytes: document.bytes() })
      asideBytes += document.bytes()
      dropOldestWhile(() => asideBytes > limits.idleBytes)
      sweepLater()
    },
    size: () => open.size,
    idle: () => aside.size,
    close() {
      cancelSweep?.()
      cancelSweep = null
    },
  }
}
