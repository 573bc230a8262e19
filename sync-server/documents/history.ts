/**
 * A document's changes in memory, each after its parents and each with its place in that order. It is the
 * gate's graph, and it answers the one question of sync: what is not beneath these heads? Answering costs
 * what the answer is long, not what the history is.
 */
import type { Change, ChangeHash } from '../../src/protocol/changes/change.ts'
import type { ChangeGraph, GraphNode } from '../../src/protocol/changes/graph.ts'

export interface History extends ChangeGraph {
  /** Gives the changes that the gate added their bytes. */
  keep(changes: readonly Pick<Change, 'hash' | 'bytes'>[]): void
  /** How many have their bytes: all, except while the store is being asked to keep the newest. */
  kept(): number
  indexOf(hash: ChangeHash): number | undefined
  hashAt(index: number): ChangeHash
  bytesAt(index: number): Uint8Array
  /** The heads as one string, to compare. */
  headsKey(): string
  /** Heads of what stands before each of the given places, which are ascending. */
  headsBefore(indexes: readonly number[]): readonly (readonly ChangeHash[])[]
  /** Places of all that is neither one of `hashes` nor beneath them, ascending. Unknown hashes are passed over. */
  notBeneath(hashes: readonly ChangeHash[]): Set<number>
  /** Takes `hashes` and all beneath them out of what `notBeneath` answered before. */
  strike(hashes: readonly ChangeHash[], places: Set<number>): void
  bytes(): number
  /** The bytes of all changes, in order. */
  all(): readonly Uint8Array[]
  /** A history of its own, of the first `count` changes. */
  upTo(count: number): History
}

interface Entry {
  readonly node: GraphNode
  readonly parents: readonly number[]
  bytes: Uint8Array
  children: number
}

const nothing = new Uint8Array()

const isWithin = (places: ReadonlySet<number>, others: ReadonlySet<number>): boolean => {
  for (const place of places) if (!others.has(place)) return false
  return true
}

export const createHistory = (): History => {
  const entries: Entry[] = []
  const places = new Map<ChangeHash, number>()
  const heads = new Set<number>()
  const lastSeq = new Map<string, number>()
  let sortedHeads: readonly ChangeHash[] | null = null
  let headsKey = ''
  let bytes = 0
  let kept = 0

  const entryAt = (index: number): Entry => {
    const entry = entries[index]
    if (entry === undefined) throw new Error('history: no change at that place')
    return entry
  }
  const placesOf = (hashes: readonly ChangeHash[]): number[] =>
    hashes.flatMap(hash => {
      const place = places.get(hash)
      return place === undefined ? [] : [place]
    })
  const headHashes = (): readonly ChangeHash[] => {
    if (sortedHeads === null) {
      sortedHeads = [...heads].map(index => entryAt(index).node.hash).sort()
      headsKey = sortedHeads.join()
    }
    return sortedHeads
  }

  const history: History = {
    has: hash => places.has(hash),
    get(hash) {
      const place = places.get(hash)
      return place === undefined ? undefined : entryAt(place).node
    },
    add(node) {
      if (places.has(node.hash)) return
      const parents = node.deps.map(dep => {
        const parent = places.get(dep)
        if (parent === undefined) throw new Error('history: a parent is missing')
        return parent
      })
      for (const parent of parents) {
        entryAt(parent).children++
        heads.delete(parent)
      }
      heads.add(entries.length)
      places.set(node.hash, entries.length)
      entries.push({ node, parents, bytes: nothing, children: 0 })
      lastSeq.set(node.actor, Math.max(node.seq, lastSeq.get(node.actor) ?? 0))
      sortedHeads = null
    },
    keep(changes) {
      for (const change of changes) {
        const place = places.get(change.hash)
        if (place === undefined) throw new Error('history: bytes of a change that was not added')
        entryAt(place).bytes = change.bytes
        bytes += change.bytes.length
        kept++
      }
    },
    kept: () => kept,
    heads: headHashes,
    headsKey() {
      headHashes()
      return headsKey
    },
    lastSeqOf: actor => lastSeq.get(actor) ?? 0,
    size: () => entries.length,
    indexOf: hash => places.get(hash),
    hashAt: index => entryAt(index).node.hash,
    bytesAt: index => entryAt(index).bytes,
    bytes: () => bytes,
    headsBefore(indexes) {
      const before = new Set<number>()
      let index = 0
      return indexes.map(end => {
        for (; index < end; index++) {
          for (const parent of entryAt(index).parents) before.delete(parent)
          before.add(index)
        }
        return [...before].map(place => entryAt(place).node.hash)
      })
    },
    notBeneath(hashes) {
      const beneath = new Set(placesOf(hashes))
      const topmost = new Set(heads)
      const childrenLeft = new Map<number, number>()
      const found: number[] = []
      // Downwards from the newest. `topmost`: heads of what is still ahead; once all of them are beneath, so is the rest.
      for (let index = entries.length - 1; index >= 0 && !isWithin(topmost, beneath); index--) {
        const isBeneath = beneath.delete(index)
        if (!isBeneath) found.push(index)
        topmost.delete(index)
        for (const parent of entryAt(index).parents) {
          if (isBeneath) beneath.add(parent)
          const left = (childrenLeft.get(parent) ?? entryAt(parent).children) - 1
          childrenLeft.set(parent, left)
          if (left === 0) topmost.add(parent)
        }
      }
      return new Set(found.reverse())
    },
    strike(hashes, within) {
      const queue = placesOf(hashes)
      for (let place = queue.pop(); place !== undefined; place = queue.pop()) {
        if (within.delete(place)) queue.push(...entryAt(place).parents)
      }
    },
    all: () => entries.map(entry => entry.bytes),
    upTo(count) {
      const copy = createHistory()
      for (const { node, bytes: own } of entries.slice(0, count)) {
        copy.add(node)
        copy.keep([{ hash: node.hash, bytes: own }])
      }
      return copy
    },
  }
  return history
}
