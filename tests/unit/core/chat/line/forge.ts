/** Epochs and envelopes by hand: sound ones, and with any part of them changed. */
import { systemRandom } from '../../../../../src/base/random.ts'
import { sealBox } from '../../../../../src/core/crypto/secretbox.ts'
import { wrapSecret } from '../../../../../src/core/crypto/wrap.ts'
import { pushEntries } from '../../../../../src/core/documents/index.ts'
import { newestPrekeys } from '../../../../../src/protocol/accounts/chain.ts'
import type { AccountId } from '../../../../../src/protocol/records/account-genesis.ts'
import type { Wrap } from '../../../../../src/protocol/records/link.ts'
import { recordId, type SignedRecord } from '../../../../../src/protocol/records/record.ts'
import { messageKey, padPlain, signEnvelope } from '../../../../../src/protocol/rooms/envelope.ts'
import {
  epochCommit,
  epochWrapContext,
  parseEpoch,
  signEpoch,
} from '../../../../../src/protocol/rooms/epoch.ts'
import { encodeFeedEntry } from '../../../../../src/protocol/rooms/feed-entries.ts'
import { feedGenesis } from '../../../../../src/protocol/rooms/feed-genesis.ts'
import { encodePlain } from '../../../../../src/protocol/rooms/plain.ts'
import type { EnvelopeHeader, Epoch, EpochId, RoomId } from '../../../../../src/protocol/rooms/room-types.ts'
import type { LineDevice } from './line-device.ts'
import { valueOf } from './outcomes.ts'
import { text } from './talker.ts'

export interface ForgedEpoch {
  readonly id: EpochId
  readonly secret: Uint8Array
  readonly record: SignedRecord
  readonly epoch: Epoch
}

export interface EpochChoices extends Partial<Omit<Epoch, 'id' | 'record'>> {
  /** Whose key signs; the creator's device otherwise. */
  readonly signedBy?: LineDevice
  /** What is wrapped, if not the secret that the epoch commits to. */
  readonly wrapped?: Uint8Array
}

/** For every device of these accounts, as this device knows them. */
export const forgeEpoch = async (
  by: LineDevice,
  room: RoomId,
  members: readonly AccountId[],
  choices: EpochChoices = {},
): Promise<ForgedEpoch> => {
  const { signedBy = by, wrapped, ...parts } = choices
  const secret = systemRandom.bytes(32)
  const nonce = systemRandom.bytes(16)
  const creatorDevice = parts.creatorDevice ?? by.keys.signer.publicKey
  const entries = members.map(account => by.book.entryOf(account))
  const wraps = entries.flatMap((entry): Wrap[] =>
    entry === null
      ? []
      : newestPrekeys(entry.state, entry.prekeys, by.clock.nowMs()).flatMap(({ device, prekey }): Wrap[] => {
          const context = epochWrapContext(room, nonce, creatorDevice, device, prekey?.id ?? 0)
          const wrap = prekey === null ? null : wrapSecret(wrapped ?? secret, prekey.x, context, systemRandom)
          return wrap === null ? [] : [[device, prekey?.id ?? 0, wrap]]
        }),
  )
  const record = await signEpoch(signedBy.keys.signer.sign, {
    feed: feedGenesis(room, by.self, 0).doc32,
    nonce,
    creator: by.self,
    creatorDevice,
    atMs: by.clock.nowMs(),
    controlHeads: [],
    members: members.map(account => [account, by.book.entryOf(account)?.state.nextPrev ?? []]),
    commit: epochCommit(secret, room, nonce, creatorDevice),
    wraps,
    ...parts,
  })
  const epoch = valueOf(parseEpoch(record))
  return { id: epoch.id, secret, record, epoch }
}

export interface EnvelopeChoices extends Partial<EnvelopeHeader> {
  readonly signedBy?: LineDevice
  /** The room that the key is derived for. */
  readonly keyRoom?: RoomId
  /** What the box holds, padding and all. */
  readonly padded?: Uint8Array
}

export const forgeEnvelope = async (
  by: LineDevice,
  room: RoomId,
  { id, secret }: Pick<ForgedEpoch, 'id' | 'secret'>,
  choices: EnvelopeChoices = {},
): Promise<SignedRecord> => {
  const { signedBy = by, keyRoom = room, padded, ...parts } = choices
  const header: EnvelopeHeader = {
    feed: feedGenesis(room, by.self, 0).doc32,
    epoch: id,
    device: by.keys.signer.publicKey,
    chain: systemRandom.bytes(16),
    n: 0,
    prev: null,
    seen: [],
    ...parts,
  }
  const plain = encodePlain({ sentAtMs: by.clock.nowMs(), ownHeads: [], body: text('forged') })
  const key = messageKey(secret, header.epoch, keyRoom, header)
  const { nonce, box } = sealBox(padded ?? padPlain(plain), key, systemRandom)
  return signEnvelope(signedBy.keys.signer.sign, header, nonce, box)
}

/** Writes whatever it is into this device's own feed, sealed as it should be. */
export const plant = async (
  by: LineDevice,
  room: RoomId,
  ...entries: readonly (SignedRecord | Uint8Array)[]
): Promise<void> => {
  const replica = valueOf(await by.store.open(feedGenesis(room, by.self, 0)))
  const bytes = entries.map(entry => (entry instanceof Uint8Array ? entry : encodeFeedEntry(entry)))
  valueOf(await replica.edit(by.sealer, draft => pushEntries(draft, bytes)))
}

export const idOf = (record: SignedRecord): Uint8Array => recordId(record.kind, record.body)
