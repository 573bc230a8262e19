/** What counts of what is said about a thing. */

export interface SaidComment {
  /** Hex. */
  readonly author: string
  /** By the owner of what it is about. */
  readonly hidden: boolean
}

export interface Counted {
  readonly comments: number
  readonly appreciations: number
  readonly appreciated: boolean
}

/**
 * One appreciation for each person, and no hidden comment. `isShown`: says who is neither blocked nor muted. Deleted ones
 * are not handed in at all.
 */
export const countHeld = (
  comments: readonly SaidComment[],
  appreciatedBy: readonly string[],
  isShown: (account: string) => boolean,
  self: string,
): Counted => {
  const people = new Set(appreciatedBy.filter(isShown))
  return {
    comments: comments.filter(({ author, hidden }) => !hidden && isShown(author)).length,
    appreciations: people.size,
    appreciated: people.has(self),
  }
}
