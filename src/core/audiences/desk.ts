/** What is written into one's own generations. */
import { bytesToHex } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { HeldAccountSecret } from '../account/account-secret.ts'
import type { CoreError } from '../api.ts'
import type { OwnKey } from '../connections/own-keys.ts'
import { Secret } from '../crypto/secret.ts'
import { type EditError, pushEntries, type Sealer } from '../documents/index.ts'
import type { Ports } from '../ports.ts'
import { storageFailure } from '../storage-failure.ts'
import type { Agreements } from './agreements.ts'
import { newSecret, ownEntry, readersEntries, secretEntries, type SecretInHand } from './entries.ts'
import type { Generation, SeatedSecret } from './generation.ts'
import type { HeldKey, KeyName } from './held-keys.ts'
import { type Reader, seatsOf, slotsFor } from './readers.ts'
import { chosenKey, keysWithoutSuccessor, readersWithoutSlot } from './rules.ts'
import type { OpenAudience } from './shelf.ts'

/** What one answer rests on: who writes, with which keys, and for whom. */
export interface Desk {
  readonly self: AccountId
  readonly sealer: Sealer
  readonly own: OwnKey
  readonly account: HeldAccountSecret
  readonly readers: readonly Reader[]
  readonly agreements: Agreements
  readonly random: Ports['random']
}

/** Entries in one edit. What is larger is cut into several: each stands for itself. */
const editBytes = 96 << 10

/** The first secret of a generation that has none, for everybody who may read. `befores`: earlier ones that it carries. */
export const makeSecret = async (
  desk: Desk,
  { generation, replica }: OpenAudience,
  befores: readonly HeldKey[],
): Promise<Result<HeldKey, CoreError>> => {
  const { self, own, account, agreements, random, readers } = desk
  const made = newSecret(self, generation, random)
  const slots = slotsFor(readers, own, agreements, made, made.secret)
  const written = await writeEntries(replica, desk, [
    ...secretEntries(made, own, befores, random),
    ownEntry(made, account, random),
    ...readersEntries(made.keyId, slots),
  ])
  if (!written.ok) return written
  const names = befores.map(nameOf)
  return ok({ generation, id: bytesToHex(made.keyId), secret: new Secret(made.secret), befores: names })
}

/**
 * Of each of its secrets that is held, the readers without a slot; and the earlier secrets that nothing carries yet.
 */
export const missingEntries = (
  desk: Desk,
  read: Generation,
  held: readonly HeldKey[],
): readonly Uint8Array[] => {
  const inHand = read.secrets.flatMap(one => {
    const key = held.find(({ generation, id }) => generation === read.generation && id === one.id)
    return key === undefined ? [] : [{ one, made: secretInHand(desk, read, one, key) }]
  })
  const slots = inHand.flatMap(({ one, made }) => {
    const lacking = readersWithoutSlot(one, seatsOf(desk.readers, desk.own, desk.agreements, made))
    return readersEntries(one.keyId, slotsFor(lacking, desk.own, desk.agreements, made, made.secret))
  })
  const chosen = chosenKey(inHand.map(({ one, made }) => ({ id: one.id, made })))
  const lost = keysWithoutSuccessor(held, read.generation)
  const carried =
    chosen === null || lost.length === 0 ? [] : secretEntries(chosen.made, desk.own, lost, desk.random)
  return [...carried, ...slots]
}

const secretInHand = (
  { self }: Desk,
  { generation }: Generation,
  { keyId }: SeatedSecret,
  { secret }: HeldKey,
): SecretInHand => ({
  owner: self,
  generation,
  keyId,
  secret: secret.reveal(),
})

const nameOf = ({ generation, id }: KeyName): KeyName => ({ generation, id })

export const writeEntries = async (
  replica: OpenAudience['replica'],
  { sealer }: Pick<Desk, 'sealer'>,
  entries: readonly Uint8Array[],
): Promise<Result<null, CoreError>> => {
  for (const batch of batchesOf(entries)) {
    const saved = await replica.edit(sealer, draft => pushEntries(draft, batch))
    if (!saved.ok) return err(failureOf(saved.error))
  }
  return ok(null)
}

const batchesOf = (entries: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] => {
  const batches: Uint8Array[][] = []
  let bytes = editBytes
  for (const entry of entries) {
    if (bytes + entry.length > editBytes) {
      batches.push([])
      bytes = 0
    }
    batches.at(-1)?.push(entry)
    bytes += entry.length
  }
  return batches
}

const failureOf = (error: EditError): CoreError =>
  error.type === 'change-too-large'
    ? { type: 'internal', detail: 'an audience in one change' }
    : storageFailure(error)
