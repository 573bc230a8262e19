/** What others ask of an account's state. */
import { bytesToHex, compareBytes, equalBytes } from '../../base/bytes.ts'
import type { Frontier } from '../records/link.ts'
import type { DeviceState } from './devices.ts'
import type { AccountState } from './state.ts'

export const deviceOf = (state: AccountState, device: Uint8Array): DeviceState | null =>
  state.devices.get(bytesToHex(device)) ?? null

/**
 * `active`: all its seals are good. A frontier: only those seals and what is beneath them. `unknown`: never
 * a device, or added by somebody who could not; none of its seals is good. The root seals nothing.
 */
export type SealAuthority = 'active' | { readonly frontier: Frontier } | 'unknown'

export const sealAuthority = (state: AccountState, device: Uint8Array): SealAuthority => {
  const status = deviceOf(state, device)?.status
  if (status === undefined) return 'unknown'
  return status === 'active' ? status : { frontier: status.frontier }
}

/** Whether a revoke signed now would count. `by` is a device's key or the root's. */
export const canRevoke = (state: AccountState, by: Uint8Array, target: Uint8Array): boolean => {
  const device = deviceOf(state, target)
  if (device === null) return false
  if (equalBytes(by, state.rootPub)) return true
  const author = deviceOf(state, by)
  if (author?.status !== 'active') return false
  return equalBytes(by, target) || isJuniorDevice(device, author)
}

const isJuniorDevice = (device: DeviceState, to: DeviceState): boolean =>
  (device.seniority.depth - to.seniority.depth || compareBytes(device.seniority.rid, to.seniority.rid)) > 0

/**
 * Against rollback: whether the chain holds all of the heads seen before (links, or the account id). When it
 * does not, somebody is showing an older chain: fetch first, accept nothing new.
 */
export const coversHeads = (state: AccountState, heads: readonly Uint8Array[]): boolean =>
  heads.every(head => state.known.has(bytesToHex(head)))
