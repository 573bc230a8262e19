/** Where the vault lives on this device, and the little that is shown while it is locked. */
import { enc } from '../../protocol/codec/cbor.ts'
import { bytesOf, decAs, text, tuple } from '../../protocol/codec/shape.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { ok, type Result } from '../../base/result.ts'
import { displayNameBytes } from '../account/vault-contents.ts'
import type { Ports, StorageError, ValueStorage } from '../ports.ts'

const vaultKey = 'vault'
const cardKey = 'account-card'
const lockedKey = 'locked'

export interface AccountCard {
  readonly account: AccountId
  readonly name: string
}

const cardShape = tuple<[Uint8Array, string]>(bytesOf(32), text(displayNameBytes))

export const loadVault = (values: ValueStorage): Promise<Result<Uint8Array | null, StorageError>> =>
  values.get(vaultKey)

export const saveVault = (values: ValueStorage, bytes: Uint8Array): Promise<Result<null, StorageError>> =>
  values.set(vaultKey, bytes)

export const saveCard = (values: ValueStorage, card: AccountCard): Promise<Result<null, StorageError>> =>
  values.set(cardKey, enc([card.account, card.name]))

export const loadCard = async (values: ValueStorage): Promise<AccountCard | null> => {
  const stored = await values.get(cardKey)
  const parsed = stored.ok && stored.value !== null ? decAs(cardShape, stored.value, 'account card') : null
  return parsed?.ok === true ? { account: parsed.value[0] as AccountId, name: parsed.value[1] } : null
}

/** Without a passphrase, only this mark tells a locked vault from one that opens by itself. */
export const markLocked = (values: ValueStorage, locked: boolean): Promise<Result<null, StorageError>> =>
  locked ? values.set(lockedKey, enc(true)) : values.remove(lockedKey)

export const isMarkedLocked = async (values: ValueStorage): Promise<boolean> => {
  const stored = await values.get(lockedKey)
  return stored.ok && stored.value !== null
}

/** What belongs to the device and not to the account. */
const deviceKeys: ReadonlySet<string> = new Set(['settings'])

/** Everything of the account on this device, the vault first: a removal that is cut short cannot be opened. */
export const eraseDevice = async (ports: Ports): Promise<Result<null, StorageError>> => {
  const { values, rows, documents, blobs, sources } = ports
  const vaultRemoved = await values.remove(vaultKey)
  if (!vaultRemoved.ok) return vaultRemoved
  const keys = await removeAll(values.keys(), key => (deviceKeys.has(key) ? null : values.remove(key)))
  if (!keys.ok) return keys
  const rowsRemoved = await rows.clear()
  if (!rowsRemoved.ok) return rowsRemoved
  const documentsRemoved = await removeAll(documents.list(), id => documents.remove(id))
  if (!documentsRemoved.ok) return documentsRemoved
  const sourcesRemoved = await removeAll(sources.list(), id => sources.remove([id]))
  if (!sourcesRemoved.ok) return sourcesRemoved
  const stored = await blobs.list()
  if (!stored.ok) return stored
  const blobsRemoved = await blobs.remove(stored.value.map(({ name }) => name))
  return blobsRemoved.ok ? ports.browserKey.remove() : blobsRemoved
}

const removeAll = async (
  listing: Promise<Result<readonly string[], StorageError>>,
  remove: (name: string) => Promise<Result<null, StorageError>> | null,
): Promise<Result<null, StorageError>> => {
  const listed = await listing
  if (!listed.ok) return listed
  for (const name of listed.value) {
    const removed = await remove(name)
    if (removed?.ok === false) return removed
  }
  return ok(null)
}
