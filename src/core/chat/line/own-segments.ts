/**
 * Where this device wrote in its own feed. One that was offline may have written into a segment after another of one's
 * devices had opened the next: readers have closed it by then, and are told to look again.
 */
import { list, parseItem, tuple, uint } from '../../../protocol/codec/shape.ts'
import { limits } from '../../../protocol/limits.ts'
import type { SealedRows } from '../../private/private-types.ts'
import type { Rowed } from './outbox.ts'
import type { RowKeys } from './row-keys.ts'

export interface OwnSegments extends Rowed {
  noteWritten(segment: number, isFirst: boolean): void
  /** Segments that this device overfilled while another opened the next. `entriesIn` is null of those not open. */
  late(newest: number, entriesIn: (segment: number) => number | null): readonly number[]
  /** There is nothing more to say of it. */
  settle(segment: number): void
}

const maxKept = 1_024
const shape = tuple<[readonly number[], readonly number[]]>(list(uint(), maxKept), list(uint(), maxKept))

export const loadOwnSegments = async (rows: SealedRows, keys: RowKeys): Promise<OwnSegments> => {
  const stored = await rows.get(keys.own())
  const parsed =
    stored.ok && stored.value !== null ? parseItem(shape, stored.value, 'own segments row') : null
  const [writtenIn, openedBefore] = parsed?.ok === true ? parsed.value : [[], []]
  const wrote = new Set(writtenIn)
  const opened = new Set(openedBefore)
  let hasChanged = false
  return {
    noteWritten(segment, isFirst) {
      if (wrote.has(segment)) return
      wrote.add(segment)
      if (isFirst) opened.add(segment)
      hasChanged = true
    },
    late(newest, entriesIn) {
      const isStarted = (segment: number): boolean => segment < newest || (entriesIn(segment) ?? 0) > 0
      const isAnothers = (segment: number): boolean => isStarted(segment) && !opened.has(segment)
      return [...wrote].filter(segment => isOverfull(entriesIn(segment)) && isAnothers(segment + 1))
    },
    settle(segment) {
      wrote.delete(segment)
      opened.delete(segment)
      hasChanged = true
    },
    changes: () =>
      hasChanged ? [rows.seal(keys.own(), [[...wrote].slice(-maxKept), [...opened].slice(-maxKept)])] : [],
    written() {
      hasChanged = false
    },
  }
}

/** Whoever opens the next segment has seen as many entries as a segment takes; more than those came without their knowing. */
const isOverfull = (entries: number | null): boolean => entries !== null && entries > limits.segmentEntries
