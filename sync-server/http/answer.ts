import type { ServerResponse } from 'node:http'

/** Headers already set on the response are kept. HEAD requests get no body from Node itself. */
export const answerText = (response: ServerResponse, status: number, text: string): void =>
  answer(response, status, 'text/plain; charset=utf-8', text)

export const answerJson = (response: ServerResponse, status: number, value: unknown): void =>
  answer(response, status, 'application/json; charset=utf-8', `${JSON.stringify(value)}\n`)

const answer = (response: ServerResponse, status: number, contentType: string, body: string): void => {
  response.setHeader('Cache-Control', response.getHeader('Cache-Control') ?? 'no-store')
  response.setHeader('Content-Type', contentType)
  response.setHeader('Content-Length', Buffer.byteLength(body))
  response.writeHead(status).end(body)
}
