/** Which notices are unread: what came after one last looked, on whichever device. */

/** Everything at `place` and before was shown, when it was `atMs`. */
export interface ReadMark {
  readonly place: number
  readonly atMs: number
}

export const nothingRead: ReadMark = { place: 0, atMs: 0 }

/** Of marks that devices wrote at the same time: as far as any of them. */
export const furthest = (marks: readonly ReadMark[]): ReadMark =>
  marks.reduce(
    (most, one) => ({ place: Math.max(most.place, one.place), atMs: Math.max(most.atMs, one.atMs) }),
    nothingRead,
  )

/**
 * A notice that came here `late`, to a place one had read up to, is unread when it was this device that read up to there:
 * then it was not among what was shown. When another device did, nobody knows, and what was read must not come back.
 */
export const isLate = (place: number, own: ReadMark, shared: ReadMark): boolean =>
  place <= own.place && own.place >= shared.place

/** `lateAtMs`: when it came late; null when it did not. */
export const isUnread = (
  { place, lateAtMs }: { readonly place: number; readonly lateAtMs: number | null },
  mark: ReadMark,
): boolean => place > mark.place || (lateAtMs !== null && lateAtMs > mark.atMs)
