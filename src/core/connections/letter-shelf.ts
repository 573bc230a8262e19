/**
 * The letters that are open: one's own while they are under way, others' while they wait for an answer. Each is a
 * document `{v: 1, b: bytes}`; `b` is empty once it was withdrawn.
 */
import { bytesToHex } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { limits } from '../../protocol/limits.ts'
import type { DocumentGenesis } from '../../protocol/records/document-genesis.ts'
import {
  createOwnedDocument,
  docIdOf,
  type DocumentStore,
  type OwnedDocument,
  type OwnedEditError,
  readBytes,
  type Replica,
  type Schema,
  type Sealer,
} from '../documents/index.ts'
import type { Log } from '../ports.ts'
import type { SyncEngine } from '../sync/sync-engine.ts'

/** `nothing`: not here yet. `unreadable`: broken, or of a newer version. */
export type LetterReading =
  | { readonly kind: 'sealed'; readonly bytes: Uint8Array }
  | { readonly kind: 'nothing' | 'withdrawn' | 'unreadable' }

export interface LetterShelf {
  /** Opens it and keeps it in step. */
  read(genesis: DocumentGenesis): Promise<LetterReading>
  /** Answers when it is on disk. */
  write(genesis: DocumentGenesis, bytes: Uint8Array): Promise<Result<null, OwnedEditError>>
  /** The relay has it as it is now. */
  isOnRelay(genesis: DocumentGenesis): boolean
  /** Off the disk; the relay keeps its copy. */
  forget(genesis: DocumentGenesis): Promise<void>
  /** Those open now, and those that are still on the disk from before. */
  held(): Promise<readonly DocumentGenesis[]>
  onChange(listener: (genesis: DocumentGenesis) => void): () => void
}

export interface LetterShelfDeps {
  readonly store: DocumentStore
  readonly engine: Pick<SyncEngine, 'isAcknowledged' | 'untrack'>
  readonly sealer: () => Sealer | null
  readonly onOpened: (replica: Replica) => void
  readonly log: Log
}

const letterSchema: Schema<Uint8Array> = {
  version: 1,
  read(doc) {
    const bytes = readBytes(doc['b'])
    return bytes === null || bytes.length > limits.letterBytes ? null : bytes
  },
}

const nothing: Uint8Array = new Uint8Array()

/** Makes a letter say nothing any more. */
export const withdrawLetter = (
  shelf: LetterShelf,
  genesis: DocumentGenesis,
): Promise<Result<null, OwnedEditError>> => shelf.write(genesis, nothing)

export const createLetterShelf = ({ store, engine, sealer, onOpened, log }: LetterShelfDeps): LetterShelf => {
  const open = new Map<
    string,
    { readonly genesis: DocumentGenesis; readonly document: OwnedDocument<Uint8Array> }
  >()
  const listeners = new Set<(genesis: DocumentGenesis) => void>()

  const documentOf = async (
    genesis: DocumentGenesis,
  ): Promise<Result<OwnedDocument<Uint8Array>, OwnedEditError>> => {
    const id = bytesToHex(genesis.doc32)
    const known = open.get(id)
    if (known !== undefined) return ok(known.document)
    const opened = await store.open(genesis)
    if (!opened.ok)
      return err(opened.error.type === 'document-broken' ? { type: 'unreadable' } : opened.error)
    const document = createOwnedDocument(opened.value, letterSchema, sealer)
    open.set(id, { genesis, document })
    document.onChange(() => {
      for (const listener of listeners) listener(genesis)
    })
    onOpened(opened.value)
    return ok(document)
  }

  return {
    async read(genesis) {
      const document = await documentOf(genesis)
      const reading = document.ok ? document.value.read() : null
      if (reading === null || reading.kind === 'newer-version' || reading.kind === 'broken')
        return { kind: 'unreadable' }
      if (reading.kind === 'empty') return { kind: 'nothing' }
      return reading.value.length === 0 ? { kind: 'withdrawn' } : { kind: 'sealed', bytes: reading.value }
    },
    async write(genesis, bytes) {
      const document = await documentOf(genesis)
      if (!document.ok) return document
      const saved = await document.value.edit(draft => {
        draft['b'] = bytes
      })
      return saved.ok ? ok(null) : saved
    },
    isOnRelay: genesis => engine.isAcknowledged(docIdOf(genesis)),
    async forget(genesis) {
      open.delete(bytesToHex(genesis.doc32))
      engine.untrack(docIdOf(genesis))
      const forgotten = await store.forget(genesis)
      // It stays on the disk, does no harm there, and is tried again at the next start.
      if (!forgotten.ok) log({ event: 'letter-not-forgotten', reason: forgotten.error.type })
    },
    async held() {
      const onDisk = (await store.held()).filter(({ kind }) => kind === 'letter')
      const byId = new Map(
        [...[...open.values()].map(one => one.genesis), ...onDisk].map(one => [bytesToHex(one.doc32), one]),
      )
      return [...byId.values()]
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
