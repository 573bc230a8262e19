/** Messages that something was done to: what they show now. */
import { bytesToHex, equalBytes, hexToBytes } from '../../../../base/bytes.ts'
import type { ConversationId } from '../../../api.ts'
import { blobKey, effectsPrefix } from '../rows/keys.ts'
import { parseEffect } from '../rows/placed-envelope.ts'
import { itemToRow, parseTalkItem, type SaidItem } from '../rows/talk-item.ts'
import type { RowDraft } from '../rows/row-draft.ts'
import { isHeard, type KeyedEffect, withEffects } from '../rules/effects.ts'
import { type Placing, rowKeyOf } from './placing.ts'
import type { Taking } from './taking-deps.ts'

export const lookAgain = async ({ c, draft, placing, isHidden }: Taking, target: string): Promise<void> => {
  const found = await findItem(c, draft, placing, target)
  if (found === null) return
  const { key, item } = found
  const effects = await effectsOn(c, draft, target)
  const shown = effects.filter(({ effect }) => isHeard(item, effect) && !isHidden(effect.author, effect))
  const next = withEffects(item, shown)
  draft.put(key, itemToRow(next))
  if (next.content.kind === 'deleted') await forgetContent(c, draft, item, effects)
}

/** Null while it is not here, or is no item. */
export const findItem = async (
  c: ConversationId,
  draft: RowDraft,
  placing: Placing,
  id: string,
): Promise<{ readonly key: string; readonly item: SaidItem } | null> => {
  const envelope = await placing.find(id.slice(0, 32))
  const bytes = hexToBytes(id)
  if (envelope === null || envelope.slot !== 'm' || bytes === null || !equalBytes(envelope.id, bytes))
    return null
  const key = rowKeyOf(c, envelope)
  const row = await draft.get(key)
  const item = row === null ? null : parseTalkItem(row)
  return item?.kind === 'said' ? { key, item } : null
}

const effectsOn = async (
  c: ConversationId,
  draft: RowDraft,
  target: string,
): Promise<readonly KeyedEffect[]> => {
  const prefix = effectsPrefix(c, target)
  const rows = await draft.within(prefix)
  return rows.flatMap(([key, row]) => {
    const effect = parseEffect(row)
    return effect === null ? [] : [{ id: key.slice(prefix.length), effect }]
  })
}

/** What was deleted stays on this device no longer than it takes to hear of it: its edits and images neither. */
const forgetContent = async (
  c: ConversationId,
  draft: RowDraft,
  item: SaidItem,
  effects: readonly KeyedEffect[],
): Promise<void> => {
  const prefix = effectsPrefix(c, bytesToHex(item.id))
  for (const { id, effect } of effects) if (effect.kind === 'edit') draft.put(`${prefix}${id}`, null)
  const blobs = blobKey(bytesToHex(item.doc), item.id)
  if ((await draft.get(blobs)) !== null) draft.put(blobs, null)
}
