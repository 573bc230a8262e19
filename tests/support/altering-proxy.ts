/**
 * An HTTP proxy before a relay that can give other bytes than the ones asked for, as a relay would that
 * swaps images. Everything else passes as it came, WebSockets too.
 */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'

export interface AlteringProxy {
  readonly port: number
  /** From now on, each blob that is asked for; null for honest bytes. The length may change. */
  alter(change: ((blob: Uint8Array) => Uint8Array) | null): void
  /** How many answers were altered so far. */
  altered(): number
  close(): Promise<void>
}

export const createAlteringProxy = async (targetPort: number): Promise<AlteringProxy> => {
  let change: ((blob: Uint8Array) => Uint8Array) | null = null
  let altered = 0
  const sockets = new Set<Socket>()
  const answer = async (from: IncomingMessage, to: ServerResponse, method: string, path: string) => {
    const parts: Buffer[] = []
    for await (const part of from as AsyncIterable<Buffer>) parts.push(part)
    const body = Buffer.concat(parts)
    const isBlob = method === 'GET' && path.startsWith('/blobs/') && (from.statusCode ?? 0) < 300
    const given = isBlob && change !== null ? change(body) : body
    if (given !== body) altered += 1
    const { 'transfer-encoding': _encoding, ...headers } = from.headers
    const length = method === 'HEAD' ? headers['content-length'] : String(given.length)
    to.writeHead(from.statusCode ?? 502, { ...headers, 'content-length': length })
    to.end(given)
  }
  const server = createServer((inner, to) => {
    const { method = 'GET', url = '/', headers } = inner
    const outer = request({ host: '127.0.0.1', port: targetPort, method, path: url, headers }, from => {
      answer(from, to, method, url).catch(() => to.destroy())
    })
    outer.on('error', () => to.destroy())
    inner.on('error', () => outer.destroy())
    inner.pipe(outer)
  })
  server.on('connection', socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.on('upgrade', (asked: IncomingMessage, inner: Socket, head: Buffer) => {
    const outer = connect(targetPort, '127.0.0.1', () => {
      outer.write(`${asked.method} ${asked.url} HTTP/1.1\r\n${headerLines(asked.rawHeaders)}\r\n`)
      outer.write(head)
      inner.pipe(outer).pipe(inner)
    })
    for (const [one, other] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      one.on('error', () => one.destroy())
      one.on('close', () => other.destroy())
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('proxy: no port')
  return {
    port: address.port,
    alter(next) {
      change = next
    },
    altered: () => altered,
    close: () =>
      new Promise(resolve => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

const headerLines = (raw: readonly string[]): string =>
  raw.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join('')
