/** Tells once of each own envelope that the relay has it. */
import type { EnvelopeId } from '../../../protocol/rooms/room-types.ts'
import type { SyncEngine } from '../../sync/sync-engine.ts'
import type { Segment } from './segment.ts'

export interface RelayMarks {
  /** Looks at what the relay said of this segment of one's own. */
  report(segment: Segment): void
}

export const createRelayMarks = (
  engine: Pick<SyncEngine, 'isAcknowledged'>,
  onRelay: (ids: readonly EnvelopeId[]) => void,
): RelayMarks => {
  const reported = new WeakMap<Segment, number>()
  return {
    report(segment) {
      if (!engine.isAcknowledged(segment.replica.id)) return
      const ids = segment.ids()
      const news = ids.slice(reported.get(segment) ?? 0)
      reported.set(segment, ids.length)
      if (news.length > 0) onRelay(news)
    },
  }
}
