import { concatBytes } from '../base/bytes.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Http, HttpAnswer, HttpRequest } from '../core/ports.ts'

type Failure = { readonly type: 'unreachable' | 'answer-too-large' }

/** HTTP by `fetch`, which browsers and Node share. A refused redirect and an address that is none are `unreachable`. */
export const createFetchHttp = (send: (url: string, init: RequestInit) => Promise<Response>): Http => ({
  async request(request) {
    const patience = createPatience(request.timeoutMs)
    try {
      const response = await send(request.url, initOf(request, patience.signal))
      patience.renew()
      const body = await readBody(response, request.maxBytes, patience.renew)
      return body === null ? err({ type: 'answer-too-large' }) : ok(answerOf(response, body))
    } catch {
      // Whatever stopped it, for the core there was no answer: `fetch` tells no more on purpose.
      return unreachable
    } finally {
      patience.end()
    }
  },
})

const unreachable: Result<never, Failure> = err({ type: 'unreachable' })

const initOf = ({ method, headers, body }: HttpRequest, signal: AbortSignal): RequestInit => ({
  method,
  headers: { ...headers },
  body: body === null ? null : body.slice(),
  signal,
  credentials: 'omit',
  redirect: 'error',
  referrerPolicy: 'no-referrer',
})

/** Aborts after `timeoutMs` without a renewal, or when the caller is done with the request. */
const createPatience = (timeoutMs: number) => {
  const controller = new AbortController()
  const abort = () => controller.abort()
  let timer = setTimeout(abort, timeoutMs)
  return {
    signal: controller.signal,
    renew: () => {
      clearTimeout(timer)
      timer = setTimeout(abort, timeoutMs)
    },
    end: () => {
      clearTimeout(timer)
      abort()
    },
  }
}

/** Null as soon as there are more than `maxBytes`. */
const readBody = async (
  response: Response,
  maxBytes: number,
  onBytes: () => void,
): Promise<Uint8Array | null> => {
  if (response.body === null) return new Uint8Array(0)
  const reader = response.body.getReader()
  const parts: Uint8Array[] = []
  let length = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    onBytes()
    length += next.value.length
    if (length > maxBytes) return null
    parts.push(next.value)
  }
  return concatBytes(...parts)
}

const answerOf = (response: Response, body: Uint8Array): HttpAnswer => {
  const headers = new Map<string, string>()
  response.headers.forEach((value, name) => headers.set(name, value))
  return { status: response.status, headers, body }
}
