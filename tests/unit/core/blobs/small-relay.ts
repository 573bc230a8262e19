/**
 * The relay's side of protocol/blobs/http.ts, small enough to be read at a glance, as an `Http` that can be cut,
 * filled up and made to lie. The real one is in tests/scenarios/blobs.test.ts.
 */
import { bytesToHex, concatBytes, equalBytes } from '../../../../src/base/bytes.ts'
import { err, ok, type Result } from '../../../../src/base/result.ts'
import { sha256 } from '../../../../src/protocol/crypto/hash.ts'
import { cidOf, parseCid } from '../../../../src/protocol/blobs/cid.ts'
import {
  decodeDigests,
  encodeDigests,
  uploadLengthHeader,
  uploadOffsetHeader,
} from '../../../../src/protocol/blobs/http.ts'
import type { RelayAccess } from '../../../../src/core/blobs/relay-access.ts'
import type { Http, HttpAnswer, HttpRequest } from '../../../../src/core/ports.ts'

export interface SmallRelay extends Http {
  readonly blobs: Map<string, Uint8Array>
  readonly partial: Map<string, Uint8Array>
  readonly claims: Map<string, readonly string[]>
  readonly requests: HttpRequest[]
  /** `METHOD /path`, of requests that were answered or dropped. */
  asked(method: string, path?: string): number
  /** The access that a signed-in line would give. */
  readonly line: RelayAccess
  readonly acknowledged: Set<string>
  acknowledge(doc: string): void
  /** Up or down; coming up tells. */
  setUp(up: boolean): void
  /** Another store under the same address. */
  loseEverything(): void
  /** Tokens given so far are good no more. */
  forgetTokens(): void
  tokensGiven(): number
  /** Asked before each request: an answer here replaces the relay's own; `cut` takes the request and never answers. */
  interfere: (request: HttpRequest) => Result<HttpAnswer, { readonly type: 'unreachable' }> | 'cut' | null
  /** Requests wait while it is closed. */
  readonly gate: { close(): void; open(): void; waiting(): number }
}

const base = 'https://relay.test'

export const answerWith = (
  status: number,
  body: Uint8Array = new Uint8Array(0),
  headers: Readonly<Record<string, string>> = {},
) => ok({ status, body, headers: new Map(Object.entries(headers)) })

export const refuseWith = (status: number, error: string) =>
  answerWith(status, new TextEncoder().encode(JSON.stringify({ error })))

export const createSmallRelay = (): SmallRelay => {
  const blobs = new Map<string, Uint8Array>()
  const partial = new Map<string, Uint8Array>()
  const claims = new Map<string, readonly string[]>()
  const requests: HttpRequest[] = []
  const acknowledged = new Set<string>()
  const ready = new Set<() => void>()
  const onAcknowledged = new Set<(doc: string) => void>()
  let up = true
  let relayId = 'aa'.repeat(16)
  let tokens = 1
  let heldToken: string | null = null
  let held: (() => void)[] | null = null

  const tokenNow = (): string => `token-${tokens}`
  const isSignedIn = ({ headers }: HttpRequest): boolean =>
    headers['authorization'] === `Bearer ${tokenNow()}`

  const putBlob = (cid: string, request: HttpRequest) => {
    if (blobs.has(cid)) return answerWith(200)
    const length = Number(request.headers[uploadLengthHeader])
    const offset = Number(request.headers[uploadOffsetHeader])
    const come = partial.get(cid) ?? new Uint8Array(0)
    if (offset !== come.length)
      return answerWith(409, undefined, { [uploadOffsetHeader]: String(come.length) })
    const now = concatBytes(come, request.body ?? new Uint8Array(0))
    partial.set(cid, now)
    if (now.length < length) return answerWith(202, undefined, { [uploadOffsetHeader]: String(now.length) })
    partial.delete(cid)
    const digest = parseCid(cid)
    if (digest === null || !equalBytes(sha256(now), digest)) return refuseWith(422, 'wrong-hash')
    blobs.set(cid, now)
    return answerWith(201)
  }
  const putClaims = (doc: string, body: Uint8Array) => {
    const digests = decodeDigests(body)
    if (!digests.ok) return refuseWith(400, 'malformed')
    if (!acknowledged.has(doc)) return refuseWith(403, 'not-yours')
    claims.set(doc, digests.value.map(cidOf))
    return answerWith(200, encodeDigests(digests.value.filter(digest => !blobs.has(cidOf(digest)))))
  }
  const answer = (request: HttpRequest): Result<HttpAnswer, never> => {
    const path = request.url.slice(base.length)
    const name = path.slice(path.lastIndexOf('/') + 1)
    if (request.method === 'GET') {
      const blob = blobs.get(name)
      return blob === undefined ? refuseWith(404, 'unknown') : answerWith(200, blob)
    }
    if (!isSignedIn(request)) return refuseWith(401, 'token-needed')
    if (request.method === 'HEAD') {
      const come = partial.get(name)
      return blobs.has(name)
        ? answerWith(200)
        : answerWith(404, undefined, { [uploadOffsetHeader]: String(come?.length ?? 0) })
    }
    return path.startsWith('/blobs/claims/')
      ? putClaims(name, request.body ?? new Uint8Array(0))
      : putBlob(name, request)
  }

  const relay: SmallRelay = {
    blobs,
    partial,
    claims,
    requests,
    acknowledged,
    asked: (method, path = '') =>
      requests.filter(one => one.method === method && one.url.includes(path)).length,
    async request(request) {
      requests.push({ ...request, body: request.body?.slice() ?? null })
      if (held !== null) await new Promise<void>(resolve => held?.push(resolve))
      const interference = relay.interfere(request)
      if (interference !== null && interference !== 'cut') return interference
      if (!up) return err({ type: 'unreachable' })
      const answered = answer(request)
      if (interference === 'cut') return err({ type: 'unreachable' })
      return answered.ok && answered.value.body.length > request.maxBytes
        ? err({ type: 'answer-too-large' })
        : answered
    },
    line: {
      httpBase: () => base,
      httpAccess: async () => (up ? { base, token: (heldToken ??= tokenNow()), relayId } : null),
      dropToken: token => {
        if (heldToken === token) heldToken = null
      },
      onReady: listener => {
        ready.add(listener)
        return () => ready.delete(listener)
      },
      onAcknowledged: listener => {
        onAcknowledged.add(listener)
        return () => onAcknowledged.delete(listener)
      },
      isAcknowledged: doc => acknowledged.has(doc),
    },
    acknowledge(doc) {
      acknowledged.add(doc)
      for (const listener of onAcknowledged) listener(doc)
    },
    setUp(next) {
      up = next
      if (up) for (const listener of ready) listener()
    },
    loseEverything() {
      blobs.clear()
      partial.clear()
      claims.clear()
      relayId = bytesToHex(sha256(new TextEncoder().encode(relayId)).subarray(0, 16))
    },
    forgetTokens: () => void tokens++,
    tokensGiven: () => tokens,
    interfere: () => null,
    gate: {
      close: () => void (held ??= []),
      open: () => {
        const waiting = held ?? []
        held = null
        for (const go of waiting) go()
      },
      waiting: () => held?.length ?? 0,
    },
  }
  return relay
}
