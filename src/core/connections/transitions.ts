/** How one stands with a person, and each thing that changes it. Pure: an entry in, an entry out; null changes nothing. */
import { equalBytes } from '../../base/bytes.ts'
import type { RoomId } from '../../protocol/rooms/room-types.ts'
import type {
  ContactEntry,
  ReceivedLetter,
  ScannedCode,
  Seen,
  SentLetter,
  Standing,
  Trust,
} from './contact-entry.ts'

/** For so long somebody whom one turned down is not shown again. */
const rejectionDays = 30
const dayMs = 24 * 60 * 60 * 1_000

export const withStanding = (entry: ContactEntry, change: Partial<Standing>): ContactEntry => {
  const standing = { ...entry.standing, ...change, rev: entry.standing.rev + 1 }
  return { ...entry, standing: { ...standing, sent: isSettled(standing) ? null : standing.sent } }
}

export const withSeen = (entry: ContactEntry, change: Partial<Seen>): ContactEntry => ({
  ...entry,
  seen: { ...entry.seen, ...change, rev: entry.seen.rev + 1 },
})

export const withTrust = (entry: ContactEntry, change: Partial<Trust>): ContactEntry => ({
  ...entry,
  trust: { ...entry.trust, ...change, rev: entry.trust.rev + 1 },
})

/** A letter has done its work once both sides know, and theirs by the letter itself where the two crossed. */
const isSettled = ({ state, confirmed, sent }: Standing): boolean =>
  state === 'connected' && confirmed && sent?.delivered === true

const withdrawn = (sent: SentLetter | null): SentLetter | null =>
  sent === null ? null : { ...sent, withdrawn: true, note: '' }

/** Later than anything of theirs so far, by their clock; a clock that runs ahead does not make the rest of time old. */
const heardAt = ({ standing }: ContactEntry, atMs: number, nowMs: number): number =>
  Math.max(standing.heardAtMs, Math.min(atMs, nowMs))

export const requested = (entry: ContactEntry, sent: SentLetter, room: RoomId): ContactEntry =>
  withStanding(entry, {
    state: 'sent',
    sinceMs: sent.atMs,
    confirmed: false,
    room,
    sent,
    received: null,
  })

export const cancelled = (entry: ContactEntry, nowMs: number): ContactEntry | null =>
  entry.standing.state === 'sent'
    ? withStanding(entry, { state: 'none', sinceMs: nowMs, sent: withdrawn(entry.standing.sent) })
    : null

export const accepted = (entry: ContactEntry, nowMs: number): ContactEntry | null =>
  entry.standing.state === 'received'
    ? withStanding(entry, { state: 'connected', sinceMs: nowMs, confirmed: true, received: null })
    : null

export const rejected = (entry: ContactEntry, nowMs: number): ContactEntry | null =>
  entry.standing.state === 'received'
    ? withStanding(entry, { state: 'rejected', sinceMs: nowMs, received: null })
    : null

export const removed = (entry: ContactEntry, nowMs: number): ContactEntry | null =>
  entry.standing.state === 'connected'
    ? withStanding(entry, {
        state: 'removed',
        sinceMs: nowMs,
        confirmed: false,
        sent: withdrawn(entry.standing.sent),
      })
    : null

export const blocked = (entry: ContactEntry, nowMs: number): ContactEntry | null =>
  entry.standing.state === 'blocked'
    ? null
    : withStanding(entry, {
        state: 'blocked',
        sinceMs: nowMs,
        confirmed: false,
        received: null,
        sent: withdrawn(entry.standing.sent),
      })

export const unblocked = (entry: ContactEntry, nowMs: number): ContactEntry | null =>
  entry.standing.state === 'blocked'
    ? withStanding(entry, { state: 'none', sinceMs: nowMs, unblockedAtMs: nowMs })
    : null

export const delivered = (entry: ContactEntry, tag: Uint8Array): ContactEntry | null => {
  const { sent } = entry.standing
  if (sent === null || sent.delivered || !equalBytes(sent.tag, tag)) return null
  return withStanding(entry, { sent: { ...sent, delivered: true } })
}

/** The relay was told that the letter is withdrawn. */
export const withdrawalDone = (entry: ContactEntry, tag: Uint8Array): ContactEntry | null => {
  const { sent } = entry.standing
  return sent?.withdrawn === true && equalBytes(sent.tag, tag) ? withStanding(entry, { sent: null }) : null
}

/** A request of theirs that was opened, with the room that follows from it. */
export interface TheirRequest extends ReceivedLetter {
  readonly room: RoomId
  /** One's own account id is the lower: where the two crossed, one's own request fixes the room. */
  readonly isSelfLower: boolean
}

