/**
 * Which documents each device last asked about, in the order in which it named them, so that the next time it can say
 * where they stand instead of which they are. In memory only: a device whose roster is gone names them again.
 */
import { bytesToHex, concatBytes, hexToBytes } from '../../src/base/bytes.ts'
import type { Clock } from '../../src/base/clock.ts'
import { hashWithLabel } from '../../src/protocol/crypto/hash.ts'
import { limits as protocolLimits } from '../../src/protocol/limits.ts'
import type { DocId } from '../../src/protocol/relay/frames.ts'
import type { RosterQuestion } from '../../src/protocol/relay/resume.ts'
import type { DocumentLimits } from '../limits.ts'

export interface Rosters {
  /**
   * What the question means by its members, and the name to answer with. Null members: they are not known here, and
   * from now on the roster holds `listed` alone. `key16` is the connection's.
   */
  use(device: string, key16: Uint8Array, asked: RosterQuestion, listed: readonly DocId[]): UsedRoster
  bytes(): number
}

export interface UsedRoster {
  readonly name: string
  readonly members: readonly DocId[] | null
}

interface Roster {
  readonly name: string
  /** 16 bytes each. */
  readonly documents: Uint8Array
  readonly usedAtMs: number
}

const idBytes = 16
/** The entry itself, besides its documents. */
const entryBytes = 400

export const createRosters = (
  clock: Clock,
  limits: Pick<DocumentLimits, 'rosterBytes' | 'rosterMs'>,
): Rosters => {
  /** Longest unused first. */
  const byDevice = new Map<string, Roster>()
  let bytes = 0
  let begun = 0

  const drop = (device: string): void => {
    const known = byDevice.get(device)
    if (!byDevice.delete(device)) return
    bytes -= entryBytes + (known?.documents.length ?? 0)
  }
  const keep = (device: string, name: string, documents: Uint8Array): void => {
    drop(device)
    byDevice.set(device, { name, documents, usedAtMs: clock.nowMs() })
    bytes += entryBytes + documents.length
    for (const [oldest, { usedAtMs }] of byDevice) {
      if (bytes <= limits.rosterBytes && usedAtMs > clock.nowMs() - limits.rosterMs) break
      drop(oldest)
    }
  }
  const find = (device: string, { name, count }: RosterQuestion): Roster | null => {
    const known = byDevice.get(device)
    if (known === undefined || known.name !== name || known.documents.length !== count * idBytes) return null
    return known.usedAtMs > clock.nowMs() - limits.rosterMs ? known : null
  }

  return {
    use(device, key16, asked, listed) {
      const added = concatBytes(...listed.map(doc => hexToBytes(doc) ?? new Uint8Array(idBytes)))
      const known = find(device, asked)
      if (known === null || asked.count + listed.length > protocolLimits.resumedDocuments) {
        const name = bytesToHex(nameOf(key16, ++begun))
        keep(device, name, added)
        return { name, members: null }
      }
      const { name, documents } = known
      keep(device, name, added.length === 0 ? documents : concatBytes(documents, added))
      return { name, members: asked.members.map(place => docAt(documents, place)) }
    },
    bytes: () => bytes,
  }
}

/** Never the same twice, whatever the relay and however often it was started. */
const nameOf = (key16: Uint8Array, number: number): Uint8Array =>
  hashWithLabel('roster', concatBytes(key16, new Uint8Array(Float64Array.of(number).buffer))).subarray(0, 8)

const docAt = (documents: Uint8Array, place: number): DocId =>
  bytesToHex(documents.subarray(place * idBytes, (place + 1) * idBytes))
