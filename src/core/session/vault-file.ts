/** Where the vault lives on this device, and the little that is shown while it is locked. */
import { enc } from '../../protocol/codec/cbor.ts'
import { bytesOf, decAs, text, tuple } from '../../protocol/codec/shape.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { Result } from '../../base/result.ts'
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

export const loadVault = (values: ValueStorage): Promise<Result<Uint8Array | null, StorageError>> => values.get(vaultKey)

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

/** Everything of the account on this device, the vault first: a removal that is cut short cannot be opened. */
export const eraseDevice = async (ports: Ports): Promise<Result<null, StorageError>> => {
  for (const key of [vaultKey, cardKey, lockedKey, 'held-documents', 'acknowledged']) {
    const removed = await ports.values.remove(key)
    if (!removed.ok) return removed
  }
  const listed = await ports.documents.list()
  if (!listed.ok) return listed
  for (const id of listed.value) {
    const removed = await ports.documents.remove(id)
    if (!removed.ok) return removed
  }
  return ports.browserKey.remove()
}
