/** Sending: an epoch where one is due, and the envelopes, in one edit of one's own newest segment. */
import { bytesToHex } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import { limits } from '../../../protocol/limits.ts'
import { recordId, type SignedRecord } from '../../../protocol/records/record.ts'
import { encodeFeedEntry } from '../../../protocol/rooms/feed-entries.ts'
import type { PlainBody } from '../../../protocol/rooms/plain-types.ts'
import type { EnvelopeId, EpochId, RoomId } from '../../../protocol/rooms/room-types.ts'
import { pushEntries, readSegment, type Sealer } from '../../documents/index.ts'
import type { StorageError } from '../../ports.ts'
import type { LineSendError, Seating } from '../chat-types.ts'
import { audienceOf } from './audience.ts'
import type { EpochShelf } from './epoch-shelf.ts'
import { type Audience, type AudienceDevice, chooseEpoch, headsKey } from './epoch-rules.ts'
import type { Keychain } from './keychain.ts'
import type { LineDeps } from './line-deps.ts'
import type { LineFeeds } from './line-feeds.ts'
import { makeEpoch } from './make-epoch.ts'
import { encodeBodies, makeEnvelopes, seenOf } from './make-envelopes.ts'
import type { OwnSegments } from './own-segments.ts'
import type { Segment } from './segment.ts'

export interface SendingDeps {
  readonly deps: LineDeps
  readonly room: RoomId
  readonly seating: () => Seating
  readonly feeds: LineFeeds
  readonly epochs: EpochShelf
  readonly own: OwnSegments
  readonly keychain: Keychain
  /** Secrets of epochs made here, until they are read back from the feed. */
  readonly made: Map<string, Uint8Array>
  /** Reads and writes whatever is due. */
  readonly work: () => Promise<Result<null, StorageError>>
  /** Tells of devices that are new. Answers when it is written. */
  readonly announceDevices: () => Promise<Result<null, StorageError>>
}

export type Send = (bodies: readonly PlainBody[]) => Promise<Result<readonly EnvelopeId[], LineSendError>>

interface UsedEpoch {
  readonly id: EpochId
  readonly secret: Uint8Array
  /** Null when it stands in a feed already. */
  readonly record: SignedRecord | null
}

/** Chains may go on changing while an epoch is made; after so many times the person tries again. */
const maxTries = 8

/** Calls must not overlap. */
export const createSending = (
  sending: SendingDeps,
): { readonly send: Send; audience(): Result<Audience, LineSendError> } => {
  const { deps, feeds, own } = sending
  const chain = deps.ports.random.bytes(16)
  const unusable = new Set<string>()
  let n = 0

  const audience = (): Result<Audience, LineSendError> =>
    audienceOf(sending.seating(), deps.ports.clock.nowMs(), {
      ...deps,
      isUnusable: (device, prekeyId) => unusable.has(prekeyName(device, prekeyId)),
    })

  const attempt = async (
    plains: readonly Uint8Array[],
    readers: Audience,
    segment: Segment,
    sealer: Sealer,
  ): Promise<Result<readonly EnvelopeId[], LineSendError> | 'again'> => {
    const { doc32 } = segment.replica.genesis
    const epoch = await epochFor(sending, readers, segment)
    if ('devices' in epoch) {
      for (const { device, prekeyId } of epoch.devices) unusable.add(prekeyName(device, prekeyId))
      return 'again'
    }
    const { signer } = deps
    const others = feeds.all().filter(feed => feed !== feeds.own())
    const first = {
      feed: doc32,
      device: signer.publicKey,
      chain,
      n,
      prev: feeds.own().last(),
      seen: seenOf(others),
    }
    const key = { room: sending.room, epoch: epoch.id, secret: epoch.secret }
    const envelopes = await makeEnvelopes(plains, first, key, signer.sign, deps.ports.random)
    const now = audience()
    if (!now.ok) return now
    if (audienceKey(now.value) !== audienceKey(readers)) return 'again'
    const records = epoch.record === null ? envelopes : [epoch.record, ...envelopes]
    const entries = records.map(encodeFeedEntry)
    if (entries.some(entry => entry.length > limits.entryBytes)) return err({ type: 'too-large' })
    const isFirst = segment.takenCount() === 0
    if (epoch.record !== null) sending.made.set(bytesToHex(epoch.id), epoch.secret)
    const saved = await segment.replica.edit(sealer, draft => pushEntries(draft, entries))
    if (!saved.ok) return saved
    n += envelopes.length
    own.noteWritten(segment.number, isFirst)
    if (epoch.record !== null) sending.keychain.addNow(sending.room, epoch.id, epoch.secret)
    return ok(envelopes.map(({ kind, body }) => recordId(kind, body) as EnvelopeId))
  }

  const send: Send = async bodies => {
    const sealer = deps.sealer()
    if (sealer === null) return err({ type: 'read-only' })
    const caughtUp = await sending.work()
    if (!caughtUp.ok) return caughtUp
    const ownHeads = deps.book.entryOf(deps.self)?.state.nextPrev ?? []
    const plains = encodeBodies(bodies, deps.ports.clock.nowMs(), ownHeads)
    if (!plains.ok) return plains
    for (let tries = 0; tries < maxTries; tries++) {
      const readers = audience()
      if (!readers.ok) return readers
      const announced = await sending.announceDevices()
      if (!announced.ok) return announced
      const own = feeds.own()
      const segment = await feeds.open(own, own.newest())
      if (segment === null || readSegment(segment.replica.doc()).isNewer) return err({ type: 'unreadable' })
      const done = await attempt(plains.value, readers.value, segment, sealer)
      if (done === 'again') continue
      // It is in the document now; what could not be written of it is written when it is read again.
      if (done.ok) await sending.work()
      return done
    }
    return err({ type: 'waits', for: 'their-chain', account: deps.self })
  }
  return { send, audience }
}

const prekeyName = (device: Uint8Array, prekeyId: number): string => `${bytesToHex(device)} ${prekeyId}`

const audienceKey = ({ devices, members, controlHeads }: Audience): string =>
  [
    ...devices.map(({ device, prekeyId }) => prekeyName(device, prekeyId)),
    ...members.map(([, heads]) => headsKey(heads)),
    headsKey(controlHeads),
  ].join('|')

const epochFor = async (
  { deps, epochs, room }: SendingDeps,
  readers: Audience,
  segment: Segment,
): Promise<UsedEpoch | { readonly devices: readonly AudienceDevice[] }> => {
  const nowMs = deps.ports.clock.nowMs()
  const known = chooseEpoch(epochs.all(), readers, deps.signer.publicKey, nowMs)
  if (known !== null && known.secret !== null) return { id: known.id, secret: known.secret, record: null }
  const plan = { room, feed: segment.replica.genesis.doc32, self: deps.self, atMs: nowMs, audience: readers }
  const made = await makeEpoch(plan, deps.signer, deps.ports.random)
  if (made.kind === 'unusable-prekeys') return made
  const { record, secret } = made
  return { id: recordId(record.kind, record.body) as EpochId, secret, record }
}
