/** One's own akX pairs, and the rooms that follow from one of them and somebody's akX. */
import { equalBytes } from '../../base/bytes.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { AccountKey } from '../../protocol/rooms/first-contact-types.ts'
import { directRoomId } from '../../protocol/rooms/room-id.ts'
import type { RoomId } from '../../protocol/rooms/room-types.ts'
import { accountKeyPair, type HeldAccountSecret } from '../account/account-secret.ts'
import { sharedSecret, type X25519KeyPair } from '../crypto/x25519.ts'
import { wipe } from '../crypto/wipe.ts'

export interface OwnKey {
  readonly generation: number
  readonly pair: X25519KeyPair
}

export interface OwnKeys {
  /** The one that the chain says is in use; null while no secret is held. */
  current(): OwnKey | null
  /** Two devices can have made one generation each. */
  ofGeneration(generation: number): readonly OwnKey[]
}

export const createOwnKeys = (secrets: () => readonly HeldAccountSecret[]): OwnKeys => {
  const made = new WeakMap<HeldAccountSecret, OwnKey>()
  const keyOf = (held: HeldAccountSecret): OwnKey => {
    const known = made.get(held)
    if (known !== undefined) return known
    const key = { generation: held.generation, pair: accountKeyPair(held.secret.reveal(), held.generation) }
    made.set(held, key)
    return key
  }
  return {
    current() {
      const newest = secrets().at(-1)
      return newest === undefined ? null : keyOf(newest)
    },
    ofGeneration: generation =>
      secrets()
        .filter(held => held.generation === generation)
        .map(keyOf),
  }
}

export const isSameKey = (a: AccountKey, b: AccountKey): boolean =>
  a.generation === b.generation && equalBytes(a.akX, b.akX)

/** 32 bytes, the same for both; null when theirs is nobody's key. */
export const roomBetween = (
  self: AccountId,
  own: OwnKey,
  them: AccountId,
  theirs: AccountKey,
): RoomId | null => {
  const shared = sharedSecret(own.pair.secretKey, theirs.akX)
  if (shared === null) return null
  const room = directRoomId(
    shared,
    { account: self, generation: own.generation },
    { account: them, generation: theirs.generation },
  )
  wipe(shared)
  return room
}