export const heardRequest = (
  entry: ContactEntry,
  request: TheirRequest,
  nowMs: number,
): ContactEntry | null => {
  const { standing } = entry
  if (isOldLetter(entry, request)) return null
  const heard = { heardAtMs: heardAt(entry, request.atMs, nowMs), heardTag: request.tag }
  const room =
    request.isSelfLower && standing.sent !== null && standing.room !== null ? standing.room : request.room
  switch (standing.state) {
    case 'blocked':
      return null
    case 'sent':
      return withStanding(entry, { ...heard, state: 'connected', sinceMs: nowMs, confirmed: true, room })
    case 'connected': {
      // They ask somebody who is connected already: for them the connection starts anew.
      const startsAnew = standing.confirmed && request.codeNonce === null
      const sinceMs = startsAnew ? nowMs : standing.sinceMs
      return withStanding(entry, { ...heard, confirmed: true, room, sinceMs })
    }
    case 'rejected':
      if (isRecentRejection(entry, nowMs)) return withStanding(entry, heard)
      return received(entry, request, heard)
    case 'none':
    case 'removed':
    case 'received':
      return received(entry, request, heard)
  }
}

const isOldLetter = ({ standing }: ContactEntry, { tag, atMs }: TheirRequest): boolean => {
  if (standing.heardTag !== null && equalBytes(standing.heardTag, tag)) return true
  const completes = standing.state === 'connected' && !standing.confirmed
  return !completes && standing.heardAtMs > 0 && atMs <= standing.heardAtMs
}

const isRecentRejection = ({ standing }: ContactEntry, nowMs: number): boolean =>
  standing.state === 'rejected' && nowMs - standing.sinceMs < rejectionDays * dayMs

const received = (
  entry: ContactEntry,
  { tag, atMs, note, codeNonce, scanned, room }: TheirRequest,
  heard: Pick<Standing, 'heardAtMs' | 'heardTag'>,
): ContactEntry =>
  withStanding(entry, {
    ...heard,
    state: 'received',
    sinceMs: heard.heardAtMs,
    confirmed: false,
    room,
    received: { tag, atMs, note, codeNonce, scanned },
  })

/** They withdrew it, or it is the oldest of too many. */
export const requestGone = (entry: ContactEntry, tag: Uint8Array, nowMs: number): ContactEntry | null => {
  const { state, received: letter } = entry.standing
  if (state !== 'received' || letter === null || !equalBytes(letter.tag, tag)) return null
  return withStanding(entry, { state: 'none', sinceMs: nowMs, received: null })
}

/** `sentAtMs` null: said now, as far as anybody knows. */
export const heardAccept = (
  entry: ContactEntry,
  sentAtMs: number | null,
  nowMs: number,
): ContactEntry | null => {
  const { standing } = entry
  if (isOldWord(entry, sentAtMs)) return null
  const heardAtMs = sentAtMs === null ? standing.heardAtMs : heardAt(entry, sentAtMs, nowMs)
  switch (standing.state) {
    case 'sent':
    case 'received':
      return withStanding(entry, {
        state: 'connected',
        sinceMs: nowMs,
        confirmed: true,
        heardAtMs,
        received: null,
        sent: null,
      })
    case 'connected':
      if (standing.confirmed && heardAtMs === standing.heardAtMs) return null
      return withStanding(entry, { confirmed: true, heardAtMs, sent: null })
    case 'none':
    case 'rejected':
    case 'removed':
    case 'blocked':
      return null
  }
}

export const heardGoodbye = (
  entry: ContactEntry,
  sentAtMs: number | null,
  nowMs: number,
): ContactEntry | null => {
  if (isOldWord(entry, sentAtMs) || entry.standing.state !== 'connected') return null
  const heardAtMs = sentAtMs === null ? entry.standing.heardAtMs : heardAt(entry, sentAtMs, nowMs)
  const gone = removed(entry, nowMs)
  return gone === null ? null : { ...gone, standing: { ...gone.standing, heardAtMs } }
}

const isOldWord = ({ standing }: ContactEntry, sentAtMs: number | null): boolean =>
  sentAtMs !== null && standing.heardAtMs > 0 && sentAtMs <= standing.heardAtMs

/** A code of theirs that was read and not refused; `letter` tells them, where they do not know yet. */
export interface Scanned extends Pick<ScannedCode, 'device' | 'heads' | 'key' | 'nonce' | 'atMs'> {
  readonly room: RoomId
  /** Their code answers one of one's own. */
  readonly confirmed: boolean
  readonly letter: SentLetter | null
  readonly nowMs: number
}

export const scanned = (entry: ContactEntry, code: Scanned): ContactEntry => {
  const { device, heads, key, nonce, atMs, nowMs } = code
  const { standing } = entry
  const wasConnected = standing.state === 'connected'
  const asked = standing.state === 'received'
  // Where they listen already is where one talks.
  const room = (wasConnected || asked ? standing.room : null) ?? code.room
  const met = withStanding(entry, {
    state: 'connected',
    sinceMs: wasConnected ? standing.sinceMs : nowMs,
    room,
    confirmed: code.confirmed || asked || (wasConnected && standing.confirmed),
    heardAtMs: heardAt(entry, atMs, nowMs),
    received: null,
    sent: code.letter ?? (wasConnected ? standing.sent : null),
  })
  return withTrust(met, {
    verified: 'in-person',
    resets: null,
    code: { device, heads, key, nonce, atMs, connects: !wasConnected, settled: false },
  })
}
