/**
 * Which documents this device told its relay of, in the order told, so that it can say where they stand the next time
 * (protocol/relay/resume.ts). A row for each part, in order:
 *
 *   roster/<name>/<first place, 4 hex digits>    doc16 each
 */
import { bytesToHex, concatBytes, hexToBytes } from '../../base/bytes.ts'
import type { DocId } from '../../protocol/relay/frames.ts'
import { createRowWriter, readRows, type RowWriter } from '../documents/index.ts'
import type { Ports } from '../ports.ts'

export interface Roster {
  /** 16 hex digits; empty before there is one. */
  name(): string
  count(): number
  placeOf(doc: DocId): number | undefined
  /** Behind those that are in it. */
  join(docs: readonly DocId[]): void
  /** Another, of these alone. */
  begin(name: string, docs: readonly DocId[]): void
}

const prefix = 'roster/'
const idBytes = 16
const digits = 4

export const loadRoster = async (rows: Ports['rows']): Promise<Roster> => {
  const found = await readRows(rows, prefix)
  return createRoster(found.ok ? found.value : new Map(), createRowWriter(rows))
}

const createRoster = (stored: ReadonlyMap<string, Uint8Array>, writer: RowWriter): Roster => {
  const places = new Map<DocId, number>()
  const keys = new Set(stored.keys())
  let name = ''
  let count = 0

  const join = (docs: readonly DocId[]): void => {
    if (name === '' || docs.length === 0) return
    const key = `${name}/${count.toString(16).padStart(digits, '0')}`
    keys.add(key)
    writer.put(prefix + key, concatBytes(...docs.map(doc => hexToBytes(doc) ?? new Uint8Array(idBytes))))
    for (const doc of docs) places.set(doc, count++)
  }
  const read = (): void => {
    for (const [key, bytes] of stored) {
      const [of = '', from = ''] = key.split('/')
      if (name === '') name = of
      // A part is missing: the relay's count is another, and it is told of all of them anew.
      if (of !== name || Number.parseInt(from, 16) !== count || bytes.length % idBytes !== 0) return
      for (let at = 0; at < bytes.length; at += idBytes) {
        places.set(bytesToHex(bytes.subarray(at, at + idBytes)), count++)
      }
    }
  }
  read()
  return {
    name: () => name,
    count: () => count,
    placeOf: doc => places.get(doc),
    join,
    begin(next, docs) {
      for (const key of keys) writer.put(prefix + key, null)
      keys.clear()
      places.clear()
      name = next
      count = 0
      join(docs)
    },
  }
}
