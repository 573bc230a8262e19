/** Everything beneath `/blobs`: who may ask, how often and how much at once; then what they asked for. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { bytesToHex } from '../../src/base/bytes.ts'
import type { Clock } from '../../src/base/clock.ts'
import { type BlobDigest, cidOf, parseCid } from '../../src/protocol/blobs/cid.ts'
import { uploadOffsetHeader } from '../../src/protocol/blobs/http.ts'
import type { TokenHolder } from '../accounts/tokens.ts'
import { clientAddressOf } from '../connections/client-address.ts'
import { createCounted } from '../connections/counted.ts'
import type { AnswerBeneath } from '../http/handler.ts'
import type { BlobLimits } from '../limits.ts'
import type { Log } from '../log.ts'
import type { Authorize } from './authorize.ts'
import { sendBlob } from './download.ts'
import { answerPreflight, refuse, setSharedHeaders } from './headers.ts'
import { createRates } from '../rates.ts'
import { type ClaimDeps, receiveClaims } from './receive-claims.ts'
import { closeAfter, receiveUpload } from './upload.ts'

export interface BlobRoutesDeps extends ClaimDeps {
  readonly clock: Clock
  readonly log: Log
  readonly limits: BlobLimits
  readonly authorize: Authorize
  /** Whether X-Forwarded-For comes from our own proxy. */
  readonly trustProxy: boolean
}

const addressesAndAccountsCounted = 20_000

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>

export const createBlobRoutes = (deps: BlobRoutesDeps): AnswerBeneath => {
  const { clock, limits, store, authorize } = deps
  const rates = createRates(clock, limits.requestsPerSecond, limits.requestBurst, addressesAndAccountsCounted)
  const downloads = createCounted(limits.maxDownloadsPerAddress)
  const uploads = createCounted(limits.maxUploadsInHandPerAccount)

  const read = async (
    request: IncomingMessage,
    response: ServerResponse,
    digest: BlobDigest,
  ): Promise<void> => {
    const leave = downloads.take(clientAddressOf(request, deps.trustProxy))
    if (leave === null) return refuse(response, 'too-many-requests')
    response.once('close', leave)
    const blob = await store.find(digest)
    if (blob !== null) return sendBlob(request, response, cidOf(digest), blob)
    if (request.method !== 'HEAD' || request.headers.authorization === undefined)
      return refuse(response, 'unknown')
    const holder = await authorize(request)
    if (!holder.ok) return refuse(response, holder.error)
    response.setHeader(uploadOffsetHeader, await store.uploadOffset(holder.value.account, digest))
    refuse(response, 'unknown')
  }

  const write = async (
    request: IncomingMessage,
    response: ServerResponse,
    receive: (holder: TokenHolder) => Promise<void>,
  ): Promise<void> => {
    const holder = await authorize(request)
    if (!holder.ok) return refuse(response, holder.error)
    const account = bytesToHex(holder.value.account)
    if (!rates.allows(account)) return refuse(response, 'too-many-requests')
    const leave = uploads.count() < limits.maxUploadsInHand ? uploads.take(account) : null
    if (leave === null) return refuse(response, 'too-many-requests')
    try {
      await receive(holder.value)
    } finally {
      leave()
    }
  }

  const routeOf = (
    method: string | undefined,
    segments: readonly string[],
  ): Answer | 'malformed' | 'unknown' => {
    const [first = '', second = '', ...more] = segments
    if (first === 'claims' && more.length === 0) {
      if (!/^[0-9a-f]{32}$/.test(second)) return 'malformed'
      if (method !== 'PUT') return 'unknown'
      return (request, response) =>
        write(request, response, holder => receiveClaims(deps, request, response, holder, second))
    }
    const digest = segments.length === 1 ? parseCid(first) : null
    if (digest === null) return 'malformed'
    if (method === 'GET' || method === 'HEAD') return (request, response) => read(request, response, digest)
    return (request, response) =>
      write(request, response, holder => receiveUpload(deps, request, response, holder, digest))
  }

  return async (request, response, segments) => {
    setSharedHeaders(response)
    // A transfer that moves at all is left alone, however slow.
    response.setTimeout(limits.stallMs, () => request.socket.destroy())
    if (!rates.allows(clientAddressOf(request, deps.trustProxy))) return refuse(response, 'too-many-requests')
    if (request.method === 'OPTIONS') return answerPreflight(response)
    if (!['GET', 'HEAD', 'PUT'].includes(request.method ?? '')) {
      response.setHeader('Allow', 'GET, HEAD, PUT, OPTIONS')
      return closeAfter(response, () => refuse(response, 'malformed', 405))
    }
    const route = routeOf(request.method, segments)
    return typeof route === 'string' ? refuse(response, route) : route(request, response)
  }
}
