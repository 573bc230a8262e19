/**
 * Which documents this device holds, by what they are, and with which heads they are on disk, so that they can be
 * compared without being opened. A row each:
 *
 *   held/<doc16>   number of heads, a byte · heads, 32 bytes each · enc([kind, owner32, tag32])
 *
 * Without heads, the document has to be looked at.
 *
 * Written after the document, so heads may be old, but are never some that the disk does not have.
 */
import { bytesToHex, concatBytes, equalBytes, hexToBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { ChangeHash } from '../../protocol/changes/change.ts'
import { dec, enc, type Item } from '../../protocol/codec/cbor.ts'
import {
  type DocumentGenesis,
  documentGenesisToItem,
  parseDocumentGenesis,
} from '../../protocol/records/document-genesis.ts'
import type { DocId } from '../../protocol/relay/frames.ts'
import type { Ports, StorageError } from '../ports.ts'
import { readRows } from './read-rows.ts'
import { createRowWriter } from './row-writer.ts'
import { createSerial } from './serial.ts'

export interface HeldIndex {
  /** The document is on disk with these heads. Written soon. */
  note(genesis: DocumentGenesis, heads: readonly ChangeHash[]): Promise<void>
  /** Before what is on disk is replaced or taken away; durable when it answers. */
  forgetHeads(id: DocId): Promise<Result<null, StorageError>>
  remove(id: DocId): Promise<Result<null, StorageError>>
  /** Null: not held. None: they are not known without opening it. */
  headsOf(id: DocId): Promise<readonly ChangeHash[] | null>
  all(): Promise<readonly DocumentGenesis[]>
  /** Answers when what was noted is written, as far as it can be. */
  settled(): Promise<void>
}

const prefix = 'held/'
const mostHeads = 64
/** Where all of them once were, in one value without heads. */
const oldKey = 'held-documents'

interface Held {
  readonly genesis: DocumentGenesis
  readonly heads: readonly ChangeHash[]
}

export const createHeldIndex = ({ rows, values }: Pick<Ports, 'rows' | 'values'>): HeldIndex => {
  const serial = createSerial()
  const writer = createRowWriter(rows)
  let held: Map<DocId, Uint8Array> | null = null

  const load = async (): Promise<Map<DocId, Uint8Array>> => {
    if (held !== null) return held
    const found = await readRows(rows, prefix)
    // Looked for again the next time.
    if (!found.ok) return new Map()
    held = new Map(found.value)
    await takeOver(held)
    return held
  }
  const put = (known: Map<DocId, Uint8Array>, id: DocId, value: Uint8Array): void => {
    known.set(id, value)
    writer.put(prefix + id, value)
  }
  /** An index of the old form counts once more, as rows. */
  const takeOver = async (known: Map<DocId, Uint8Array>): Promise<void> => {
    const old = await values.get(oldKey)
    if (!old.ok || old.value === null) return
    for (const genesis of readOld(old.value)) {
      const id = idOf(genesis)
      if (!known.has(id)) put(known, id, encodeHeld({ genesis, heads: [] }))
    }
    if ((await writer.flush()).ok) await values.remove(oldKey)
  }

  return {
    note: (genesis, heads) =>
      serial(async () => {
        const known = await load()
        const before = known.get(idOf(genesis))
        const value = encodeHeld({ genesis, heads })
        if (before === undefined || !equalBytes(before, value)) put(known, idOf(genesis), value)
      }),
    forgetHeads: id =>
      serial(async () => {
        const known = await load()
        // It may say there what must not be said any more.
        if (held === null) return err({ type: 'storage-unavailable', detail: 'held documents' })
        const before = readHeld(known.get(id))
        if (before === null || before.heads.length === 0) return writer.flush()
        put(known, id, encodeHeld({ ...before, heads: [] }))
        return writer.flush()
      }),
    remove: id =>
      serial(async () => {
        if (!(await load()).delete(id)) return ok(null)
        writer.put(prefix + id, null)
        return writer.flush()
      }),
    headsOf: id => serial(async () => headsIn((await load()).get(id))),
    all: () =>
      serial(async () => [...(await load()).values()].flatMap(bytes => readHeld(bytes)?.genesis ?? [])),
    settled: () =>
      serial(async () => {
        await writer.flush()
      }),
  }
}

const idOf = (genesis: DocumentGenesis): DocId => bytesToHex(genesis.doc32.subarray(0, 16))

const encodeHeld = ({ genesis, heads }: Held): Uint8Array => {
  const known = heads.length > mostHeads ? [] : heads.toSorted()
  const bytes = known.map(head => hexToBytes(head) ?? new Uint8Array(32))
  return concatBytes(Uint8Array.of(known.length), ...bytes, enc(documentGenesisToItem(genesis)))
}

const headsIn = (bytes: Uint8Array | undefined): readonly ChangeHash[] | null => {
  const end = 1 + 32 * (bytes?.[0] ?? 0)
  if (bytes === undefined || bytes.length < end) return null
  return bytesToHex(bytes.subarray(1, end)).match(/.{64}/g) ?? []
}

/** A row that cannot be read counts as none: documents are found again through their owners. */
const readHeld = (bytes: Uint8Array | undefined): Held | null => {
  const heads = headsIn(bytes)
  const item =
    heads === null ? null : dec(bytes?.subarray(1 + 32 * heads.length) ?? new Uint8Array(), 'held document')
  const genesis = item?.ok === true ? parseDocumentGenesis(item.value) : null
  return heads !== null && genesis?.ok === true ? { genesis: genesis.value, heads } : null
}

const readOld = (bytes: Uint8Array): readonly DocumentGenesis[] => {
  const decoded = dec(bytes, 'held documents')
  if (!decoded.ok || !Array.isArray(decoded.value)) return []
  return (decoded.value as readonly Item[]).flatMap(item => {
    const genesis = parseDocumentGenesis(item)
    return genesis.ok ? [genesis.value] : []
  })
}
