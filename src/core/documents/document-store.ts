/**
 * The documents of this device: opens replicas once, keeps the account book current from identity
 * documents, and remembers which documents are held and what they are.
 */
import { bytesToHex } from '../../base/bytes.ts'
import { ok, type Result } from '../../base/result.ts'
import type { AccountBook } from '../../protocol/accounts/account-book.ts'
import type { ChangeHash } from '../../protocol/changes/change.ts'
import type { VerifySignature } from '../../protocol/crypto/verify.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { createDocumentGenesis, type DocumentGenesis } from '../../protocol/records/document-genesis.ts'
import type { DocId } from '../../protocol/relay/frames.ts'
import type { DocumentStorage, Ports, StorageError } from '../ports.ts'
import { createHeldIndex, type HeldIndex } from './held-index.ts'
import { recordsOf } from './history.ts'
import { openReplica } from './replica.ts'
import type { LoadError, Replica } from './replica-types.ts'
import { createSerial } from './serial.ts'

export interface DocumentStore {
  /** Opens a document, its owner's identity first. One that is not held is empty. */
  open(genesis: DocumentGenesis): Promise<Result<Replica, LoadError>>
  opened(): readonly Replica[]
  replica(id: DocId): Replica | null
  /** Everything this device holds, open or not. */
  held(): Promise<readonly DocumentGenesis[]>
  /**
   * What a document ends in on disk, without opening it; perhaps not the latest. Null when it is not held; none when it
   * has to be opened to be known.
   */
  headsOf(genesis: DocumentGenesis): Promise<readonly ChangeHash[] | null>
  /**
   * Closes a document and keeps it on disk; `open` makes another replica of it. Whoever had it synced calls
   * `SyncEngine.untrack` first, and nobody uses the old replica any more. Identities stay open: others rest on them.
   */
  release(id: DocId): Promise<void>
  /** The same, and takes it off the disk and out of what is held. */
  forget(genesis: DocumentGenesis): Promise<Result<null, StorageError>>
  onOpened(listener: (replica: Replica) => void): () => void
  /** After the account's identity document changed, once everything that rests on it was judged anew. */
  onAccountChange(listener: (account: AccountId) => void): () => void
  close(): Promise<void>
}

export interface DocumentStoreDeps {
  readonly ports: Ports
  readonly verify: VerifySignature
  readonly book: AccountBook
}

export const docIdOf = (genesis: DocumentGenesis): DocId => bytesToHex(genesis.doc32.subarray(0, 16))

export const createDocumentStore = ({ ports, verify, book }: DocumentStoreDeps): DocumentStore => {
  const open = new Map<DocId, Replica>()
  const openingSerial = createSerial()
  const openListeners = new Set<(replica: Replica) => void>()
  const accountListeners = new Set<(account: AccountId) => void>()
  const index: HeldIndex = createHeldIndex(ports)
  const learning = createSerial()

  /** Judges again whatever rests on this account's chain. */
  const learn = (identity: Replica): Promise<void> =>
    learning(async () => {
      const { owner } = identity.genesis
      const entry = await book.learn(owner, recordsOf(identity.doc()))
      // Without the chain nothing can be judged, and nothing may be taken out for want of it.
      if (entry === null) return
      const resting = [...open.values()].filter(
        replica => bytesToHex(replica.genesis.owner) === bytesToHex(owner),
      )
      for (const replica of resting) await replica.reconsider()
      for (const listener of accountListeners) listener(owner)
    })

  const openOne = async (genesis: DocumentGenesis): Promise<Result<Replica, LoadError>> => {
    const id = docIdOf(genesis)
    const known = open.get(id)
    if (known !== undefined) return ok(known)
    const judge = book.judgeFor(genesis)
    const deps = {
      storage: forgettingHeads(ports.documents, index),
      random: ports.random,
      verify,
      judge,
      log: ports.log,
    }
    const opened = await openReplica(genesis, id, deps)
    if (!opened.ok) return opened
    const replica = opened.value
    open.set(id, replica)
    const note = (): void => {
      if (replica.heads().length > 0) void index.note(genesis, replica.heads())
    }
    replica.onChange(() => {
      note()
      if (genesis.kind === 'identity') void learn(replica)
    })
    note()
    if (replica.heads().length > 0) {
      if (genesis.kind === 'identity') await learn(replica)
      else if (book.entryOf(genesis.owner) !== null) await replica.reconsider()
    }
    for (const listener of openListeners) listener(replica)
    return opened
  }

  const close = async (id: DocId): Promise<void> => {
    const replica = open.get(id)
    if (replica === undefined || replica.genesis.kind === 'identity') return
    open.delete(id)
    await replica.close()
  }

  return {
    open: genesis =>
      openingSerial(async () => {
        if (genesis.kind !== 'identity') {
          const identity = await openOne(createDocumentGenesis('identity', genesis.owner))
          if (!identity.ok) return identity
        }
        return openOne(genesis)
      }),
    opened: () => [...open.values()],
    replica: id => open.get(id) ?? null,
    held: () => index.all(),
    headsOf: genesis => index.headsOf(docIdOf(genesis)),
    release: id => openingSerial(() => close(id)),
    forget: genesis =>
      openingSerial(async () => {
        await close(docIdOf(genesis))
        const removed = await forgettingHeads(ports.documents, index).remove(docIdOf(genesis))
        return removed.ok ? index.remove(docIdOf(genesis)) : removed
      }),
    onOpened(listener) {
      openListeners.add(listener)
      return () => openListeners.delete(listener)
    },
    onAccountChange(listener) {
      accountListeners.add(listener)
      return () => accountListeners.delete(listener)
    },
    async close() {
      for (const replica of open.values()) await replica.close()
      open.clear()
      await index.settled()
    },
  }
}

/** What is taken off the disk is taken out of what is said of it first. */
const forgettingHeads = (storage: DocumentStorage, index: HeldIndex): DocumentStorage => ({
  load: id => storage.load(id),
  append: (id, chunk) => storage.append(id, chunk),
  list: () => storage.list(),
  async replace(id, chunk) {
    const forgotten = await index.forgetHeads(id)
    return forgotten.ok ? storage.replace(id, chunk) : forgotten
  },
  async remove(id) {
    const forgotten = await index.forgetHeads(id)
    return forgotten.ok ? storage.remove(id) : forgotten
  },
})
