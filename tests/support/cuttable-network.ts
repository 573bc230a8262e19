/** A device's network that can be taken away and given back, over any real one. */
import type { Connection, Network } from '../../src/core/ports.ts'

export interface CuttableNetwork extends Network {
  cut(): void
  mend(): void
}

export const createCuttableNetwork = (real: Network): CuttableNetwork => {
  let isCut = false
  const open = new Set<Connection>()
  const onlineListeners = new Set<() => void>()
  return {
    connect(url, events) {
      if (isCut) {
        queueMicrotask(() => events.onClose())
        return { send: () => undefined, close: () => undefined, bufferedBytes: () => 0 }
      }
      const connection = real.connect(url, {
        ...events,
        onClose() {
          open.delete(connection)
          events.onClose()
        },
      })
      open.add(connection)
      return connection
    },
    isOnline: () => !isCut,
    onOnline(listener) {
      onlineListeners.add(listener)
      return () => onlineListeners.delete(listener)
    },
    cut() {
      isCut = true
      for (const connection of open) connection.close()
    },
    mend() {
      isCut = false
      for (const listener of onlineListeners) listener()
    },
  }
}
