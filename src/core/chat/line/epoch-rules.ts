/** Which epoch a message may be sealed under, and which epochs count (PROTOCOL §5). Pure. */
import { bytesToHex, compareBytes, equalBytes } from '../../../base/bytes.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import { isBelieved, type KnownEpoch } from './known-epoch.ts'

export const epochLifetimeMs = 24 * 60 * 60_000
export const epochEnvelopes = 100

/** Who is to read what is sent now, and what an epoch for them says. */
export interface Audience {
  readonly devices: readonly AudienceDevice[]
  readonly members: readonly (readonly [account: AccountId, heads: readonly Uint8Array[]])[]
  readonly controlHeads: readonly Uint8Array[]
}

export interface AudienceDevice {
  readonly account: AccountId
  readonly device: Uint8Array
  readonly prekeyId: number
  readonly x: Uint8Array
}

/** The newest epoch that may be used, of equal times the one of the lowest id; null when one must be made. */
export const chooseEpoch = (
  epochs: Iterable<KnownEpoch>,
  audience: Audience,
  ownDevice: Uint8Array,
  nowMs: number,
): KnownEpoch | null => {
  let best: KnownEpoch | null = null
  for (const epoch of epochs) {
    if (best !== null && compareAge(best, epoch) <= 0) continue
    if (isUsable(epoch, audience, ownDevice, nowMs)) best = epoch
  }
  return best
}

/** The newest first. */
export const compareAge = (a: KnownEpoch, b: KnownEpoch): number =>
  b.atMs - a.atMs || compareBytes(a.id, b.id)

const isUsable = (epoch: KnownEpoch, audience: Audience, ownDevice: Uint8Array, nowMs: number): boolean =>
  epoch.problem === null &&
  epoch.secret !== null &&
  isYoung(epoch, nowMs) &&
  epoch.used < epochEnvelopes &&
  hasSameHeads(epoch.controlHeads, audience.controlHeads) &&
  hasExactly(epoch.recipients, audience.devices) &&
  isCreatorAmong(epoch, audience, ownDevice) &&
  quotesCurrent(epoch, audience)

/** What claims to be from the future counts as old: a clock that is ahead must not keep one key in use. */
const isYoung = ({ atMs }: KnownEpoch, nowMs: number): boolean =>
  atMs <= nowMs && nowMs - atMs < epochLifetimeMs

const hasExactly = (recipients: readonly Uint8Array[], devices: readonly AudienceDevice[]): boolean => {
  if (recipients.length !== devices.length) return false
  const wanted = new Set(devices.map(({ device }) => bytesToHex(device)))
  return recipients.every(recipient => wanted.has(bytesToHex(recipient)))
}

/** Whoever made an epoch knows its secret: somebody who was removed could make one for exactly those who remain. */
const isCreatorAmong = (
  { creatorDevice }: KnownEpoch,
  { devices }: Audience,
  ownDevice: Uint8Array,
): boolean =>
  equalBytes(creatorDevice, ownDevice) || devices.some(({ device }) => equalBytes(device, creatorDevice))

/** Its author knew every member's chain as it is known here: whoever reads it checks devices against those. */
const quotesCurrent = (epoch: KnownEpoch, audience: Audience): boolean => {
  const quoted = new Map(epoch.members.map(([account, heads]) => [bytesToHex(account), heads]))
  return (
    quoted.size === audience.members.length &&
    audience.members.every(([account, heads]) => hasSameHeads(quoted.get(bytesToHex(account)) ?? [], heads))
  )
}

/** Of sets of hashes, in any order. */
const hasSameHeads = (a: readonly Uint8Array[], b: readonly Uint8Array[]): boolean =>
  headsKey(a) === headsKey(b)

export const headsKey = (heads: readonly Uint8Array[]): string => heads.map(bytesToHex).toSorted().join(' ')

/**
 * Whether a device went back to an older list of members, as one does that was restored from a copy: it would encrypt
 * to somebody who is gone. `observed` has control heads in the order in which this device learnt of them; what is
 * current here is never old.
 */
export const isRolledBack = (
  epoch: Pick<KnownEpoch, 'creatorDevice' | 'controlHeads' | 'position'>,
  others: Iterable<KnownEpoch>,
  observed: readonly string[],
): boolean => {
  const heads = headsKey(epoch.controlHeads)
  if (heads === observed.at(-1)) return false
  const earlier = [...others]
    .filter(other => isBelieved(other) && other.position < epoch.position)
    .filter(other => equalBytes(other.creatorDevice, epoch.creatorDevice))
    .toSorted((a, b) => a.position - b.position)
    .map(other => headsKey(other.controlHeads))
  const last = earlier.at(-1)
  if (last === undefined || last === heads) return false
  const rank = observed.indexOf(heads)
  return earlier.includes(heads) || (rank !== -1 && rank < observed.indexOf(last))
}
