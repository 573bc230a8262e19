/** What edits and deletions make of the entry that they name. */
import { bytesToHex, hexToBytes } from '../../../../base/bytes.ts'
import { blobKey, effectsPrefix, entryKey, type EntryRef, lastOf } from '../rows/keys.ts'
import { entryToRow, parseEntryRow } from '../rows/entry-row.ts'
import { blobsToRow, parseEffect } from '../rows/small-rows.ts'
import { type Effect, foldEffects } from '../rules/folding.ts'
import type { Item } from '../../../../protocol/codec/cbor.ts'
import { mayHaveEffects, type Taking } from './taking.ts'

export const foldEntry = async (taking: Taking, ref: EntryRef): Promise<void> => {
  const { draft } = taking
  const key = entryKey(ref)
  const entry = parseEntryRow(await draft.get(key))
  if (entry === null || !mayHaveEffects(taking, ref)) return
  const { isDeleted, edits } = foldEffects(effectsIn(await draft.within(effectsPrefix(ref))))
  const newest = edits.at(-1)
  const edit =
    newest === undefined || newest.edit === null ? null : { place: newest.place, plain: newest.edit }
  const rewritten = entry.rewritten || (await isOneRewritten(taking, edits))
  draft.put(key, entryToRow({ ...entry, rewritten, isDeleted, edit }))
  for (const one of edits) {
    const images = one.edit?.body.images ?? []
    if (images.length === 0) continue
    draft.put(blobKey(ref.account, one.segment, bytesToHex(one.id)), isDeleted ? null : blobsToRow(images))
  }
}

/** What an edit said is part of what stood there. */
const isOneRewritten = async ({ draft, account }: Taking, edits: readonly Effect[]): Promise<boolean> => {
  const rows = await Promise.all(edits.map(({ id }) => draft.get(entryKey({ account, id: bytesToHex(id) }))))
  return rows.some(row => parseEntryRow(row)?.rewritten === true)
}

export const effectsIn = (rows: readonly (readonly [key: string, value: Item])[]): readonly Effect[] =>
  rows.flatMap(([key, row]) => {
    const id = hexToBytes(lastOf(key))
    const effect = id === null ? null : parseEffect(id, row)
    return effect === null ? [] : [effect]
  })
