/** The gate's patience: bounds on what one peer's nonsense may cost. */
import { limits } from '../limits.ts'
import type { RefusalReason } from './refusal.ts'
import type { PeerId } from './stage.ts'

/** Seals with a signature that does not hold, and records judged for seals in vain, of one peer at once. */
const maxBadSealsAtOnce = 32
const maxRecordsInVain = 10 * limits.chainRecords

/** How much nonsense each peer may bring at once, so that a flood costs little and delays nobody else. */
export interface Patience {
  strain(peers: Iterable<PeerId>, problem: RefusalReason, records: number): void
  isOverWithAll(peers: Iterable<PeerId>): boolean
  over(): readonly PeerId[]
}

export const createPatience = (): Patience => {
  const strains = new Map<PeerId, { badSeals: number; records: number }>()
  const isOver = (peer: PeerId): boolean => {
    const { badSeals = 0, records = 0 } = strains.get(peer) ?? {}
    return badSeals >= maxBadSealsAtOnce || records >= maxRecordsInVain
  }
  return {
    strain(peers, problem, records) {
      for (const peer of peers) {
        const before = strains.get(peer) ?? { badSeals: 0, records: 0 }
        const badSeals = before.badSeals + (problem === 'bad-seal-signature' ? 1 : 0)
        strains.set(peer, { badSeals, records: before.records + records })
      }
    },
    isOverWithAll: peers => [...peers].every(isOver),
    over: () => [...strains.keys()].filter(isOver),
  }
}
