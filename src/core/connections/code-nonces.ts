/**
 * Nonces of the codes that this device has shown, for a day: a code or a letter that names one answers it.
 *
 *   people/code/<nonce in hex>   [shownAtMs]
 */
import { bytesToHex } from '../../base/bytes.ts'
import { ok, type Result } from '../../base/result.ts'
import type { Item } from '../../protocol/codec/cbor.ts'
import { parseItem, tuple, uint } from '../../protocol/codec/shape.ts'
import type { StorageError } from '../ports.ts'
import type { SealedRows } from '../private/private-types.ts'

export interface CodeNonces {
  remember(nonce: Uint8Array, nowMs: number): Promise<Result<null, StorageError>>
  wasShown(nonce: Uint8Array, nowMs: number): Promise<boolean>
}

const keptMs = 24 * 60 * 60 * 1_000
const keptAtMost = 500
const from = 'people/code/'
const to = 'people/code0'

export const createCodeNonces = (rows: SealedRows): CodeNonces => ({
  async remember(nonce, nowMs) {
    const known = await rows.range({ from, to, limit: keptAtMost })
    if (!known.ok) return known
    const isFull = known.value.length === keptAtMost
    const gone = known.value.filter(([, value]) => isFull || !isRecent(value, nowMs))
    const written = await rows.write([
      ...gone.map(([key]) => [key, null] as const),
      rows.seal(from + bytesToHex(nonce), [nowMs]),
    ])
    return written.ok ? ok(null) : written
  },
  async wasShown(nonce, nowMs) {
    const row = await rows.get(from + bytesToHex(nonce))
    return row.ok && row.value !== null && isRecent(row.value, nowMs)
  },
})

const rowShape = tuple(uint())

const isRecent = (value: Item, nowMs: number): boolean => {
  const parsed = parseItem(rowShape, value, 'shown code')
  return parsed.ok && Math.abs(nowMs - parsed.value[0]) < keptMs
}
