/**
 * Envelopes that others say they have seen and that are not here: numbers within one device's chain do not show it when
 * all that the device wrote is kept back. What came before one joined is held by the line, and missed by nobody.
 */
import type { SealedRows } from '../../../private/private-types.ts'
import type { Line } from '../../chat-types.ts'
import { allWaitersPrefix, endOf, placedKey } from '../rows/keys.ts'
import type { Desk } from '../state/desk.ts'

const mostLooked = 2_000
const id16Length = 32

/** Only by envelopes of the segments that are open: whoever looks back to older ones looks at what is being fetched. */
export const seenElsewhere = async (
  { c, line }: Pick<Desk, 'c' | 'line'>,
  rows: Pick<SealedRows, 'range' | 'get'>,
): Promise<number> => {
  if (line === null || line.status().fetching !== null) return 0
  const prefix = allWaitersPrefix(c)
  const waiting = await rows.range({ from: prefix, to: endOf(prefix), limit: mostLooked })
  const wanted = new Set<string>()
  for (const [key] of waiting.ok ? waiting.value : []) {
    const [parent = '', child = ''] = key.slice(prefix.length).split('/')
    if (parent.length === id16Length && line.holds(child)) wanted.add(parent)
  }
  let missing = 0
  for (const parent of wanted) if (await isMissing(parent, c, line, rows)) missing++
  return missing
}

const isMissing = async (
  parent: string,
  c: Desk['c'],
  line: Pick<Line, 'holds'>,
  rows: Pick<SealedRows, 'get'>,
): Promise<boolean> => {
  if (line.holds(parent)) return false
  const placed = await rows.get(placedKey(c, parent))
  return placed.ok && placed.value === null
}
