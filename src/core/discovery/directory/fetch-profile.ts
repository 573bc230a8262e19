/** Somebody's own profile, from the relay through the gate, for as long as it takes to read it. */
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import { createDocumentGenesis } from '../../../protocol/records/document-genesis.ts'
import type { DocId } from '../../../protocol/relay/frames.ts'
import { docIdOf, type Replica } from '../../documents/index.ts'
import { whenInStep } from '../../sync/in-step.ts'
import type { CardBook } from '../cards/card-book.ts'
import type { KeptCard } from '../cards/card-row.ts'
import type { DiscoveryDeps } from '../discovery-deps.ts'

type Deps = Pick<DiscoveryDeps, 'store' | 'engine' | 'ports' | 'onOpened' | 'people' | 'journal'>

/** `away`: the line went down before an answer came. */
export type FetchedProfile =
  | { readonly kind: 'card'; readonly card: KeptCard }
  | { readonly kind: 'away' }
  | { readonly kind: 'none' }

export const fetchProfile = async (
  deps: Deps,
  cards: Pick<CardBook, 'note'>,
  account: AccountId,
): Promise<FetchedProfile> => {
  const genesis = createDocumentGenesis('profile', account)
  const identity = docIdOf(createDocumentGenesis('identity', account))
  const isOpen = (doc: DocId): boolean => deps.store.replica(doc) !== null
  const before = { profile: isOpen(docIdOf(genesis)), identity: isOpen(identity) }
  const opened = await deps.store.open(genesis)
  if (!opened.ok) return { kind: 'none' }
  const replica = opened.value
  deps.onOpened(replica)
  const outcome = await whenInStep(replica, deps)
  const card = cards.note(replica)
  if (!before.profile && !isKept(deps, account)) {
    // An identity stays open, and need not be in step until somebody opens what rests on it.
    if (!before.identity) deps.engine.untrack(identity)
    await letGo(deps, replica, card !== null)
  }
  if (card !== null) return { kind: 'card', card }
  return { kind: outcome === 'offline' ? 'away' : 'none' }
}

/** Whom one has to do with is kept in step by others, who may have come in the meantime. */
const isKept = ({ people, journal }: Deps, account: AccountId): boolean =>
  (people().contactOf(account)?.state ?? 'none') !== 'none' || (journal()?.followOf(account) ?? 'no') !== 'no'

/** What cannot be read is no use on the disk either. */
const letGo = async (
  { store, engine, ports }: Deps,
  replica: Replica,
  isWorthKeeping: boolean,
): Promise<void> => {
  engine.untrack(replica.id)
  if (isWorthKeeping) return store.release(replica.id)
  const forgotten = await store.forget(replica.genesis)
  if (!forgotten.ok) ports.log({ event: 'profile-not-forgotten', reason: forgotten.error.type })
}
