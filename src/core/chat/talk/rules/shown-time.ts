const dayMs = 24 * 60 * 60 * 1_000
const slackMs = 5 * 60_000
const floorMs = 30 * dayMs

interface Times {
  readonly sentAtMs: number
  readonly receivedAtMs: number
}

/**
 * What to show of an author's clock (PROTOCOL §5): no later than five minutes after it came, and no earlier than thirty
 * days before. What came late from history is held against its place instead, which nothing it answers can be after.
 */
export const shownTime = ({ sentAtMs, receivedAtMs }: Times, place: number): number => {
  const latest = receivedAtMs + slackMs
  return Math.min(Math.max(sentAtMs, Math.min(place, receivedAtMs) - floorMs), latest)
}
