/** The epochs of one line, in memory and in rows. What is learnt stays: nothing here is undone. */
import { bytesToHex } from '../../../base/bytes.ts'
import type { Item } from '../../../protocol/codec/cbor.ts'
import type { EpochId, RoomId } from '../../../protocol/rooms/room-types.ts'
import type { SealedRows } from '../../private/private-types.ts'
import type { RowChange } from '../../ports.ts'
import { isSecretOf } from './epoch-secret.ts'
import { epochToItem, isBelieved, itemToEpoch, type KnownEpoch } from './known-epoch.ts'
import { allRows, type RowKeys } from './row-keys.ts'

export interface EpochShelf {
  get(id: EpochId): KnownEpoch | null
  all(): Iterable<KnownEpoch>
  /** A record that was believed replaces one under the same id that was not; never the other way round. */
  put(epoch: KnownEpoch): void
  /** False when the epoch is not known, or has committed to another secret. True when it is held now, or was. */
  giveSecret(id: EpochId, secret: Uint8Array): boolean
  noteUse(id: EpochId): void
  /** Keeps a secret whose epoch is not known yet; whether it is right shows when that comes. */
  hand(id: EpochId, secret: Uint8Array): void
  handed(id: EpochId): Uint8Array | null
  /** What is to be written, until `written`. */
  changes(): readonly RowChange[]
  written(): void
}

/** Of secrets that wait for their epochs: more than one invitation hands on. */
const maxHanded = 4_096

export const loadEpochShelf = async (room: RoomId, rows: SealedRows, keys: RowKeys): Promise<EpochShelf> => {
  const [epochs, uses, handed] = await Promise.all([
    loadAll(rows, keys.epochs()),
    loadAll(rows, keys.uses()),
    loadAll(rows, keys.allHanded()),
  ])
  const usedOf = new Map([...uses].map(([name, value]) => [name, typeof value === 'number' ? value : 0]))
  const known = new Map<string, KnownEpoch>()
  for (const [name, item] of epochs) {
    const epoch = itemToEpoch(item, usedOf.get(name) ?? 0)
    if (epoch !== null) known.set(name, epoch)
  }
  const waiting = new Map(
    [...handed].flatMap(([name, value]) => (value instanceof Uint8Array ? [[name, value]] : [])),
  )
  return createEpochShelf(room, known, waiting, rows, keys)
}

const loadAll = async (
  rows: SealedRows,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<ReadonlyMap<string, Item>> => {
  const found = await rows.range({ from, to, limit: allRows })
  return new Map(found.ok ? found.value.map(([key, item]) => [key.slice(from.length), item]) : [])
}

const createEpochShelf = (
  room: RoomId,
  known: Map<string, KnownEpoch>,
  waiting: Map<string, Uint8Array>,
  rows: SealedRows,
  keys: RowKeys,
): EpochShelf => {
  const changed = new Set<string>()
  const used = new Set<string>()
  const handedOn = new Set<string>()

  const keep = (epoch: KnownEpoch): void => {
    known.set(epoch.name, epoch)
    changed.add(epoch.name)
  }
  return {
    get: id => known.get(bytesToHex(id)) ?? null,
    all: () => known.values(),
    put(epoch) {
      const before = known.get(epoch.name)
      if (before !== undefined && (before.problem === null || epoch.problem !== null)) return
      keep({ ...epoch, used: before?.used ?? 0 })
    },
    giveSecret(id, secret) {
      const epoch = known.get(bytesToHex(id))
      if (epoch === undefined || !isSecretOf(secret, epoch, room)) return false
      // A wrap that was wrong does not make the epoch wrong for whoever learns its secret otherwise.
      const problem = isBelieved(epoch) ? null : epoch.problem
      if (epoch.secret === null) keep({ ...epoch, secret, problem })
      if (waiting.delete(epoch.name)) handedOn.add(epoch.name)
      return true
    },
    noteUse(id) {
      const epoch = known.get(bytesToHex(id))
      if (epoch === undefined) return
      known.set(epoch.name, { ...epoch, used: epoch.used + 1 })
      used.add(epoch.name)
    },
    hand(id, secret) {
      const name = bytesToHex(id)
      if (waiting.has(name) || waiting.size >= maxHanded) return
      waiting.set(name, secret)
      handedOn.add(name)
    },
    handed: id => waiting.get(bytesToHex(id)) ?? null,
    changes: () => [
      ...[...changed].flatMap(name =>
        rowOf(known.get(name), epoch => rows.seal(keys.epoch(name), epochToItem(epoch))),
      ),
      ...[...used].flatMap(name => rowOf(known.get(name), epoch => rows.seal(keys.use(name), epoch.used))),
      ...[...handedOn].map((name): RowChange => {
        const secret = waiting.get(name)
        return secret === undefined ? [keys.handed(name), null] : rows.seal(keys.handed(name), secret)
      }),
    ],
    written() {
      changed.clear()
      used.clear()
      handedOn.clear()
    },
  }
}

const rowOf = (epoch: KnownEpoch | undefined, seal: (epoch: KnownEpoch) => RowChange): RowChange[] =>
  epoch === undefined ? [] : [seal(epoch)]
