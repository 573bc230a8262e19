/** The control heads of a room in the order in which this device learnt of them. */
import { list, parseItem, text } from '../../../protocol/codec/shape.ts'
import { limits } from '../../../protocol/limits.ts'
import type { SealedRows } from '../../private/private-types.ts'
import { headsKey } from './epoch-rules.ts'
import type { Rowed } from './outbox.ts'
import type { RowKeys } from './row-keys.ts'

export interface ObservedHeads extends Rowed {
  note(heads: readonly Uint8Array[]): void
  inOrder(): readonly string[]
}

const maxKept = 512
const digitsOfHead = 65

export const loadObservedHeads = async (rows: SealedRows, keys: RowKeys): Promise<ObservedHeads> => {
  const shape = list(text(limits.controlHeads * digitsOfHead), maxKept)
  const stored = await rows.get(keys.observed())
  const parsed =
    stored.ok && stored.value !== null ? parseItem(shape, stored.value, 'observed heads row') : null
  let observed = parsed?.ok === true ? parsed.value : []
  let hasChanged = false
  return {
    note(heads) {
      const key = headsKey(heads)
      if (observed.at(-1) === key) return
      observed = [...observed.filter(other => other !== key), key].slice(-maxKept)
      hasChanged = true
    },
    inOrder: () => observed,
    changes: () => (hasChanged ? [rows.seal(keys.observed(), observed)] : []),
    written() {
      hasChanged = false
    },
  }
}
