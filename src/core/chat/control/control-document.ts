/** One member's control document of one room. */
import { bytesToHex } from '../../../base/bytes.ts'
import { ok, type Result } from '../../../base/result.ts'
import { sha256 } from '../../../protocol/crypto/hash.ts'
import type { SignedRecord } from '../../../protocol/records/record.ts'
import { verifyRecord } from '../../../protocol/records/verify-record.ts'
import type { Control, Room } from '../../../protocol/rooms/room-types.ts'
import { createOwnedDocument, type OwnedEditError, type Replica, type Sealer } from '../../documents/index.ts'
import { controlSchema, isDeviceIn, openControl, sealControl } from './control-entries.ts'
import type { RoomServiceDeps } from './room-service-deps.ts'

export interface ControlDocument {
  /** What its owner said, as far as their chain is here to tell. */
  read(): Promise<readonly Control[]>
  /** Of one's own; answers when they are on disk. What was written before a failure stays. */
  append(records: readonly SignedRecord[]): Promise<Result<null, OwnedEditError>>
}

/** A change may have 256 KiB, and most records take 1 KiB. */
const recordsPerEdit = 100

export const createControlDocument = (
  room: Room,
  replica: Replica,
  sealer: () => Sealer | null,
  { book, verify, ports }: Pick<RoomServiceDeps, 'book' | 'verify' | 'ports'>,
): ControlDocument => {
  const document = createOwnedDocument(replica, controlSchema, sealer)
  const owner = replica.genesis.owner
  /**
   * By the hash of the entry; null for what will never be a record of this room and owner. A record counts whatever
   * became of its device: whether the entry may stand here was judged with the seals.
   */
  const known = new Map<string, Control | null>()

  const readEntry = async (entry: Uint8Array): Promise<Control | null> => {
    const name = bytesToHex(sha256(entry))
    const before = known.get(name)
    if (before !== undefined) return before
    const control = openControl(room, owner, entry)
    const chain = book.entryOf(owner)
    // Their chain may still tell of the device.
    if (control !== null && (chain === null || !isDeviceIn(chain, control.authorDevice))) return null
    const isSigned = control !== null && (await verifyRecord(verify, control.record, control.authorDevice))
    known.set(name, isSigned ? control : null)
    return isSigned ? control : null
  }
  return {
    async read() {
      const reading = document.read()
      if (reading.kind !== 'value') return []
      const controls: Control[] = []
      for (const entry of reading.value) {
        const control = await readEntry(entry)
        if (control !== null) controls.push(control)
      }
      return controls
    },
    async append(records) {
      const entries = records.map(record => sealControl(room.id, record, ports.random))
      for (let from = 0; from < entries.length; from += recordsPerEdit) {
        const written = await document.edit(draft => {
          draft['e'] ??= []
          const list: unknown = draft['e']
          if (Array.isArray(list)) list.push(...entries.slice(from, from + recordsPerEdit))
        })
        if (!written.ok) return written
      }
      return ok(null)
    },
  }
}
