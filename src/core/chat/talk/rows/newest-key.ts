import type { ConversationId } from '../../../api.ts'
import type { SealedRows } from '../../../private/private-types.ts'
import { endOf, itemsPrefix } from './keys.ts'

/** Of the last item; empty when there is none. */
export const newestKey = async (c: ConversationId, rows: SealedRows): Promise<string> => {
  const prefix = itemsPrefix(c)
  const found = await rows.range({ from: prefix, to: endOf(prefix), limit: 1, reverse: true })
  const last = found.ok ? found.value[0] : undefined
  return last === undefined ? '' : last[0].slice(prefix.length)
}
