/** Writing what one subscriber is to be told of one document, in messages of bounded size. */
import type { ChangeHash } from '../../src/protocol/changes/change.ts'
import type { DocId } from '../../src/protocol/relay/frames.ts'
import { encodeSyncMessage, type Have } from '../../src/protocol/sync/message.ts'
import { encodeBloom } from './bloom.ts'
import type { History } from './history.ts'
import type { Peer } from './peer.ts'

export interface Outgoing {
  /** Tells a peer about changes it has not seen, if there are any: one edit, one message. */
  passOn(peer: Peer, need: readonly ChangeHash[]): void
  /** Answers a message, if there is anything to say, or if it must. */
  answer(peer: Peer, what: Answer): void
}

const noPlaces: ReadonlySet<number> = new Set()
export interface Answer {
  /** What the peer asked for. */
  readonly places: readonly number[]
  readonly need: readonly ChangeHash[]
  /** There is something new in `need`. */
  readonly asks: boolean
  /** What the peer itself just brought. */
  readonly brought: ReadonlySet<number>
}

/** A filter over more than this is only worth its bytes in an answer. */
const maxUnaskedFilter = 64

export const createOutgoing = (doc: DocId, currentHistory: () => History, messageBytes: number): Outgoing => {
  /** Subscribers who stand at the same point are sent the same bytes. */
  let last: { readonly key: string; readonly message: Uint8Array } | null = null

  const haveFor = (peer: Peer): Have => ({
    lastSync: peer.shared,
    bloom: encodeBloom(peer.unshared.size, hashesAt(currentHistory(), peer.unshared)),
  })

  const sendAll = (
    peer: Peer,
    places: readonly number[],
    need: readonly ChangeHash[],
    have: readonly Have[],
  ): void => {
    const history = currentHistory()
    const parts = splitByBytes(history, places, messageBytes)
    const ends = parts.slice(0, -1).map(part => 1 + (part.at(-1) ?? 0))
    const headsOfParts = history.headsBefore(ends)
    for (const [index, part] of parts.entries()) {
      const isLast = index === parts.length - 1
      const message = encodeSyncMessage({
        heads: isLast ? history.heads() : (headsOfParts[index] ?? []),
        need: isLast ? need : [],
        have: isLast ? have : [],
        changes: part.map(place => history.bytesAt(place)),
      })
      peer.subscriber.sync(doc, message)
    }
    peer.told = history.headsKey()
  }

  const newPlaces = (peer: Peer, skip: ReadonlySet<number>): number[] => {
    const history = currentHistory()
    if (peer.sentUpTo === null) return []
    const places: number[] = []
    for (let place = peer.sentUpTo; place < history.size(); place++) {
      if (peer.unshared.has(place) && !skip.has(place)) places.push(place)
    }
    peer.sentUpTo = history.size()
    return places
  }

  return {
    passOn(peer, need) {
      const history = currentHistory()
      const from = peer.sentUpTo
      const places = newPlaces(peer, noPlaces)
      if (places.length === 0 && peer.told === history.headsKey()) return
      const isLikeOthers = places.length === history.size() - (from ?? 0) && need.length === 0
      if (!isLikeOthers || places.length > maxUnaskedFilter) {
        const isWorthIt = peer.unshared.size <= Math.max(maxUnaskedFilter, 2 * places.length)
        sendAll(peer, places, need, isWorthIt ? [haveFor(peer)] : [])
        return
      }
      const key = `${history.headsKey()} ${from} ${peer.unshared.size} ${peer.shared.join()}`
      if (last?.key !== key) {
        const have = peer.unshared.size <= maxUnaskedFilter ? [haveFor(peer)] : []
        const changes = places.map(place => history.bytesAt(place))
        last = { key, message: encodeSyncMessage({ heads: history.heads(), need: [], have, changes }) }
      }
      peer.subscriber.sync(doc, last.message)
      peer.told = history.headsKey()
    },
    answer(peer, { places, need, asks, brought }) {
      const all = [...new Set([...places, ...newPlaces(peer, brought)])].sort((a, b) => a - b)
      if (all.length === 0 && !asks && peer.told === currentHistory().headsKey()) return
      sendAll(peer, all, need, [haveFor(peer)])
    },
  }
}

function* hashesAt(history: History, places: Iterable<number>): Iterable<ChangeHash> {
  for (const place of places) yield history.hashAt(place)
}

/** Always at least one part. A change larger than the bound has a part of its own. */
const splitByBytes = (history: History, places: readonly number[], maxBytes: number): number[][] => {
  const parts: number[][] = [[]]
  let bytes = 0
  for (const place of places) {
    const length = history.bytesAt(place).length
    const part = parts.at(-1)
    if (part === undefined || (part.length > 0 && bytes + length > maxBytes)) {
      parts.push([place])
      bytes = length
    } else {
      part.push(place)
      bytes += length
    }
  }
  return parts
}
