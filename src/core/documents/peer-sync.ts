/**
 * Automerge's sync protocol with one peer, with two changes (PROTOCOL §4, step 5): what we ask for is what
 * is missing beneath the stage rather than what waits on it, and we never say the same thing twice, so
 * that changes which are never let through can neither stall nor loop the exchange.
 */
import { err, ok, type Result } from '../../base/result.ts'
import type { ChangeHash } from '../../protocol/changes/change.ts'
import { malformed, type Malformed } from '../../protocol/errors.ts'
import { decodeSyncMessage, encodeSyncMessage, type SyncMessage } from '../../protocol/sync/message.ts'
import {
  generateSyncMessage,
  getHeads,
  initSyncState,
  receiveSyncMessage,
  type SyncState,
} from './automerge.ts'
import type { RootDoc } from './history.ts'

export interface StageView {
  readonly missing: readonly ChangeHash[]
  isStaged(hash: ChangeHash): boolean
}

export interface PeerSync {
  /**
   * The changes of the message went through the gate already; the rest of it is taken in here. Automerge
   * answers with a new handle for the document, which replaces the old one.
   */
  receive(doc: RootDoc, message: SyncMessage): Result<RootDoc, Malformed>
  /** As `receive`: the peer has these heads and nothing more, and has been told that we have them. */
  agree(doc: RootDoc, heads: readonly ChangeHash[]): Result<RootDoc, Malformed>
  next(doc: RootDoc, stage: StageView | null): Uint8Array | null
  theirHeads(): readonly ChangeHash[] | null
}

export const createPeerSync = (): PeerSync => {
  let state: SyncState = initSyncState()
  let heads: readonly ChangeHash[] | null = null
  let lastSaid: string | null = null
  /** Since the peer last had something new: what it lacked before, it may have by now. */
  const asked = new Set<ChangeHash>()
  const receive = (doc: RootDoc, message: SyncMessage): Result<RootDoc, Malformed> => {
    try {
      const [next, nextState] = receiveSyncMessage(doc, state, encodeSyncMessage({ ...message, changes: [] }))
      state = nextState
      if (message.heads.join() !== heads?.join()) asked.clear()
      heads = message.heads
      return ok(next)
    } catch {
      return err(malformed('sync message', 'not-automerge'))
    }
  }
  return {
    receive,
    agree(doc, theirs) {
      const have = [{ lastSync: theirs, bloom: new Uint8Array() }]
      const received = receive(doc, { heads: theirs, need: [], have, changes: [] })
      const ours = getHeads(received.ok ? received.value : doc)
      if (!received.ok || !isSame(ours, theirs)) return received
      // Automerge would name our heads once more before it rests.
      ;[state] = generateSyncMessage(received.value, state)
      lastSaid = ours.join()
      return received
    },
    next(doc, stage) {
      const [nextState, bytes] = generateSyncMessage(doc, state)
      state = nextState
      const decoded = bytes === null ? null : decodeSyncMessage(bytes)
      if (decoded !== null && !decoded.ok) throw new Error('sync: our own message cannot be read')
      const wanted = [...(decoded?.value.need ?? []), ...(stage?.missing ?? [])]
      // What is still open is asked again with every message, for a peer may heed only the last one.
      const need = [...new Set(wanted)].filter(hash => stage?.isStaged(hash) !== true)
      const asksAnew = need.some(hash => !asked.has(hash))
      const message = decoded?.value ?? { heads: getHeads(doc), have: [], changes: [] }
      const said = message.heads.join()
      if (!asksAnew && message.changes.length === 0 && (lastSaid === said || decoded === null)) return null
      for (const hash of need) asked.add(hash)
      lastSaid = said
      return encodeSyncMessage({ ...message, need })
    },
    theirHeads: () => heads,
  }
}

const isSame = (ours: readonly ChangeHash[], theirs: readonly ChangeHash[]): boolean =>
  ours.length === theirs.length && ours.every(head => theirs.includes(head))
