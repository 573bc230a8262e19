/** What the relay has acknowledged, and who is to hear of it. */
import type { ChangeHash } from '../../protocol/changes/change.ts'
import type { DocId } from '../../protocol/relay/frames.ts'
import type { Clock } from '../../base/clock.ts'
import type { Acknowledgements } from './acknowledgements.ts'

export interface RelayWord {
  /** The relay has these heads on disk. */
  take(doc: DocId, heads: readonly ChangeHash[]): void
  isAcknowledged(doc: DocId, heads: readonly ChangeHash[]): boolean
  lastMs(): number | null
}

export const createRelayWord = (
  acknowledgements: Acknowledgements,
  clock: Clock,
  onNews: (doc: DocId) => void,
): RelayWord => {
  let lastMs: number | null = null
  const isAcknowledged = (doc: DocId, heads: readonly ChangeHash[]): boolean =>
    heads.length > 0 && acknowledgements.isAcknowledged(doc, heads)
  return {
    take(doc, heads) {
      if (heads.length === 0) return
      const isNews = !isAcknowledged(doc, heads)
      acknowledgements.note(doc, heads)
      lastMs = clock.nowMs()
      if (isNews) onNews(doc)
    },
    isAcknowledged,
    lastMs: () => lastMs,
  }
}
