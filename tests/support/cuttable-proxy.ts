/**
 * A TCP proxy to one port that can be cut and mended, because a browser's own "offline" switch does not
 * reach a shared worker's socket.
 */
import { createServer, connect, type Socket } from 'node:net'

export interface CuttableProxy {
  readonly port: number
  /** Drops every connection and refuses new ones. */
  cut(): void
  mend(): void
  close(): Promise<void>
}

export const createCuttableProxy = async (targetPort: number, port = 0): Promise<CuttableProxy> => {
  let isCut = false
  const sockets = new Set<Socket>()
  const keep = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // A peer that resets is a peer that is gone: its pair is closed by the pipe's end below.
    socket.on('error', () => socket.destroy())
  }
  const server = createServer(inner => {
    if (isCut) {
      inner.destroy()
      return
    }
    const outer = connect(targetPort, '127.0.0.1')
    keep(inner)
    keep(outer)
    inner.pipe(outer).pipe(inner)
    inner.on('close', () => outer.destroy())
    outer.on('close', () => inner.destroy())
  })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('proxy: no port')
  return {
    port: address.port,
    cut() {
      isCut = true
      for (const socket of sockets) socket.destroy()
    },
    mend() {
      isCut = false
    },
    close: () =>
      new Promise(resolve => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
