/** How far a message of one's own has come, from what the relay and the others say. */
import type { DeliveryState, MessageRow } from '../../../api.ts'
import type { Mark } from '../rows/small-rows.ts'

/** Marks of the chain that the message is in. */
export interface ChainStanding {
  readonly relay: Mark
  /** Of each other member. */
  readonly others: readonly Mark[]
}

export const deliveryOf = (n: number, { relay, others }: ChainStanding): DeliveryState => {
  if (others.length > 0 && others.every(({ read }) => has(read, n))) return 'read'
  if (others.length > 0 && others.every(({ delivered }) => has(delivered, n))) return 'delivered'
  return has(relay.delivered, n) || others.some(({ delivered }) => has(delivered, n)) ? 'on-relay' : 'waiting'
}

export const reachOf = (n: number, { others }: ChainStanding): MessageRow['reach'] => ({
  delivered: others.filter(({ delivered }) => has(delivered, n)).length,
  read: others.filter(({ read }) => has(read, n)).length,
  of: others.length,
})

const has = (mark: number | null, n: number): boolean => mark !== null && mark >= n
