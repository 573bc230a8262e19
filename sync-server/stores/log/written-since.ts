/**
 * Which documents have an entry behind a place in the log. A place is `<id of the store, hex>-<segment>-<offset>`. Nothing
 * is ever written before one that was given out; what is moved to the end counts as written.
 */
import { bytesToHex } from '../../../src/base/bytes.ts'
import type { StorePlace, WrittenDocuments } from '../store.ts'
import type { DocumentIndex } from './document-index.ts'
import { documentOfKey, type Pointer } from './entry.ts'
import { isBefore, type Segments } from './segments.ts'

export interface LogParts {
  readonly index: DocumentIndex
  readonly segments: Segments
  readonly storeId: Uint8Array
}

export const placeOf = ({ segments, storeId }: Pick<LogParts, 'segments' | 'storeId'>): StorePlace => {
  const last = segments.all().at(-1)
  return `${bytesToHex(storeId)}-${last?.head.number ?? 0}-${last?.bytes ?? 0}`
}

export const writtenSince = ({ index, ...log }: LogParts, place: StorePlace | null): WrittenDocuments => {
  const since = place === null ? null : parsePlace(place, bytesToHex(log.storeId))
  const documents: string[] = []
  for (const key of index.keys()) {
    const row = index.get(key)
    if (row !== null && (since === null || !isBefore(row.tail, since))) documents.push(documentOfKey(key))
  }
  return { documents, place: placeOf(log), isAll: since === null }
}

/** Null for one of another store, or none at all. */
const parsePlace = (place: StorePlace, storeId: string): Pointer | null => {
  const [, id, segment, offset] = /^([0-9a-f]{32})-(\d{1,10})-(\d{1,10})$/.exec(place) ?? []
  return id === storeId ? { segment: Number(segment), offset: Number(offset) } : null
}
