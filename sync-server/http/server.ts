/** A node:http server that a slow or broken client cannot hold up. */
import { createServer, STATUS_CODES, type RequestListener, type Server } from 'node:http'
import type { Duplex } from 'node:stream'

export interface HttpServerLimits {
  readonly maxSockets: number
}

export const createBoundedServer = (listener: RequestListener, limits: HttpServerLimits): Server => {
  const server = createServer(
    {
      headersTimeout: 10_000,
      // Long enough for one part of an upload at 4 KB/s. One that does not move at all is cut by its route.
      requestTimeout: 300_000,
      connectionsCheckingInterval: 5_000,
      keepAliveTimeout: 10_000,
      maxHeaderSize: 16 << 10,
    },
    listener,
  )
  server.maxHeadersCount = 100
  server.maxConnections = limits.maxSockets
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy()
    else refuseRaw(socket, statusOf(error.code))
  })
  return server
}

const statusOf = (code: string | undefined): number => {
  if (code === 'HPE_HEADER_OVERFLOW') return 431
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
}

/** Answers on a socket that never became a response, and closes it. */
export const refuseRaw = (socket: Duplex, status: number): void => {
  socket.on('error', () => {})
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    () => socket.destroy(),
  )
}
