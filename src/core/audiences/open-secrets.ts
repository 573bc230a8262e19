/** Opens what a generation holds for oneself: as one of its readers, as its owner, and what its secrets carry. */
import { bytesToHex, equalBytes } from '../../base/bytes.ts'
import {
  audienceBeforeKey,
  audienceKeyId,
  audienceOwnKey,
  audienceSlot,
  audienceSlotKey,
} from '../../protocol/journal/audience.ts'
import type { AudienceKeyId } from '../../protocol/journal/audience-types.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { HeldAccountSecret } from '../account/account-secret.ts'
import type { OwnKey } from '../connections/own-keys.ts'
import { Secret } from '../crypto/secret.ts'
import { openBox, openWithSingleUseKey } from '../crypto/secretbox.ts'
import { wipe } from '../crypto/wipe.ts'
import type { Agreements } from './agreements.ts'
import type { Generation, SeatedSecret } from './generation.ts'
import type { HeldKey } from './held-keys.ts'

export interface Opener {
  readonly self: AccountId
  readonly secrets: () => readonly HeldAccountSecret[]
  /** The akX pairs of `secrets`, the newest first. */
  readonly keys: () => readonly OwnKey[]
  readonly agreements: Agreements
}

/** All that can be opened of a generation, `held` of the same owner already: its own secrets, and those before them. */
export const openGeneration = (
  opener: Opener,
  owner: AccountId,
  read: Generation,
  held: readonly HeldKey[],
): readonly HeldKey[] =>
  read.secrets.flatMap(one => {
    const known = held.find(key => key.generation === read.generation && key.id === one.id)
    const secret = known?.secret ?? openSecret(opener, owner, read.generation, one)
    if (secret === null) return []
    const befores = openBefores(secret, owner, read.generation, one)
    return [{ generation: read.generation, id: one.id, secret, befores: befores.map(nameOf) }, ...befores]
  })

const nameOf = ({ generation, id }: HeldKey) => ({ generation, id })

const openSecret = (
  opener: Opener,
  owner: AccountId,
  generation: number,
  one: SeatedSecret,
): Secret | null => {
  const plain = equalBytes(owner, opener.self)
    ? openOwn(opener, generation, one)
    : openSlot(opener, owner, generation, one)
  return checked(plain, owner, generation, one.keyId)
}

/** Null unless it is the secret that its id names. */
const checked = (
  plain: Uint8Array | null,
  owner: AccountId,
  generation: number,
  keyId: AudienceKeyId,
): Secret | null => {
  if (plain === null || plain.length !== secretBytes) return null
  return equalBytes(audienceKeyId(plain, owner, generation), keyId) ? new Secret(plain) : null
}

const secretBytes = 32

const openOwn = (
  { self, secrets }: Opener,
  generation: number,
  { own, keyId }: SeatedSecret,
): Uint8Array | null => {
  for (const box of own) {
    for (const held of secrets().filter(one => one.generation === box.akGeneration)) {
      const key = audienceOwnKey(held.secret.reveal(), self, generation, keyId)
      const plain = openBox(box, key)
      wipe(key)
      if (plain !== null) return plain
    }
  }
  return null
}

const openSlot = (
  { self, keys, agreements }: Opener,
  owner: AccountId,
  generation: number,
  { akX, keyId, slots }: SeatedSecret,
): Uint8Array | null => {
  if (slots.size === 0) return null
  for (const own of keys()) {
    const shared = agreements.with(own.pair, akX)
    if (shared === null) continue
    const seat = { reader: self, readerGeneration: own.generation, generation, keyId }
    const box = slots.get(bytesToHex(audienceSlot(shared, owner, seat)))
    if (box === undefined) continue
    const key = audienceSlotKey(shared, owner, seat)
    const plain = openWithSingleUseKey(box, key)
    wipe(key)
    if (plain !== null) return plain
  }
  return null
}

const openBefores = (
  secret: Secret,
  owner: AccountId,
  generation: number,
  { befores }: SeatedSecret,
): readonly HeldKey[] => {
  if (befores.length === 0) return []
  const key = audienceBeforeKey(secret.reveal(), owner, generation)
  const opened = befores.flatMap(before => {
    const earlier = checked(openBox(before, key), owner, before.generation, before.keyId)
    if (earlier === null) return []
    return [{ generation: before.generation, id: bytesToHex(before.keyId), secret: earlier, befores: null }]
  })
  wipe(key)
  return opened
}
