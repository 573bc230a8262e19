/** What one knows of who a person is: verified or not, and what changed about their devices. Pure. */
import { bytesToHex, equalBytes } from '../../base/bytes.ts'
import type { AccountEntry } from '../../protocol/accounts/account-book.ts'
import { type AccountState, coversHeads, deviceOf } from '../../protocol/accounts/chain.ts'
import type { DeviceState } from '../../protocol/accounts/devices.ts'
import type { TrustChange, Verified } from '../api.ts'
import { hasPublished, quotedHeadsOf, stateAt } from './chain-past.ts'
import type { ContactEntry, ScannedCode } from './contact-entry.ts'
import { withSeen, withStanding, withTrust } from './transitions.ts'

const changesShown = 100

/** The chain holds all that was seen of it, by one's devices or in a code. */
export const isCurrent = (entry: ContactEntry | null, state: AccountState): boolean => {
  if (entry === null) return true
  const { code } = entry.trust
  return (
    coversHeads(state, entry.seen.heads) && (code === null || code.settled || coversHeads(state, code.heads))
  )
}

/** A reset of their identity takes it back, and so does a chain that does not bear out the code. */
export const verifiedNow = ({ trust }: ContactEntry, chain: AccountEntry | null): Verified => {
  if (chain === null) return trust.verified
  if (trust.code !== null && !trust.code.settled) return 'no'
  return trust.resets !== null && chain.state.resetCounter > trust.resets ? 'no' : trust.verified
}

/** Since one last looked; oldest first. */
export const changesSince = (entry: ContactEntry, chain: AccountEntry | null): readonly TrustChange[] => {
  const { falseAtMs, acknowledged } = entry.trust
  const falseCode: readonly TrustChange[] =
    falseAtMs > 0 ? [{ kind: 'code-was-false', device: '', atMs: falseAtMs }] : []
  if (entry.standing.state !== 'connected' || chain === null || acknowledged === null) return falseCode
  const before = stateAt(chain, acknowledged)
  if (before === null || before === chain.state) return falseCode
  const changes = deviceChanges(before, chain.state, entry.seen.atMs)
  return [...falseCode, ...changes].toSorted((a, b) => a.atMs - b.atMs).slice(-changesShown)
}

/** `seenAtMs`: when the chain was seen to have changed, where it does not say when that was. */
const deviceChanges = (before: AccountState, now: AccountState, seenAtMs: number): readonly TrustChange[] => {
  const wasReset = now.resetCounter > before.resetCounter
  const added = [...now.devices.values()]
    .filter(({ device }) => deviceOf(before, device) === null)
    .map(({ addedBy, name, addedAtMs }): TrustChange => {
      const byWords = wasReset || equalBytes(addedBy, now.rootPub)
      return { kind: byWords ? 'recovered' : 'new-device', device: name, atMs: addedAtMs }
    })
  const ended = [...before.devices.values()]
    .filter(device => isActive(device) && !isActive(deviceOf(now, device.device)))
    .map(({ name }): TrustChange => ({ kind: 'removed-device', device: name, atMs: seenAtMs }))
  const reset: readonly TrustChange[] =
    wasReset && added.length === 0 ? [{ kind: 'recovered', device: nameOfFirst(now), atMs: seenAtMs }] : []
  return [...added, ...ended, ...reset]
}

const isActive = (device: DeviceState | null): boolean => device?.status === 'active'

const nameOfFirst = (state: AccountState): string => [...state.devices.values()].find(isActive)?.name ?? ''

/** `behind`: the chain that is here is older than the code. */
export type CodeVerdict = 'true' | 'false' | 'behind'

/** Whether a chain bears out what a code said: its ends, the device that signed it, the account's key. */
export const judgeCode = (
  code: Pick<ScannedCode, 'device' | 'heads' | 'key'>,
  chain: AccountEntry,
): CodeVerdict => {
  const then = stateAt(chain, code.heads)
  if (then === null) return 'behind'
  return isActive(deviceOf(then, code.device)) && hasPublished(chain, code.key) ? 'true' : 'false'
}

/** A code that no chain has borne out for so long is taken to be false. */
const codePatienceMs = 24 * 60 * 60 * 1_000

/** What their chain, new or changed, says about somebody one knows. Null when nothing. */
export const heardChain = (entry: ContactEntry, chain: AccountEntry, nowMs: number): ContactEntry | null => {
  const judged = settleCode(entry, chain, nowMs)
  const seen = coversHeads(chain.state, judged.seen.heads) ? noteHeads(judged, chain.state, nowMs) : judged
  const known = noteFirstLook(seen, chain.state)
  return known === entry ? null : known
}

const settleCode = (entry: ContactEntry, chain: AccountEntry, nowMs: number): ContactEntry => {
  const { code } = entry.trust
  if (code === null || code.settled) return entry
  const verdict = judgeCode(code, chain)
  if (verdict === 'true') {
    const resets = stateAt(chain, code.heads)?.resetCounter ?? 0
    // A device that was taken out since may have been in other hands already.
    const verified = isActive(deviceOf(chain.state, code.device)) ? entry.trust.verified : 'no'
    return withTrust(entry, { verified, resets, acknowledged: code.heads, code: { ...code, settled: true } })
  }
  const isOverdue = nowMs - code.atMs > codePatienceMs
  return verdict === 'false' || isOverdue ? codeWasFalse(entry, code, nowMs) : entry
}

const codeWasFalse = (entry: ContactEntry, { connects }: ScannedCode, nowMs: number): ContactEntry => {
  const distrusted = withTrust(entry, { verified: 'no', resets: null, falseAtMs: nowMs, code: null })
  if (!connects || entry.standing.state !== 'connected') return distrusted
  const { sent } = entry.standing
  return withStanding(distrusted, {
    state: 'none',
    sinceMs: nowMs,
    confirmed: false,
    room: null,
    sent: sent === null ? null : { ...sent, withdrawn: true, note: '' },
  })
}

const noteHeads = (entry: ContactEntry, state: AccountState, nowMs: number): ContactEntry => {
  const heads = quotedHeadsOf(state)
  const known = new Set(entry.seen.heads.map(bytesToHex))
  const isSame = heads.length === known.size && heads.every(head => known.has(bytesToHex(head)))
  return isSame ? entry : withSeen(entry, { heads, atMs: nowMs })
}

/** Devices that are there when one first looks are no news; and a reset takes "verified" back for good. */
const noteFirstLook = (entry: ContactEntry, state: AccountState): ContactEntry => {
  const { verified, resets, acknowledged, code } = entry.trust
  if (code?.settled === false) return entry
  const isVerified = verified !== 'no'
  const first = acknowledged === null && isFollowed(entry) ? { acknowledged: quotedHeadsOf(state) } : {}
  const anchored = isVerified && resets === null ? { resets: state.resetCounter } : {}
  const lost = isVerified && resets !== null && state.resetCounter > resets ? { verified: 'no' as const } : {}
  const change = { ...first, ...anchored, ...lost }
  return Object.keys(change).length === 0 ? entry : withTrust(entry, change)
}

/** Whose names and devices are kept current. */
export const isFollowed = ({ standing }: ContactEntry): boolean =>
  standing.state === 'sent' || standing.state === 'received' || standing.state === 'connected'
