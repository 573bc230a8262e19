/** Paths the relay answers itself; everything else is a screen of the app. */
export const relayPaths = /^\/(?:sync|api|blobs|healthz)(?:[/?]|$)/

/** Whether a message from a page asks the waiting release to take over. */
export const isSkipWaiting = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === 'SKIP_WAITING'
