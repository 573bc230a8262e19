/**
 * A relay with documents and a directory, small enough to be read at a glance, that can be cut and made to lie. The
 * real one is in tests/scenarios/discovery.test.ts.
 */
import { err, ok, type Result } from '../../../../src/base/result.ts'
import type { DiscoveryDeps } from '../../../../src/core/discovery/discovery-deps.ts'
import type { Replica } from '../../../../src/core/documents/index.ts'
import type { Http, HttpAnswer, HttpRequest } from '../../../../src/core/ports.ts'
import type { DocId } from '../../../../src/protocol/relay/frames.ts'
import { everything } from '../../../support/hostile-relay.ts'
import { changesOf, type SealedDoc } from '../../../support/sealed-doc.ts'

export interface SmallDirectory {
  readonly engine: DiscoveryDeps['engine']
  readonly http: Http
  /** What it has; a document is read as it is when somebody asks for it. */
  readonly documents: Map<DocId, SealedDoc>
  readonly requests: HttpRequest[]
  /** Documents that are kept in step. */
  readonly tracked: Map<DocId, Replica>
  /** Answers each request, until told otherwise with 404. */
  answer: (request: HttpRequest) => Result<HttpAnswer, { readonly type: 'unreachable' | 'answer-too-large' }>
  /** Nothing is said of documents while it is. */
  isSilent: boolean
  /** Up or down; coming up tells. */
  setUp(up: boolean): void
  track(replica: Replica): void
  /** Tokens that were refused. */
  readonly dropped: string[]
  /** No relay is set at all. */
  remove(): void
}

export const answerWith = (
  status: number,
  body: Uint8Array = new Uint8Array(),
  headers: Readonly<Record<string, string>> = {},
): Result<HttpAnswer, never> => ok({ status, body, headers: new Map(Object.entries(headers)) })

const peer = 'relay'
const base = 'https://relay.test'

export const createSmallDirectory = (): SmallDirectory => {
  const statusListeners = new Set<() => void>()
  const readyListeners = new Set<() => void>()
  const unavailable = new Set<DocId>()
  let isUp = true
  let isThere = true

  const bring = async (replica: Replica): Promise<void> => {
    const sealed = relay.documents.get(replica.id)
    if (!isUp || relay.isSilent) return
    if (sealed === undefined) unavailable.add(replica.id)
    else await replica.receive(peer, everything(changesOf(sealed)))
    for (const listener of statusListeners) listener()
  }

  const relay: SmallDirectory = {
    documents: new Map(),
    requests: [],
    tracked: new Map(),
    dropped: [],
    answer: () => answerWith(404),
    isSilent: false,
    http: {
      async request(request) {
        relay.requests.push(request)
        return isUp ? relay.answer(request) : err({ type: 'unreachable' })
      },
    },
    engine: {
      status: () => ({
        relay: base,
        line: isUp ? 'ready' : 'down',
        linkProblem: null,
        storageProblem: false,
        own: [],
        lastAcknowledgedMs: null,
      }),
      availability(doc) {
        if ((relay.tracked.get(doc)?.heads().length ?? 0) > 0) return 'arrived'
        if (unavailable.has(doc)) return 'unavailable'
        return isUp ? 'asking' : 'offline'
      },
      untrack: doc => void relay.tracked.delete(doc),
      onStatus: adding(statusListeners),
      onReady: adding(readyListeners),
      httpBase: () => (isThere ? base : null),
      httpAccess: async () => (isUp ? { base, token: `token-${relay.dropped.length}`, relayId: 'aa' } : null),
      dropToken: token => void relay.dropped.push(token),
    },
    setUp(up) {
      isUp = up
      for (const listener of [...statusListeners, ...(up ? readyListeners : [])]) listener()
    },
    track(replica) {
      if (relay.tracked.has(replica.id)) return
      relay.tracked.set(replica.id, replica)
      void bring(replica)
    },
    remove() {
      isThere = false
    },
  }
  return relay
}

const adding =
  (listeners: Set<() => void>) =>
  (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
