import { WebSocket } from 'ws'
import type { Connection, ConnectionEvents, Network } from '../../core/ports.ts'
import { closeCodes, deadConnection, untilClosed } from '../connection-events.ts'

export interface NodeNetworkOptions {
  /** A larger message from the other side closes the connection. */
  readonly maxFrameBytes: number
}

/** WebSockets over `ws`. A machine always counts as online: connecting is what tells. */
export const createNodeNetwork = ({ maxFrameBytes }: NodeNetworkOptions): Network => ({
  connect: (url, events) => {
    const socket = openSocket(url, maxFrameBytes)
    return socket ? overSocket(socket, events) : deadConnection(events)
  },
  isOnline: () => true,
  onOnline: () => () => {},
})

/** Null for an address that is not a WebSocket's. */
const openSocket = (url: string, maxPayload: number): WebSocket | null => {
  try {
    return new WebSocket(url, { maxPayload, perMessageDeflate: false })
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

const overSocket = (socket: WebSocket, events: ConnectionEvents): Connection => {
  const { onOpen, onFrame, onClose, finish } = untilClosed(events)
  const close = (code: number) => {
    socket.close(code)
    finish()
  }
  socket.binaryType = 'arraybuffer'
  socket.on('open', onOpen)
  socket.on('message', (data, isBinary) => {
    if (!isBinary || !(data instanceof ArrayBuffer)) close(closeCodes.unsupportedData)
    else onFrame(new Uint8Array(data))
  })
  // `close` always follows `error`, and says all that the core asks.
  socket.on('error', () => {})
  socket.on('close', onClose)
  return {
    send: frame => {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame)
    },
    close: () => close(closeCodes.normal),
    bufferedBytes: () => socket.bufferedAmount,
  }
}
