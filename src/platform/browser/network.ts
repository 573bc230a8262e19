import type { Connection, ConnectionEvents, Network } from '../../core/ports.ts'
import { closeCodes, deadConnection, untilClosed } from '../connection-events.ts'

/** The part of a worker's global scope that networking needs. */
export interface NetworkScope {
  readonly WebSocket: new (url: string) => WebSocket
  readonly navigator: { readonly onLine: boolean }
  addEventListener(type: 'online', listener: () => void): void
  removeEventListener(type: 'online', listener: () => void): void
}

export interface BrowserNetworkOptions {
  /** A larger message from the other side closes the connection. */
  readonly maxFrameBytes: number
}

export const createBrowserNetwork = (scope: NetworkScope, options: BrowserNetworkOptions): Network => ({
  connect: (url, events) => {
    const socket = openSocket(scope, url)
    return socket ? overSocket(socket, events, options.maxFrameBytes) : deadConnection(events)
  },
  isOnline: () => scope.navigator.onLine,
  onOnline: listener => {
    scope.addEventListener('online', listener)
    return () => scope.removeEventListener('online', listener)
  },
})

/** Null for an address that is not a WebSocket's, or one this origin may not reach (CSP, mixed content). */
const openSocket = (scope: NetworkScope, url: string): WebSocket | null => {
  try {
    return new scope.WebSocket(url)
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    if (name === 'SyntaxError' || name === 'SecurityError') return null
    throw error
  }
}

const overSocket = (socket: WebSocket, events: ConnectionEvents, maxFrameBytes: number): Connection => {
  const { onOpen, onFrame, onClose, finish } = untilClosed(events)
  /** Only 1000 and 3000 to 4999 are open to scripts (WebSockets Standard), so reasons are not told. */
  const close = () => {
    socket.close(closeCodes.normal)
    finish()
  }
  socket.binaryType = 'arraybuffer'
  socket.onopen = onOpen
  socket.onmessage = ({ data }: { readonly data: unknown }) => {
    if (!(data instanceof ArrayBuffer) || data.byteLength > maxFrameBytes) close()
    else onFrame(new Uint8Array(data))
  }
  socket.onclose = onClose
  return {
    send: frame => {
      if (socket.readyState === openState) socket.send(frame.slice())
    },
    close,
    bufferedBytes: () => socket.bufferedAmount,
  }
}

const openState = 1
