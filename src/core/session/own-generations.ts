/**
 * The documents of one's own audience secrets, all of them on each of one's devices: each carries the secret before it, and
 * what only a lost device sealed can be kept only by who has seen it.
 */
import { audienceGenesis } from '../../protocol/journal/journal-genesis.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { DocumentGenesis } from '../../protocol/records/document-genesis.ts'
import { docIdOf, type DocumentStore, type Replica } from '../documents/index.ts'
import type { Ports } from '../ports.ts'
import type { ProfileService } from '../profiles/profile-service.ts'
import type { SyncEngine } from '../sync/sync-engine.ts'

export interface OwnGenerations {
  /** After the profile may say that there are more. */
  follow(): void
  areHere(): Promise<boolean>
}

export interface OwnGenerationsDeps {
  readonly self: AccountId
  readonly store: Pick<DocumentStore, 'open' | 'held'>
  readonly engine: Pick<SyncEngine, 'park'>
  readonly profiles: Pick<ProfileService, 'held'>
  readonly ports: Pick<Ports, 'log'>
  readonly onOpened: (replica: Replica) => void
}

/** So many are looked for: more removals than anybody makes. */
const mostGenerations = 4_096

export const createOwnGenerations = (deps: OwnGenerationsDeps): OwnGenerations => {
  const { self, store, engine, profiles, ports, onOpened } = deps
  let followed = 0
  const newest = (): number => Math.min(mostGenerations, profiles.held(self)?.audience ?? 0)
  const fetch = async (genesis: DocumentGenesis): Promise<void> => {
    const opened = await store.open(genesis)
    if (opened.ok) onOpened(opened.value)
    else ports.log({ event: 'own-audience-not-opened', reason: opened.error.type })
  }
  return {
    follow() {
      for (; followed < newest(); followed++) {
        const genesis = audienceGenesis(self, followed + 1)
        engine.park(genesis, () => void fetch(genesis))
      }
    },
    async areHere() {
      const held = new Set((await store.held()).map(docIdOf))
      return Array.from({ length: newest() }, (_, index) => docIdOf(audienceGenesis(self, index + 1))).every(id => held.has(id))
    },
  }
}
