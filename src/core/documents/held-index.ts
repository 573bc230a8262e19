/** Which documents this device holds, by what they are: enc([[kind, owner32, tag32] …]) under one key. */
import { bytesToHex } from '../../base/bytes.ts'
import { ok, type Result } from '../../base/result.ts'
import { dec, enc, type Item } from '../../protocol/codec/cbor.ts'
import { type DocumentGenesis, documentGenesisToItem, parseDocumentGenesis } from '../../protocol/records/document-genesis.ts'
import type { StorageError, ValueStorage } from '../ports.ts'
import { createSerial } from './serial.ts'

export interface HeldIndex {
  add(genesis: DocumentGenesis): Promise<void>
  remove(genesis: DocumentGenesis): Promise<Result<null, StorageError>>
  all(): Promise<readonly DocumentGenesis[]>
}

const key = 'held-documents'
/** As many as fit into one value. What comes after is found again through its owner. */
const mostHeld = 10_000

export const createHeldIndex = (values: ValueStorage): HeldIndex => {
  const serial = createSerial()
  let held: Map<string, DocumentGenesis> | null = null
  const load = async (): Promise<Map<string, DocumentGenesis>> => {
    if (held !== null) return held
    const stored = await values.get(key)
    held = new Map(stored.ok && stored.value !== null ? decodeIndex(stored.value) : [])
    return held
  }
  const save = (known: ReadonlyMap<string, DocumentGenesis>) =>
    values.set(key, enc([...known.values()].map(documentGenesisToItem)))
  return {
    add: genesis =>
      serial(async () => {
        const known = await load()
        const id = bytesToHex(genesis.doc32)
        if (known.has(id) || known.size >= mostHeld) return
        known.set(id, genesis)
        const saved = await save(known)
        // Not written: it is added again at the next change, and the document itself is safe.
        if (!saved.ok) known.delete(id)
      }),
    remove: genesis =>
      serial(async () => {
        const known = await load()
        if (!known.delete(bytesToHex(genesis.doc32))) return ok(null)
        const saved = await save(known)
        if (!saved.ok) known.set(bytesToHex(genesis.doc32), genesis)
        return saved
      }),
    all: () => serial(async () => [...(await load()).values()]),
  }
}

/** An index that cannot be read counts as empty: documents are found again through their owners. */
const decodeIndex = (bytes: Uint8Array): [string, DocumentGenesis][] => {
  const decoded = dec(bytes, 'held documents')
  if (!decoded.ok || !Array.isArray(decoded.value)) return []
  return (decoded.value as readonly Item[]).flatMap(item => {
    const genesis = parseDocumentGenesis(item)
    return genesis.ok ? [[bytesToHex(genesis.value.doc32), genesis.value] as [string, DocumentGenesis]] : []
  })
}
