/** A new epoch: a random secret, wrapped to every device that is to read. */
import type { Random } from '../../../base/random.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { Doc32 } from '../../../protocol/records/document-genesis.ts'
import type { Wrap } from '../../../protocol/records/link.ts'
import type { SignedRecord } from '../../../protocol/records/record.ts'
import { epochCommit, epochWrapContext, signEpoch } from '../../../protocol/rooms/epoch.ts'
import type { RoomId } from '../../../protocol/rooms/room-types.ts'
import type { Signer } from '../../crypto/ed25519.ts'
import { wrapSecret } from '../../crypto/wrap.ts'
import type { Audience, AudienceDevice } from './epoch-rules.ts'

export interface EpochPlan {
  readonly room: RoomId
  readonly feed: Doc32
  readonly self: AccountId
  readonly atMs: number
  readonly audience: Audience
}

export type MadeEpoch =
  | { readonly kind: 'made'; readonly record: SignedRecord; readonly secret: Uint8Array }
  /** These devices' prekeys are nobody's keys (X25519 of small order). */
  | { readonly kind: 'unusable-prekeys'; readonly devices: readonly AudienceDevice[] }

export const makeEpoch = async (plan: EpochPlan, signer: Signer, random: Random): Promise<MadeEpoch> => {
  const secret = random.bytes(32)
  const nonce = random.bytes(16)
  const { room, audience } = plan
  const wraps: Wrap[] = []
  const unusable: AudienceDevice[] = []
  for (const recipient of audience.devices) {
    const { device, prekeyId, x } = recipient
    const wrap = wrapSecret(
      secret,
      x,
      epochWrapContext(room, nonce, signer.publicKey, device, prekeyId),
      random,
    )
    if (wrap === null) unusable.push(recipient)
    else wraps.push([device, prekeyId, wrap])
  }
  if (unusable.length > 0) return { kind: 'unusable-prekeys', devices: unusable }
  const record = await signEpoch(signer.sign, {
    feed: plan.feed,
    nonce,
    creator: plan.self,
    creatorDevice: signer.publicKey,
    atMs: plan.atMs,
    controlHeads: audience.controlHeads,
    members: audience.members,
    commit: epochCommit(secret, room, nonce, signer.publicKey),
    wraps,
  })
  return { kind: 'made', record, secret }
}
