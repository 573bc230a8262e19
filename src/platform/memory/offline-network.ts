import type { Network } from '../../core/ports.ts'
import { deadConnection } from '../connection-events.ts'

/** Flight mode: every connection closes at once. */
export const offlineNetwork: Network = {
  connect: (_url, events) => deadConnection(events),
  isOnline: () => false,
  onOnline: () => () => {},
}
