/** A WebSocket that counts every byte of its own: frames, their heads, and pings. */
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { WebSocket } from 'ws'

export interface Pipe {
  send(bytes: Uint8Array): void
  /** May be changed at any time. */
  onMessage: (bytes: Uint8Array) => void
  /** Both directions, since the upgrade. */
  wireBytes(): number
  close(): Promise<void>
}

/** A server that closes by itself ends the bench: its figures would be those of a smaller load. */
export const openPipe = (url: string, onMessage: (pipe: Pipe, bytes: Uint8Array) => void): Promise<Pipe> => {
  const socket = new WebSocket(url, { perMessageDeflate: false })
  let raw: Socket | null = null
  let closing = false
  socket.once('upgrade', response => {
    raw = response.socket
  })
  const wireBytes = (): number => (raw === null ? 0 : raw.bytesRead + raw.bytesWritten)
  const pipe: Pipe = {
    send: bytes => socket.send(bytes),
    onMessage: bytes => onMessage(pipe, bytes),
    wireBytes,
    async close() {
      closing = true
      const closed = once(socket, 'close')
      socket.close()
      await closed
    },
  }
  socket.on('message', data => pipe.onMessage(data as Buffer))
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(pipe))
    socket.once('error', reject)
    socket.once('close', code => {
      if (!closing) throw new Error(`the server dropped a client (${code})`)
    })
  })
}
