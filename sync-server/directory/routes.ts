/** Questions to the directory over HTTP (src/protocol/directory/directory-types.ts), under the token of a session. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { bytesToHex } from '../../src/base/bytes.ts'
import type { Clock } from '../../src/base/clock.ts'
import type { Result } from '../../src/base/result.ts'
import {
  decodePeopleQuestion,
  decodeReferencesQuestion,
  type DirectoryRefusal,
  encodePeopleAnswer,
  encodeReferencesAnswer,
} from '../../src/protocol/directory/directory.ts'
import { directoryLimits } from '../../src/protocol/directory/directory-types.ts'
import type { Malformed } from '../../src/protocol/errors.ts'
import type { Authorize } from '../blobs/authorize.ts'
import { setSharedHeaders } from '../blobs/headers.ts'
import { readBody } from '../blobs/read-body.ts'
import { closeAfter } from '../blobs/upload.ts'
import { answerJson } from '../http/answer.ts'
import type { AnswerBeneath } from '../http/handler.ts'
import type { DirectoryLimits } from '../limits.ts'
import { createRates } from '../rates.ts'
import type { Directory, DirectoryProblem } from './directory.ts'

export interface DirectoryRoutesDeps {
  readonly directory: Pick<Directory, 'people' | 'references'>
  readonly authorize: Authorize
  readonly clock: Clock
  readonly limits: Pick<DirectoryLimits, 'requestsPerSecond' | 'requestBurst'>
}

/** From the body of a question to that of its answer. */
type Ask = (body: Uint8Array) => Uint8Array | DirectoryRefusal

const accountsCounted = 20_000
/** A question is one packet; who takes longer for it does not want to ask. */
const stallMs = 10_000

export const createDirectoryRoutes = ({
  directory,
  authorize,
  clock,
  limits,
}: DirectoryRoutesDeps): AnswerBeneath => {
  const rates = createRates(clock, limits.requestsPerSecond, limits.requestBurst, accountsCounted)
  const asks: ReadonlyMap<string, Ask> = new Map([
    ['people', asking(decodePeopleQuestion, directory.people, encodePeopleAnswer)],
    ['references', asking(decodeReferencesQuestion, directory.references, encodeReferencesAnswer)],
  ])

  const answer = async (request: IncomingMessage, response: ServerResponse, ask: Ask): Promise<void> => {
    const holder = await authorize(request)
    if (!holder.ok) return closeAfter(response, () => refuse(response, holder.error))
    if (!rates.allows(bytesToHex(holder.value.account))) {
      return closeAfter(response, () => refuse(response, 'too-many-requests'))
    }
    const body = await readBody(request, directoryLimits.questionBytes)
    if (!body.ok) return closeAfter(response, () => refuse(response, body.error))
    const answered = ask(body.value)
    if (typeof answered === 'string') refuse(response, answered)
    else sendBytes(response, answered)
  }

  return async (request, response, [first = '', ...more]) => {
    setSharedHeaders(response)
    response.setTimeout(stallMs, () => request.socket.destroy())
    const ask = more.length === 0 ? asks.get(first) : undefined
    if (ask === undefined) return closeAfter(response, () => answerJson(response, 404, { error: 'unknown' }))
    if (request.method === 'OPTIONS') return answerPreflight(response)
    if (request.method === 'POST') return answer(request, response, ask)
    response.setHeader('Allow', 'POST, OPTIONS')
    closeAfter(response, () => refuse(response, 'malformed', 405))
  }
}

const asking =
  <Question, Answer>(
    decode: (body: Uint8Array) => Result<Question, Malformed>,
    find: (question: Question) => Result<Answer, DirectoryProblem>,
    encode: (answer: Answer) => Uint8Array,
  ): Ask =>
  body => {
    const question = decode(body)
    if (!question.ok) return 'malformed'
    const found = find(question.value)
    return found.ok ? encode(found.value) : found.error
  }

const statuses: Readonly<Record<DirectoryRefusal, number>> = {
  'token-needed': 401,
  'not-admitted': 403,
  malformed: 400,
  'too-large': 413,
  'too-many-requests': 429,
  'not-ready': 503,
}

const retryAfterSeconds: Readonly<Partial<Record<DirectoryRefusal, string>>> = {
  'too-many-requests': '1',
  'not-ready': '5',
}

const refuse = (
  response: ServerResponse,
  error: DirectoryRefusal,
  status: number = statuses[error],
): void => {
  const retryAfter = retryAfterSeconds[error]
  if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter)
  if (error === 'token-needed') response.setHeader('WWW-Authenticate', 'Bearer')
  answerJson(response, status, { error })
}

const sendBytes = (response: ServerResponse, bytes: Uint8Array): void => {
  response.setHeader('Cache-Control', 'no-store')
  response.setHeader('Content-Type', 'application/octet-stream')
  response.setHeader('Content-Length', bytes.length)
  response.writeHead(200).end(bytes)
}

const answerPreflight = (response: ServerResponse): void => {
  response.setHeader('Access-Control-Allow-Methods', 'POST')
  response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type')
  response.setHeader('Access-Control-Max-Age', '86400')
  response.writeHead(204).end()
}
