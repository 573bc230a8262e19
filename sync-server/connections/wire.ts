/** One WebSocket as the rest of this folder sees it: whole binary frames, bounded in both directions. */
import { WebSocket } from 'ws'
import type { Clock } from '../../src/base/clock.ts'
import { closeCodes, type CloseCode } from './limits.ts'

export interface Wire {
  /** Does nothing once the socket is closing. */
  send(frame: Uint8Array): void
  close(code: CloseCode): void
  /** Stops reading; a few frames that are here already may still come. */
  pause(): void
  resume(): void
}

export interface WireEvents {
  /** Not after `close`. The bytes are the receiver's own. */
  onFrame(frame: Uint8Array): void
  /** Exactly once. `code`: ours if we closed it, else the other side's. */
  onClose(code: number): void
}

export interface WireOptions {
  readonly clock: Clock
  readonly maxUnsentBytes: number
  readonly pingEveryMs: number
}

const closingMs = 2_000

export const createWire = (socket: WebSocket, options: WireOptions, events: WireEvents): Wire => {
  let closedWith: CloseCode | null = null
  let heard = true
  let paused = false
  let cancelTimer: () => void

  const close = (code: CloseCode): void => {
    if (closedWith !== null) return
    closedWith = code
    cancelTimer()
    socket.resume()
    socket.close(code)
    // The other side may never answer, and what it did not read is held until then.
    cancelTimer = options.clock.after(closingMs, () => socket.terminate())
  }
  const keepAlive = (): void => {
    if (!heard) {
      socket.terminate()
      return
    }
    // While we do not read, silence is ours.
    heard = paused
    socket.ping()
    cancelTimer = options.clock.after(options.pingEveryMs, keepAlive)
  }
  cancelTimer = options.clock.after(options.pingEveryMs, keepAlive)

  socket.binaryType = 'nodebuffer'
  socket.on('message', (data, isBinary) => {
    heard = true
    if (closedWith !== null) return
    if (!isBinary || !Buffer.isBuffer(data)) close(closeCodes.unsupportedData)
    // A copy: ws hands out views of a larger buffer, which a stored change would keep alive.
    else events.onFrame(new Uint8Array(data))
  })
  socket.on('pong', () => {
    heard = true
  })
  // Whatever it was, `close` follows and says with which code ws answered.
  socket.on('error', () => {})
  socket.once('close', code => {
    cancelTimer()
    const ours = closedWith
    closedWith ??= closeCodes.goingAway
    events.onClose(ours ?? code)
  })

  return {
    send(frame) {
      if (closedWith !== null || socket.readyState !== WebSocket.OPEN) return
      if (socket.bufferedAmount + frame.length > options.maxUnsentBytes) close(closeCodes.fellBehind)
      else socket.send(frame)
    },
    close,
    pause() {
      if (closedWith !== null) return
      paused = true
      socket.pause()
    },
    resume() {
      if (closedWith !== null) return
      paused = false
      heard = true
      socket.resume()
    },
  }
}
