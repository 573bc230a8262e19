/**
 * The stage: changes that arrived and are not vouched for yet, by hash, with who brought them. What a peer
 * alone brought leaves with that peer.
 */
import type { Change, ChangeHash } from '../changes/change.ts'
import { decodeStatement, type Statement } from '../changes/statement.ts'

export type PeerId = string

export interface StagedChange {
  readonly change: Change
  /** Null when it says nothing, or nothing readable. Only changes without operations can speak. */
  readonly statement: Statement | null
  readonly broughtBy: Set<PeerId>
}

export interface Load {
  readonly changes: number
  readonly bytes: number
}

export interface Stage {
  get(hash: ChangeHash): StagedChange | undefined
  has(hash: ChangeHash): boolean
  put(change: Change, peer: PeerId): void
  delete(hash: ChangeHash): void
  all(): IterableIterator<StagedChange>
  size(): number
  bytes(): number
  /** What this peer brought, alone or with others. */
  loadOf(peer: PeerId): Load
  /** Forgets what only this peer brought. */
  dropPeer(peer: PeerId): void
}

export const statementOf = (change: Change): Statement | null => {
  if (change.operationCount > 0 || change.message === '') return null
  const decoded = decodeStatement(change.message)
  return decoded.ok ? decoded.value : null
}

export const createStage = (): Stage => {
  const staged = new Map<ChangeHash, StagedChange>()
  const loads = new Map<PeerId, Load>()
  let bytes = 0
  const loadOf = (peer: PeerId): Load => loads.get(peer) ?? { changes: 0, bytes: 0 }
  const unload = (entry: StagedChange, peer: PeerId): void => {
    const before = loadOf(peer)
    if (before.changes === 1) loads.delete(peer)
    else loads.set(peer, { changes: before.changes - 1, bytes: before.bytes - entry.change.bytes.length })
  }
  const remove = (hash: ChangeHash): void => {
    const entry = staged.get(hash)
    if (entry === undefined) return
    for (const peer of entry.broughtBy) unload(entry, peer)
    bytes -= entry.change.bytes.length
    staged.delete(hash)
  }
  return {
    get: hash => staged.get(hash),
    has: hash => staged.has(hash),
    put(change, peer) {
      const entry = staged.get(change.hash) ?? {
        change,
        statement: statementOf(change),
        broughtBy: new Set<PeerId>(),
      }
      if (entry.broughtBy.has(peer)) return
      if (entry.broughtBy.size === 0) bytes += change.bytes.length
      entry.broughtBy.add(peer)
      staged.set(change.hash, entry)
      const before = loadOf(peer)
      loads.set(peer, { changes: before.changes + 1, bytes: before.bytes + change.bytes.length })
    },
    delete: remove,
    all: () => staged.values(),
    size: () => staged.size,
    bytes: () => bytes,
    loadOf,
    dropPeer(peer) {
      for (const [hash, entry] of staged) {
        if (!entry.broughtBy.delete(peer)) continue
        unload(entry, peer)
        if (entry.broughtBy.size === 0) remove(hash)
      }
    },
  }
}

/** Staged changes whose whole ancestry is staged or trusted, parents first; equal depths by hash. */
export const completeInOrder = (stage: Stage, isTrusted: (hash: ChangeHash) => boolean): Change[] => {
  const waitingFor = new Map<ChangeHash, number>()
  const children = new Map<ChangeHash, Change[]>()
  const ready: Change[] = []
  for (const { change } of stage.all()) {
    const unmet = change.deps.filter(dep => !isTrusted(dep))
    waitingFor.set(change.hash, unmet.length)
    if (unmet.length === 0) ready.push(change)
    for (const dep of unmet) {
      const siblings = children.get(dep)
      if (siblings === undefined) children.set(dep, [change])
      else siblings.push(change)
    }
  }
  const ordered: Change[] = []
  for (let index = 0; index < ready.length; index++) {
    const change = ready[index]
    if (change === undefined) break
    ordered.push(change)
    for (const child of children.get(change.hash) ?? []) {
      const left = (waitingFor.get(child.hash) ?? 0) - 1
      waitingFor.set(child.hash, left)
      if (left === 0) ready.push(child)
    }
  }
  return ordered
}

/** `from` and everything beneath it that is still staged. */
export const stagedBeneath = (stage: Stage, from: ChangeHash): ReadonlySet<ChangeHash> => {
  const found = new Set<ChangeHash>()
  const queue = [from]
  for (let hash = queue.pop(); hash !== undefined; hash = queue.pop()) {
    const entry = stage.get(hash)
    if (entry === undefined || found.has(hash)) continue
    found.add(hash)
    queue.push(...entry.change.deps)
  }
  return found
}
