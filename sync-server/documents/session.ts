import type { DocId } from '../../src/protocol/relay/frames.ts'
import type { Subscriber } from './subscriber.ts'

/** One subscriber, over all its documents. */
export interface Session {
  readonly subscriber: Subscriber
  /** Its own in this process; the gate's name for it. */
  readonly name: string
  readonly documents: Set<DocId>
  queuedMessages: number
  queuedBytes: number
  gone: boolean
}
