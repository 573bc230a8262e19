/** Where an entry stands in time. Clocks of others may say anything; what they say is held within what can be. */

/** A clock may be ahead by so much without being called wrong. */
export const clockSlackMs = 5 * 60_000

export interface Place {
  readonly place: number
  /** It said a time that has not come yet; `place` is when this device first saw it. */
  readonly clockIsWrong: boolean
}

/**
 * `saidMs`: as its author's clock said; null of what cannot be read. `before`: the place of the entry before it in the
 * same journal, 0 when that is not known: nobody puts something behind what they said already.
 */
export const placeOf = (saidMs: number | null, seenMs: number, before: number): Place => {
  if (saidMs === null) return { place: before === 0 ? seenMs : before, clockIsWrong: false }
  if (saidMs > seenMs + clockSlackMs) return { place: seenMs, clockIsWrong: true }
  return { place: Math.max(saidMs, before === 0 ? 0 : before + 1), clockIsWrong: false }
}

/** What the entry after it is held against: neither an unreadable one nor a wrong clock moves the others. */
export const placeAfter = (saidMs: number | null, { place, clockIsWrong }: Place, before: number): number =>
  saidMs === null || clockIsWrong ? before : place

/** Which entry of a journal it is: by segment, then by its place in it. */
export interface Position {
  readonly segment: number
  readonly index: number
}

export const isAfter = (a: Position, b: Position): boolean =>
  a.segment === b.segment ? a.index > b.index : a.segment > b.segment
