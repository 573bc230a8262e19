/** Which X25519 key a sender wraps to, for each device of an account (PROTOCOL §3). */
import { bytesToHex, compareBytes, equalBytes } from '../../base/bytes.ts'
import type { Prekey } from '../records/prekey.ts'
import type { DeviceState } from './devices.ts'
import type { AccountState } from './state.ts'

export interface DevicePrekey {
  readonly device: Uint8Array
  /** That of the highest id; null while the device has published none. */
  readonly prekey: Prekey | null
  /** Left out of new epochs: no prekey, or the newest expired more than 30 days ago. */
  readonly dormant: boolean
}

const dormantAfterMs = 30 * 24 * 60 * 60 * 1000

/** One entry for each active device, the most senior first. `prekeys` must be verified, in any order. */
export const newestPrekeys = (
  state: AccountState,
  prekeys: readonly Prekey[],
  nowMs: number,
): readonly DevicePrekey[] => {
  const newest = new Map<string, Prekey>()
  for (const prekey of prekeys) {
    if (!equalBytes(prekey.account, state.account)) continue
    const name = bytesToHex(prekey.device)
    const known = newest.get(name)
    if (known === undefined || isNewer(prekey, known)) newest.set(name, prekey)
  }
  return [...state.devices].flatMap(([name, device]) =>
    device.status === 'active' ? [toEntry(device, newest.get(name) ?? null, nowMs)] : [],
  )
}

const toEntry = ({ device }: DeviceState, prekey: Prekey | null, nowMs: number): DevicePrekey => ({
  device,
  prekey,
  dormant: prekey === null || nowMs - prekey.expiresMs > dormantAfterMs,
})

/** A device that uses one id twice is at fault; everybody still picks the same: the later expiry, the lower key. */
const isNewer = (prekey: Prekey, than: Prekey): boolean =>
  (prekey.id - than.id || prekey.expiresMs - than.expiresMs || compareBytes(than.x, prekey.x)) > 0
