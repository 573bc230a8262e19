import type { Connection, ConnectionEvents } from '../core/ports.ts'

/** WebSocket close codes (RFC 6455 §7.4.1) that a connection gives its peer. */
export const closeCodes = { normal: 1000, unsupportedData: 1003, tooBig: 1009 } as const

export interface GuardedEvents extends ConnectionEvents {
  /** Silent from now on, but for `onClose`, which follows shortly if it was not told already. */
  finish(): void
}

/** Passes events on until the first close, which is told exactly once; then stays silent. */
export const untilClosed = (events: ConnectionEvents): GuardedEvents => {
  let state: 'live' | 'finishing' | 'closed' = 'live'
  const onClose = () => {
    if (state === 'closed') return
    state = 'closed'
    events.onClose()
  }
  return {
    onOpen: () => {
      if (state === 'live') events.onOpen()
    },
    onFrame: frame => {
      if (state === 'live') events.onFrame(frame)
    },
    onClose,
    finish: () => {
      if (state !== 'live') return
      state = 'finishing'
      queueMicrotask(onClose)
    },
  }
}

/** A connection that never opens, such as one to an address no socket accepts. */
export const deadConnection = (events: ConnectionEvents): Connection => {
  untilClosed(events).finish()
  return { send: () => {}, close: () => {}, bufferedBytes: () => 0 }
}
