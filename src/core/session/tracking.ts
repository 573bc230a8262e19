/** Which of the documents on this device are brought into step with the relay, and in what order. */
import { bytesToHex, equalBytes } from '../../base/bytes.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import {
  createDocumentGenesis,
  type DocumentGenesis,
  type DocumentKind,
} from '../../protocol/records/document-genesis.ts'
import type { DocumentStore, Replica } from '../documents/index.ts'
import type { Ports } from '../ports.ts'
import type { SyncEngine } from '../sync/sync-engine.ts'

export interface Tracking {
  /** A document goes to the relay together with the identity that it is checked against. */
  track(replica: Replica): void
  /** One's own first, then `afterOwn`, then those of others. */
  trackHeld(afterOwn: () => void): Promise<void>
}

export interface TrackingDeps {
  readonly self: AccountId
  readonly store: DocumentStore
  readonly engine: SyncEngine
  readonly ports: Pick<Ports, 'clock' | 'log'>
  readonly isClosed: () => boolean
}

/** Screens come from rows first; others' documents are brought into step once there is something to look at. */
const firstScreenMs = 1_500

const openedByReaders: ReadonlySet<DocumentKind> = new Set(['feed', 'letter', 'journal', 'audience'])

export const createTracking = ({ self, store, engine, ports, isClosed }: TrackingDeps): Tracking => {
  const track = (replica: Replica): void => {
    const owner = bytesToHex(replica.genesis.owner)
    const identity = store
      .opened()
      .find(one => one.genesis.kind === 'identity' && bytesToHex(one.genesis.owner) === owner)
    if (identity !== undefined) engine.track(identity)
    engine.track(replica)
  }
  const trackAll = async (documents: readonly DocumentGenesis[]): Promise<void> => {
    for (const genesis of documents) {
      if (isClosed()) return
      // Those who read these open what they need by themselves: of a long one, only its end.
      if (openedByReaders.has(genesis.kind)) continue
      const opened = await store.open(genesis)
      if (opened.ok) track(opened.value)
      else ports.log({ event: 'held-document-not-opened', reason: opened.error.type })
    }
  }
  return {
    track,
    async trackHeld(afterOwn) {
      const held = await store.held()
      const isOwn = ({ owner }: DocumentGenesis): boolean => equalBytes(owner, self)
      await trackAll([createDocumentGenesis('profile', self), ...held.filter(isOwn)])
      afterOwn()
      await new Promise<void>(resume => ports.clock.after(firstScreenMs, resume))
      await trackAll(held.filter(genesis => !isOwn(genesis)))
    },
  }
}
