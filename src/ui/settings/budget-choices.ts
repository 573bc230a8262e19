const sizes = [250_000_000, 500_000_000, 1_000_000_000, 4_000_000_000, 16_000_000_000]

/** How much room can be given to images of others, in bytes; what is set now is always among them. */
export const budgetChoices = (now: number): readonly number[] =>
  [...new Set([...sizes, now])].toSorted((a, b) => a - b)
