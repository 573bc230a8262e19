/** What the relay has acknowledged, and who is to hear of it. */
import type { Clock } from '../../base/clock.ts'
import type { DocId } from '../../protocol/relay/frames.ts'
import { noHeadsDigest } from '../../protocol/relay/resume.ts'
import type { Acknowledgements } from './acknowledgements.ts'

export interface RelayWord {
  /** The relay has these heads on disk. `digest`: theirs (protocol/relay/resume.ts). */
  take(doc: DocId, digest: string): void
  /** Never without heads. */
  isAcknowledged(doc: DocId, digest: string): boolean
  lastMs(): number | null
}

export const createRelayWord = (
  acknowledgements: Acknowledgements,
  clock: Clock,
  onNews: (doc: DocId) => void,
): RelayWord => {
  let lastMs: number | null = null
  return {
    take(doc, digest) {
      if (digest === noHeadsDigest) return
      lastMs = clock.nowMs()
      if (acknowledgements.note(doc, digest)) onNews(doc)
    },
    isAcknowledged: (doc, digest) => digest !== noHeadsDigest && acknowledgements.isAcknowledged(doc, digest),
    lastMs: () => lastMs,
  }
}
