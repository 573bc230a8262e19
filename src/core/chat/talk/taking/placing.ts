/**
 * Where envelopes stand. A place follows from an envelope and the places of its parents (protocol/rooms/place.ts), so
 * when a parent comes late, what answers it is placed again, and so on down: any order of arrivals ends the same.
 */
import type { ConversationId } from '../../../api.ts'
import { bytesToHex } from '../../../../base/bytes.ts'
import { placeAfter, yearMs } from '../../../../protocol/rooms/place.ts'
import {
  effectsPrefix,
  endOf,
  id16Of,
  idOfItemKey,
  itemKey,
  itemsPrefix,
  placedKey,
  placeText,
  silentPrefix,
  waiterKey,
  waitersPrefix,
} from '../rows/keys.ts'
import {
  effectToRow,
  parseEffect,
  parsePlaced,
  type PlacedEnvelope,
  placedToRow,
} from '../rows/placed-envelope.ts'
import type { RowDraft } from '../rows/row-draft.ts'

/** Null: it was not there before, or is not there any more. */
export interface Move {
  readonly id16: string
  readonly from: number | null
  readonly to: number | null
}

export interface Placing {
  find(id16: string): Promise<PlacedEnvelope | null>
  /** Where it goes as things are. Notes whom it waits for. */
  place(envelope: Omit<PlacedEnvelope, 'place'>): Promise<number>
  /** Places again what a move concerns, and what that concerns. `onMoved` hears of targets whose effects moved. */
  settle(moves: readonly Move[], onMoved: (target: string) => void): Promise<void>
}

export const rowKeyOf = (c: ConversationId, { slot, place, id }: PlacedEnvelope): string =>
  `${slot === 'm' ? itemsPrefix(c) : silentPrefix(c)}${itemKey(place, bytesToHex(id))}`

export const createPlacing = (c: ConversationId, draft: RowDraft): Placing => {
  const find = async (id16: string): Promise<PlacedEnvelope | null> => {
    const row = await draft.get(placedKey(c, id16))
    return row === null ? null : parsePlaced(row)
  }

  const place: Placing['place'] = async envelope => {
    const child = id16Of(envelope.id)
    const parents = await Promise.all(envelope.parents.map(async id => ({ id, found: await find(id) })))
    const places = parents.flatMap(({ found }) => (found === null || !isFirm(found) ? [] : [found.place]))
    const place = placeOf(envelope, places)
    const isHeldBack = envelope.isReadable && place < envelope.sentAtMs
    for (const { id, found } of parents) {
      const waits = found === null || !found.isReadable || isHeldBack
      const key = waiterKey(c, id, child)
      if (waits) draft.put(key, 1)
      else if ((await draft.get(key)) !== null) draft.put(key, null)
    }
    return place
  }

  /** Waiting children, and those that stand where a parent may have pushed them, or may hold them back now. */
  const touchedBy = async (move: Move): Promise<ReadonlySet<string>> => {
    const { id16 } = move
    const waiting = await draft.within(waitersPrefix(c, id16))
    const touched = new Set(waiting.map(([key]) => key.slice(-id16.length)))
    for (const [low, high] of reachOf(move)) {
      for (const prefix of [itemsPrefix(c), silentPrefix(c)]) {
        const to = high === null ? endOf(prefix) : `${prefix}${placeText(high)}`
        for (const [key] of await draft.range(`${prefix}${placeText(low)}`, to, scanLimit)) {
          const candidate = await find(idOfItemKey(key.slice(prefix.length)).slice(0, id16.length))
          if (candidate?.parents.includes(id16) === true) touched.add(id16Of(candidate.id))
        }
      }
    }
    return touched
  }

  const placeAgain = async (id16: string, onMoved: (target: string) => void): Promise<Move | null> => {
    const envelope = await find(id16)
    if (envelope === null) return null
    const to = await place(envelope)
    if (to === envelope.place) return null
    const moved = { ...envelope, place: to }
    const row = await draft.get(rowKeyOf(c, envelope))
    draft.put(rowKeyOf(c, envelope), null)
    draft.put(rowKeyOf(c, moved), row)
    draft.put(placedKey(c, id16), placedToRow(moved))
    if (envelope.target !== null) {
      await moveEffect(c, draft, envelope.target, moved)
      onMoved(envelope.target)
    }
    return { id16, from: envelope.place, to }
  }

  return {
    find,
    place,
    async settle(moves, onMoved) {
      const queue = [...moves]
      while (queue.length > 0) {
        const move = queue.shift()
        if (move === undefined) return
        for (const child of await touchedBy(move)) {
          const next = await placeAgain(child, onMoved)
          if (next !== null) queue.push(next)
        }
      }
    },
  }
}

const scanLimit = 1_000_000

/** Ranges of places, the second without an end, in which a move can concern a child that does not wait for it. */
const reachOf = ({ from, to }: Move): readonly (readonly [low: number, high: number | null])[] => {
  if (from === null) return []
  const near = [Math.min(from, to ?? from), Math.max(from, to ?? from) + 2] as const
  return to === null || to >= from ? [near] : [near, [Math.max(from + 2, to + yearMs), null]]
}

/** One that cannot be read says no time: it stands right after its parents, or else where it came. */
const placeOf = (envelope: Omit<PlacedEnvelope, 'place'>, parents: readonly number[]): number => {
  if (envelope.isReadable) return placeAfter(envelope.sentAtMs, parents)
  return parents.length === 0 ? envelope.sentAtMs : placeAfter(0, parents)
}

/** Without a time of its own it tells its children something only when its parents told it. */
const isFirm = ({ isReadable, place, sentAtMs }: PlacedEnvelope): boolean => isReadable || place !== sentAtMs

const moveEffect = async (
  c: ConversationId,
  draft: RowDraft,
  target: string,
  moved: PlacedEnvelope,
): Promise<void> => {
  const key = `${effectsPrefix(c, target)}${bytesToHex(moved.id)}`
  const row = await draft.get(key)
  const effect = row === null ? null : parseEffect(row)
  if (effect !== null) draft.put(key, effectToRow({ ...effect, place: moved.place }))
}
