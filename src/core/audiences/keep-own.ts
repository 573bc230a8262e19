/** One's own generations: the newest open, those before it in step without that, so that a relay has them all. */
import { equalBytes } from '../../base/bytes.ts'
import { numberOfTag } from '../../protocol/journal/journal-genesis.ts'
import type { AudienceDeps } from './audience-deps.ts'
import type { Looking } from './looking.ts'

export const keepOwn = async (
  { self, store, engine, ports }: Pick<AudienceDeps, 'self' | 'store' | 'engine' | 'ports'>,
  looking: Pick<Looking, 'shelf' | 'newestOf' | 'read'>,
): Promise<void> => {
  const newest = await looking.newestOf(self)
  const open = async (generation: number): Promise<void> => {
    const one = await looking.shelf.open(self, generation)
    if (one !== null) await looking.read(one)
  }
  for (const genesis of await store.held()) {
    const generation = genesis.kind === 'audience' && equalBytes(genesis.owner, self) ? numberOfTag(genesis.tag) : null
    if (generation === null || generation >= newest || looking.shelf.has(self, generation)) continue
    engine.park(genesis, () => {
      open(generation).catch(() => ports.log({ event: 'own-audience-not-opened' }))
    })
  }
  if (newest > 0) await open(newest)
}
