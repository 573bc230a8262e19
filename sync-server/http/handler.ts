/**
 * Everything the relay answers over plain HTTP:
 *
 *   /healthz            what the process is doing, for a supervisor
 *   /sync               a WebSocket only
 *   /blobs/…            images and other blobs (blobs/routes.ts)
 *   /directory/…        who wants to be found, and what was said about what (directory/routes.ts)
 *   /api/…              kept for the relay itself, never the app's
 *   anything else       the built app
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { errorName, type Log } from '../log.ts'
import { answerJson, answerText } from './answer.ts'
import { serveApp } from './app-files.ts'
import { parseRequestPath, type RequestPath } from './request-path.ts'
import { securityHeaders } from './security-headers.ts'

export interface Health {
  readonly ok: boolean
  readonly version: string
  readonly documents: number
  readonly connections: number
  /** That nobody has taken yet. */
  readonly intros: number
  readonly uptimeSeconds: number
}

export interface HttpOptions {
  /** The built app; it need not exist. */
  readonly appDir: string
  readonly health: () => Promise<Health>
  /** Answers whatever is asked beneath `/blobs`. */
  readonly blobs: AnswerBeneath
  /** Likewise beneath `/directory`. */
  readonly directory: AnswerBeneath
  readonly log: Log
}

/** `segments`: those behind the first one. */
export type AnswerBeneath = (
  request: IncomingMessage,
  response: ServerResponse,
  segments: readonly string[],
) => Promise<void>

export const createHttpHandler =
  (options: HttpOptions): RequestListener =>
  (request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
    handle(options, request, response).catch((error: unknown) => {
      // A client that hung up in the middle of a file is no news.
      if (response.destroyed || response.headersSent) {
        response.destroy()
        return
      }
      options.log({ event: 'http-failed', error: errorName(error) })
      answerText(response, 500, 'Something went wrong on the relay.\n')
    })
  }

const handle = async (
  options: HttpOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const parsed = parseRequestPath(request.url ?? '')
  if (!parsed.ok) {
    response.setHeader('Connection', 'close')
    return answerText(response, parsed.error === 'too-long' ? 414 : 400, 'This address cannot be read.\n')
  }
  const [first, ...rest] = parsed.value.segments
  if (first === 'blobs') return options.blobs(request, response, rest)
  if (first === 'directory') return options.directory(request, response, rest)
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    // Closing spares reading a body that nobody wants.
    response.setHeader('Connection', 'close')
    response.setHeader('Allow', 'GET, HEAD')
    return answerText(response, 405, 'Only GET and HEAD are answered here.\n')
  }
  return route(options, request, response, parsed.value)
}

const route = async (
  options: HttpOptions,
  request: IncomingMessage,
  response: ServerResponse,
  path: RequestPath,
): Promise<void> => {
  switch (path.segments[0]) {
    case 'healthz':
      return path.segments.length === 1
        ? answerJson(response, 200, await options.health())
        : notFound(response)
    case 'sync':
      response.setHeader('Upgrade', 'websocket')
      response.setHeader('Connection', 'Upgrade')
      return answerText(response, 426, 'This address speaks WebSocket.\n')
    case 'api':
      return notFound(response)
    default:
      return serveApp(options.appDir, request, response, path)
  }
}

const notFound = (response: ServerResponse): void => answerText(response, 404, 'There is nothing here.\n')
