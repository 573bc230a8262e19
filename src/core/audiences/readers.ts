/** Whom one is connected to, with the key that is theirs now; and the slots that they should have. */
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { createDocumentGenesis } from '../../protocol/records/document-genesis.ts'
import { audienceSlot, audienceSlotKey } from '../../protocol/journal/audience.ts'
import type { AudienceKeyId } from '../../protocol/journal/audience-types.ts'
import type { AccountKey } from '../../protocol/rooms/first-contact-types.ts'
import { bytesToHex } from '../../base/bytes.ts'
import type { OwnKey } from '../connections/own-keys.ts'
import { sealWithSingleUseKey } from '../crypto/secretbox.ts'
import { wipe } from '../crypto/wipe.ts'
import type { Agreements } from './agreements.ts'
import type { AudienceDeps } from './audience-deps.ts'
import type { Seat } from './rules.ts'

export interface Reader extends AccountKey {
  readonly account: AccountId
}

type ReaderDeps = Pick<AudienceDeps, 'people' | 'book' | 'store' | 'ports'>

/**
 * Everybody whose chain is here and as new as any that was seen; nobody while people are not there. Opens the chains that
 * are on the disk and were not opened yet.
 */
export const connectedReaders = async ({
  people,
  book,
  store,
  ports,
}: ReaderDeps): Promise<readonly Reader[]> => {
  const service = people()
  if (service === null) return []
  const connected = service.contacts().filter(({ state }) => state === 'connected')
  for (const { account } of connected) {
    if (book.entryOf(account) !== null) continue
    const opened = await store.open(createDocumentGenesis('identity', account))
    if (!opened.ok) ports.log({ event: 'reader-not-opened', reason: opened.error.type })
  }
  return connected.flatMap(({ account }) => {
    const state = book.entryOf(account)?.state ?? null
    // A key that a device still holds which was taken out is nobody's to write to.
    if (state === null || state.secret === null || state.needsNewSecret || !service.isChainCurrent(account))
      return []
    return [{ account, generation: state.secret.generation, akX: state.secret.akX }]
  })
}

/** Key agreements between two pauses: some ten milliseconds on a phone. */
const agreementsAtOnce = 16

/** Makes the key agreements that slots need, and lets others have their turn in between. */
export const agreeWith = async (
  readers: readonly Reader[],
  own: OwnKey,
  agreements: Agreements,
  { clock }: Pick<AudienceDeps['ports'], 'clock'>,
): Promise<void> => {
  const missing = readers.filter(({ akX }) => !agreements.knows(own.pair, akX))
  for (const [index, { akX }] of missing.entries()) {
    agreements.with(own.pair, akX)
    if ((index + 1) % agreementsAtOnce === 0)
      await new Promise<void>(resolve => clock.after(0, () => resolve()))
  }
}

export interface SecretAt {
  readonly owner: AccountId
  readonly generation: number
  readonly keyId: AudienceKeyId
}

/** Of everybody whose key is somebody's. */
export const seatsOf = (
  readers: readonly Reader[],
  own: OwnKey,
  agreements: Agreements,
  { owner, generation, keyId }: SecretAt,
): readonly Seat<Reader>[] =>
  readers.flatMap(reader => {
    const shared = agreements.with(own.pair, reader.akX)
    if (shared === null) return []
    const seat = { reader: reader.account, readerGeneration: reader.generation, generation, keyId }
    return [{ reader, slot: bytesToHex(audienceSlot(shared, owner, seat)) }]
  })

/** `secret`: 32 bytes, the one that `at` names. */
export const slotsFor = (
  readers: readonly Reader[],
  own: OwnKey,
  agreements: Agreements,
  { owner, generation, keyId }: SecretAt,
  secret: Uint8Array,
): readonly { readonly slot: Uint8Array; readonly box: Uint8Array }[] =>
  readers.flatMap(reader => {
    const shared = agreements.with(own.pair, reader.akX)
    if (shared === null) return []
    const seat = { reader: reader.account, readerGeneration: reader.generation, generation, keyId }
    const key = audienceSlotKey(shared, owner, seat)
    const slot = { slot: audienceSlot(shared, owner, seat), box: sealWithSingleUseKey(secret, key) }
    wipe(key)
    return [slot]
  })
