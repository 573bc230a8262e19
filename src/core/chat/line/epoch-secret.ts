/** The secret of an epoch: made here, unwrapped with a prekey of this device, or handed on and checked. */
import { equalBytes } from '../../../base/bytes.ts'
import { epochCommit, epochWrapContext } from '../../../protocol/rooms/epoch.ts'
import type { Epoch, RoomId } from '../../../protocol/rooms/room-types.ts'
import type { HeldPrekey } from '../../account/prekeys.ts'
import { unwrapSecret } from '../../crypto/wrap.ts'
import { keyPairFromSecret } from '../../crypto/x25519.ts'

type Committed = Pick<Epoch, 'nonce' | 'creatorDevice' | 'commit'>

/** Whoever brought it: only one secret comes to what the epoch's signed record committed to. */
export const isSecretOf = (secret: Uint8Array, epoch: Committed, room: RoomId): boolean =>
  secret.length === 32 &&
  equalBytes(epochCommit(secret, room, epoch.nonce, epoch.creatorDevice), epoch.commit)

/** `none`: no wrap for this device, or for a prekey that is gone. The others are problems of the epoch. */
export type Unwrapped =
  | { readonly kind: 'secret'; readonly secret: Uint8Array }
  | { readonly kind: 'none' | 'wrong-wrap' | 'wrong-secret' }

export const unwrapEpoch = (
  epoch: Epoch,
  room: RoomId,
  device: Uint8Array,
  prekeys: readonly HeldPrekey[],
): Unwrapped => {
  const own = epoch.wraps.find(([to]) => equalBytes(to, device))
  if (own === undefined) return { kind: 'none' }
  const [, prekeyId, wrap] = own
  const prekey = prekeys.find(({ id }) => id === prekeyId)
  if (prekey === undefined) return { kind: 'none' }
  const context = epochWrapContext(room, epoch.nonce, epoch.creatorDevice, device, prekeyId)
  const secret = unwrapSecret(wrap, keyPairFromSecret(prekey.secret.reveal()), context)
  if (secret === null) return { kind: 'wrong-wrap' }
  return isSecretOf(secret, epoch, room) ? { kind: 'secret', secret } : { kind: 'wrong-secret' }
}
