/**
 * One document on this device: an Automerge document that changes in two ways only, by an edit of our own
 * that is sealed before anyone can see it, and by what the gate lets through. Everything about one document
 * runs in one queue, so an edit and its seal are never torn apart and nothing unsealed is ever sent.
 */
import { concatBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { parseChange } from '../../protocol/changes/change.ts'
import { genesisChange } from '../../protocol/changes/genesis-change.ts'
import type { ChangeGraph } from '../../protocol/changes/graph.ts'
import { createSealChange } from '../../protocol/changes/seal.ts'
import { createGate, type Gate } from '../../protocol/gate/gate.ts'
import type { GateRefusal } from '../../protocol/gate/refusal.ts'
import { nodeOf } from '../../protocol/gate/rules.ts'
import type { DocId } from '../../protocol/relay/frames.ts'
import type { DocumentGenesis } from '../../protocol/records/document-genesis.ts'
import { decodeSyncMessage } from '../../protocol/sync/message.ts'
import type { StorageError } from '../ports.ts'
import {
  applyChanges,
  change as changeDoc,
  free,
  getHeads,
  getLastLocalChange,
  init,
  load,
  save,
} from './automerge.ts'
import { coveredPart } from './covered-part.ts'
import { actorFrom, graphOf, lastSealOf, type RootDoc } from './history.ts'
import { createPeerSync, type PeerSync } from './peer-sync.ts'
import { recordChanges } from './record-changes.ts'
import type { EditError, LoadError, Receipt, Replica, ReplicaDeps } from './replica-types.ts'
import type { Sealer } from './sealer.ts'
import { createSerial } from './serial.ts'

const maxChunks = 128

const nothingReceived: Receipt = { changed: false, refused: [], problem: null }
const editAfterClose: Result<boolean, EditError> = err({ type: 'storage-unavailable', detail: 'closed' })

interface State {
  doc: RootDoc
  graph: ChangeGraph | null
  gate: Gate | null
  /** None: nothing is on disk yet, and the genesis goes with the first edit. */
  chunksOnDisk: number
}

export const openReplica = async (
  genesis: DocumentGenesis,
  id: DocId,
  deps: ReplicaDeps,
): Promise<Result<Replica, LoadError>> => {
  const read = async (): Promise<Result<State, LoadError>> => {
    const chunks = await deps.storage.load(id)
    if (!chunks.ok) return chunks
    const loaded = loadDoc(chunks.value, actorFrom(deps.random.bytes(16)))
    return loaded === null
      ? err({ type: 'document-broken' })
      : ok({ doc: loaded, graph: null, gate: null, chunksOnDisk: chunks.value.length })
  }
  const first = await read()
  if (!first.ok) return first
  return ok(createReplica(genesis, id, first.value, read, deps))
}

const loadDoc = (chunks: readonly Uint8Array[], actor: string): RootDoc | null => {
  try {
    return chunks.length === 0 ? init({ actor }) : load(concatBytes(...chunks), { actor })
  } catch {
    return null
  }
}

const createReplica = (
  genesis: DocumentGenesis,
  id: DocId,
  initial: State,
  readAgain: () => Promise<Result<State, LoadError>>,
  deps: ReplicaDeps,
): Replica => {
  let state = initial
  const queue = createSerial()
  let closed = false
  /** In turn; and once closed, not at all. */
  const serial = <T>(task: () => Promise<T>, whenClosed: T): Promise<T> =>
    queue(() => (closed ? Promise.resolve(whenClosed) : task()))
  const peers = new Map<string, PeerSync>()
  /**
   * Peers whose last message could not be kept (a full disk, bytes that Automerge rejects). They would bring
   * it again and again, so they are not listened to until they connect anew.
   */
  const paused = new Set<string>()
  const listeners = new Set<() => void>()
  const judgement = { genesis, judge: deps.judge, verify: deps.verify }

  const announce = (): void => {
    for (const listener of listeners) listener()
  }
  const peerSync = (peer: string): PeerSync => {
    const known = peers.get(peer)
    if (known !== undefined) return known
    const created = createPeerSync()
    peers.set(peer, created)
    return created
  }
  const gateAndGraph = (): { gate: Gate; graph: ChangeGraph } => {
    const graph = (state.graph ??= graphOf(state.doc))
    const gate = (state.gate ??= createGate({ ...judgement, graph }))
    return { gate, graph }
  }
  const startWithGenesis = (): void => {
    if (getHeads(state.doc).length > 0) return
    const [doc] = applyChanges(state.doc, [genesisChange(genesis).bytes])
    state = { doc, graph: null, gate: null, chunksOnDisk: 0 }
    // What waited on the old stage is asked for again.
    peers.clear()
  }
  /** Back to what is on disk: after a write that failed, nothing is shown that would be lost. */
  const revert = async (): Promise<void> => {
    const again = await readAgain()
    if (again.ok) state = again.value
    peers.clear()
    announce()
  }

  /** Many small appends load slowly: now and then they become one. A failure changes nothing. */
  const compactWhenLong = async (): Promise<void> => {
    if (state.chunksOnDisk <= maxChunks) return
    const compacted = await deps.storage.replace(id, save(state.doc))
    if (compacted.ok) state.chunksOnDisk = 1
    else deps.log({ event: 'compaction-failed', document: id, reason: compacted.error.type })
  }

  const commit = async (sealer: Sealer, made: readonly Uint8Array[]): Promise<Result<boolean, EditError>> => {
    const parsed = made.map(bytes => parseChange(bytes))
    const last = parsed.at(-1)
    if (last === undefined || !last.ok || parsed.some(one => !one.ok)) {
      await revert()
      return err({ type: 'change-too-large' })
    }
    const { actor, seq, startOp, operationCount } = last.value
    const sealed = await createSealChange(
      sealer.sign,
      genesis.doc32,
      {
        device: sealer.device,
        chain: sealer.chain,
        n: sealer.nextCounter(),
        prevSeal: sealer.previousSeal(id) ?? lastSealOf(state.doc, sealer.device)?.hash ?? null,
      },
      { actor, seq: seq + 1, startOp: startOp + operationCount, deps: getHeads(state.doc) },
    )
    ;[state.doc] = applyChanges(state.doc, [sealed.bytes])
    const genesisBytes = state.chunksOnDisk === 0 ? [genesisChange(genesis).bytes] : []
    const saved = await deps.storage.append(id, concatBytes(...genesisBytes, ...made, sealed.bytes))
    if (!saved.ok) {
      await revert()
      return saved
    }
    state.chunksOnDisk++
    await compactWhenLong()
    sealer.rememberSeal(id, sealed.hash)
    if (state.graph !== null) {
      const seal = parseChange(sealed.bytes)
      for (const one of [...parsed, seal]) if (one.ok) state.graph.add(nodeOf(one.value))
    }
    announce()
    return ok(true)
  }

  const applyReleased = async (
    released: readonly { readonly bytes: Uint8Array }[],
    refusals: readonly GateRefusal[],
  ): Promise<Receipt> => {
    if (released.length === 0) return { changed: false, refused: refusals, problem: null }
    const chunks = released.map(({ bytes }) => bytes)
    try {
      ;[state.doc] = applyChanges(state.doc, chunks)
    } catch {
      // Sealed by the owner and still not applicable: a device of theirs made bytes Automerge rejects.
      await revert()
      return {
        changed: false,
        refused: [...refusals, { type: 'malformed', what: 'change', reason: 'not-automerge' }],
        problem: null,
      }
    }
    const saved = await deps.storage.append(id, concatBytes(...chunks))
    if (!saved.ok) {
      await revert()
      return { changed: false, refused: refusals, problem: saved.error }
    }
    state.chunksOnDisk++
    await compactWhenLong()
    announce()
    return { changed: true, refused: refusals, problem: null }
  }

  /** Takes out what no seal covers any more; true when something went. */
  const rebuild = async (): Promise<Result<boolean, StorageError>> => {
    const covered = await coveredPart(state.doc, {
      judgement,
      parents: hash => gateAndGraph().graph.get(hash)?.deps,
      random: deps.random,
      onUnsealed: () => deps.log({ event: 'heads-not-sealed', document: id }),
    })
    if (covered === null) return ok(false)
    const { doc, changes } = covered
    const saved = changes === 0 ? await deps.storage.remove(id) : await deps.storage.replace(id, save(doc))
    if (!saved.ok) return saved
    deps.log({ event: 'document-rebuilt', document: id, kept: changes })
    state = { doc, graph: null, gate: null, chunksOnDisk: changes === 0 ? 0 : 1 }
    peers.clear()
    announce()
    return ok(true)
  }

  return {
    id,
    genesis,
    doc: () => state.doc,
    heads: () => (closed ? [] : getHeads(state.doc)),
    edit: (sealer, mutate) =>
      serial(async () => {
        startWithGenesis()
        const before = getHeads(state.doc)
        state.doc = changeDoc(state.doc, { time: 0 }, mutate)
        const made = before.join() === getHeads(state.doc).join() ? undefined : getLastLocalChange(state.doc)
        return made === undefined ? ok(false) : commit(sealer, [made])
      }, editAfterClose),
    addRecords: (sealer, records) =>
      serial(async () => {
        startWithGenesis()
        const { graph } = gateAndGraph()
        const made = recordChanges(records, sealer.actor, graph)
        ;[state.doc] = applyChanges(state.doc, made)
        return made.length === 0 ? ok(false) : commit(sealer, made)
      }, editAfterClose),
    receive: (peer, bytes) =>
      serial(async () => {
        if (paused.has(peer)) return nothingReceived
        const message = decodeSyncMessage(bytes)
        if (!message.ok) return { changed: false, refused: [message.error], problem: null }
        const admission = await gateAndGraph().gate.receive(peer, message.value.changes)
        const receipt = await applyReleased(admission.released, admission.refused)
        if (admission.released.length > 0 && !receipt.changed) {
          paused.add(peer)
          return receipt
        }
        const taken = peerSync(peer).receive(state.doc, message.value)
        if (!taken.ok) return { ...receipt, refused: [...receipt.refused, taken.error] }
        state.doc = taken.value
        return receipt
      }, nothingReceived),
    nextMessage: peer =>
      serial(async () => {
        if (paused.has(peer)) return null
        const gate = state.gate
        return peerSync(peer).next(
          state.doc,
          gate === null ? null : { missing: gate.missing(), isStaged: gate.isStaged },
        )
      }, null),
    theirHeads: peer => peers.get(peer)?.theirHeads() ?? null,
    agree: (peer, heads) =>
      serial(async () => {
        const agreed = peerSync(peer).agree(state.doc, heads)
        if (agreed.ok) state.doc = agreed.value
      }, undefined),
    dropPeer(peer) {
      peers.delete(peer)
      paused.delete(peer)
      state.gate?.dropPeer(peer)
    },
    reconsider: () =>
      serial(async () => {
        const admission = (await state.gate?.reconsider()) ?? { released: [], refused: [] }
        const receipt = await applyReleased(admission.released, admission.refused)
        const rebuilt = await rebuild()
        if (!rebuilt.ok) return { ...receipt, problem: rebuilt.error }
        return { ...receipt, changed: receipt.changed || rebuilt.value }
      }, nothingReceived),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () =>
      serial(async () => {
        closed = true
        listeners.clear()
        free(state.doc)
      }, undefined),
  }
}
