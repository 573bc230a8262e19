import { equalBytes } from '../../src/base/bytes.ts'
import { type AccountState, deviceOf } from '../../src/protocol/accounts/chain.ts'

/** The root may act: who recovers an account from its words has no device yet. */
export const standingOf = (state: AccountState, key: Uint8Array): 'active' | 'revoked' | 'unknown' => {
  if (equalBytes(key, state.rootPub)) return 'active'
  const device = deviceOf(state, key)
  if (device === null) return 'unknown'
  return device.status === 'active' ? 'active' : 'revoked'
}
