/** Which devices people were told of, for each member, so that a new one shows before anything is sealed to it. */
import { equalBytes, bytesToHex } from '../../../base/bytes.ts'
import type { AccountState } from '../../../protocol/accounts/chain.ts'
import type { DeviceState } from '../../../protocol/accounts/devices.ts'
import type { Item } from '../../../protocol/codec/cbor.ts'
import { bool, bytesOf, list, parseItem, text, tuple, uint } from '../../../protocol/codec/shape.ts'
import { limits } from '../../../protocol/limits.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { RowChange } from '../../ports.ts'
import type { SealedRows } from '../../private/private-types.ts'
import type { DeviceNews } from '../chat-types.ts'
import { accountKey, type RowKeys } from './row-keys.ts'

interface Announced {
  readonly resets: number
  readonly devices: readonly AnnouncedDevice[]
}

interface AnnouncedDevice {
  readonly device: Uint8Array
  readonly name: string
  readonly isActive: boolean
}

interface DeviceBook {
  /** What is new since the last time, and the rows that say so. Of an account seen first, nothing is new. */
  compare(account: AccountId, state: AccountState): Promise<Compared>
}

interface Compared {
  readonly news: readonly DeviceNews[]
  readonly changes: readonly RowChange[]
}

const nothingNew: Compared = { news: [], changes: [] }

const shape = tuple<[number, readonly (readonly [Uint8Array, string, boolean])[]]>(
  uint(),
  list(
    tuple<[Uint8Array, string, boolean]>(bytesOf(32), text(limits.deviceNameBytes), bool),
    limits.chainRecords,
  ),
)

/** Remembers what it answered: the caller writes the changes, also when a first try fails. */
export const createDeviceBook = (rows: SealedRows, keys: RowKeys): DeviceBook => {
  const known = new Map<string, Announced>()
  const lastStates = new Map<string, AccountState>()
  return {
    async compare(account, state) {
      const key = keys.devices(accountKey(account))
      if (lastStates.get(key) === state) return nothingNew
      const before = known.get(key) ?? (await load(rows, key))
      const after = announcedIn(state)
      lastStates.set(key, state)
      known.set(key, after)
      if (before !== null && isSame(before, after)) return nothingNew
      return {
        news: before === null ? [] : newsBetween(account, before, state),
        changes: [rows.seal(key, toItem(after))],
      }
    },
  }
}

const load = async (rows: SealedRows, key: string): Promise<Announced | null> => {
  const stored = await rows.get(key)
  const parsed = stored.ok && stored.value !== null ? parseItem(shape, stored.value, 'devices row') : null
  if (parsed?.ok !== true) return null
  const [resets, devices] = parsed.value
  return { resets, devices: devices.map(([device, name, isActive]) => ({ device, name, isActive })) }
}

const announcedIn = (state: AccountState): Announced => ({
  resets: state.resetCounter,
  devices: [...state.devices.values()].map(({ device, name, status }) => ({
    device,
    name,
    isActive: status === 'active',
  })),
})

const toItem = ({ resets, devices }: Announced): Item => [
  resets,
  devices.map(({ device, name, isActive }) => [device, name, isActive]),
]

const isSame = (a: Announced, b: Announced): boolean =>
  a.resets === b.resets &&
  a.devices.length === b.devices.length &&
  a.devices.every(one => isActiveIn(b, one.device) === one.isActive)

/** Null: not there. */
const isActiveIn = ({ devices }: Announced, device: Uint8Array): boolean | null =>
  devices.find(one => equalBytes(one.device, device))?.isActive ?? null

const newsBetween = (account: AccountId, before: Announced, state: AccountState): readonly DeviceNews[] => {
  const hasReset = state.resetCounter > before.resets
  const now = [...state.devices.values()]
  const added = now.filter(({ device, status }) => status === 'active' && isActiveIn(before, device) !== true)
  const news = added.map((device): DeviceNews => ({
    account,
    kind: hasReset || isAddedByRoot(device, state) ? 'recovered' : 'new-device',
    device: device.name,
  }))
  const active = new Set(
    now.flatMap(({ device, status }) => (status === 'active' ? [bytesToHex(device)] : [])),
  )
  const removed = before.devices
    .filter(({ device, isActive }) => isActive && !active.has(bytesToHex(device)))
    .map(({ name }): DeviceNews => ({ account, kind: 'removed-device', device: name }))
  return [...news, ...removed]
}

/** With the recovery words. */
const isAddedByRoot = ({ addedBy }: DeviceState, { rootPub }: AccountState): boolean =>
  equalBytes(addedBy, rootPub)
