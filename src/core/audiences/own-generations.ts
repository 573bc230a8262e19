/**
 * One's own generations, all of them in step on each of one's devices: a relay that has none gets them, each carries the
 * secret before it, and what only a lost device sealed can be kept only by who has seen it.
 */
import { audienceGenesis } from '../../protocol/journal/journal-genesis.ts'
import { docIdOf } from '../documents/index.ts'
import type { AudienceDeps } from './audience-deps.ts'
import type { Looking } from './looking.ts'

export interface OwnGenerations {
  /** After the profile may say that there are more. */
  follow(): void
  areHere(): Promise<boolean>
}

/** More removals than anybody makes. */
const mostGenerations = 4_096

export const createOwnGenerations = (
  {
    self,
    store,
    engine,
    profiles,
    ports,
  }: Pick<AudienceDeps, 'self' | 'store' | 'engine' | 'profiles' | 'ports'>,
  looking: Pick<Looking, 'shelf' | 'read'>,
): OwnGenerations => {
  let followed = 0
  const newest = (): number => Math.min(mostGenerations, profiles.held(self)?.audience ?? 0)
  const open = async (generation: number): Promise<void> => {
    const one = await looking.shelf.open(self, generation)
    if (one !== null) await looking.read(one)
  }
  return {
    follow() {
      while (followed < newest()) {
        const generation = ++followed
        if (looking.shelf.has(self, generation)) continue
        engine.park(audienceGenesis(self, generation), () => {
          open(generation).catch(() => ports.log({ event: 'own-audience-not-opened' }))
        })
      }
    },
    async areHere() {
      const held = new Set((await store.held()).map(docIdOf))
      const all = Array.from({ length: newest() }, (_, index) => audienceGenesis(self, index + 1))
      return all.every(genesis => held.has(docIdOf(genesis)))
    },
  }
}
