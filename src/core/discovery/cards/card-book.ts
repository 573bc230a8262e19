/**
 * A card of every profile that this device has read: from rows at the start, in slices that let others work in between,
 * and from the profiles themselves as they are opened and change.
 */
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { DocId } from '../../../protocol/relay/frames.ts'
import { accountIdToText } from '../../account/account-id.ts'
import type { FoundPeopleRow } from '../../api.ts'
import { createCoalesced } from '../../blobs/coalesce.ts'
import type { Replica } from '../../documents/index.ts'
import type { DiscoveryDeps } from '../discovery-deps.ts'
import { cardKey, cardToItem, type KeptCard } from './card-row.ts'
import { loadCards } from './load-cards.ts'

export interface CardBook {
  of(account: AccountId): KeptCard | null
  all(): Iterable<KeptCard>
  size(): number
  /** While rows are still being read. */
  indexing(): FoundPeopleRow['indexing']
  /** Reads an open profile now; null when there is nothing to read. */
  note(replica: Replica): KeptCard | null
  close(): void
}

type Deps = Pick<DiscoveryDeps, 'store' | 'profiles' | 'rows' | 'ports' | 'onOpened'>

/** `onCard` for each card that says something new, `onProgress` when more of them are here. */
export const createCardBook = (
  deps: Deps,
  onCard: (card: KeptCard) => void,
  onProgress: () => void,
): CardBook => {
  const { store, profiles, rows, ports } = deps
  const cards = new Map<string, KeptCard>()
  const unsaved = new Map<string, KeptCard>()
  const watched = new Map<DocId, { readonly replica: Replica; readonly stop: () => void }>()
  let indexing: FoundPeopleRow['indexing'] = null
  let isLoaded = false
  let closed = false

  const failed = (error: unknown): void =>
    ports.log({ event: 'cards-failed', detail: error instanceof Error ? error.name : 'unknown' })
  const put = (card: KeptCard): void => {
    cards.set(card.text, card)
    onCard(card)
  }
  const save = createCoalesced(async () => {
    const batch = [...unsaved.entries()].slice(0, savedAtOnce)
    if (batch.length === 0) return
    const saved = await rows.write(
      batch.map(([, card]) => rows.seal(cardKey(card.account), cardToItem(card))),
    )
    // A card that is not kept is read from its profile again.
    if (!saved.ok) ports.log({ event: 'cards-not-kept', reason: saved.error.type })
    for (const [id, card] of batch) if (unsaved.get(id) === card) unsaved.delete(id)
    if (unsaved.size > 0) save()
  }, failed)
  const note = (replica: Replica): KeptCard | null => {
    const id = accountIdToText(replica.genesis.owner)
    const known = cards.get(id) ?? null
    const heads = replica.heads()
    if (closed || heads.length === 0 || (known !== null && isSameList(heads, known.heads))) return known
    const profile = profiles.held(replica.genesis.owner)
    if (profile === null) return known
    const { name, roles, place, availability, listed } = profile
    const account = replica.genesis.owner
    const card = {
      account,
      text: id,
      heads,
      name,
      roles,
      place,
      availability,
      listed,
      heardAtMs: ports.clock.nowMs(),
    }
    put(card)
    unsaved.set(id, card)
    save()
    onProgress()
    return card
  }
  /** What is on the disk says since when this device knows them. */
  const noteOpened = async (replica: Replica): Promise<void> => {
    const { owner } = replica.genesis
    if (!isLoaded && !cards.has(accountIdToText(owner))) await loader.load(owner)
    note(replica)
  }
  const watch = (replica: Replica): void => {
    const { id, genesis } = replica
    const before = watched.get(id)
    if (closed || genesis.kind !== 'profile' || before?.replica === replica) return
    // Released since, and opened anew.
    before?.stop()
    watched.set(id, { replica, stop: replica.onChange(() => note(replica)) })
    noteOpened(replica).catch(() => note(replica))
  }

  const loader = loadCards(rows, ports, {
    take: card => {
      if (!cards.has(card.text)) put(card)
    },
    onProgress(progress) {
      indexing = progress
      onProgress()
    },
    isClosed: () => closed,
  })
  const stopOpened = store.onOpened(watch)
  for (const replica of store.opened()) watch(replica)
  const load = async (): Promise<void> => {
    await loader.all()
    isLoaded = true
    await openUncarded(deps, cards, () => closed)
  }
  load().catch(failed)

  return {
    of: account => cards.get(accountIdToText(account)) ?? null,
    all: () => cards.values(),
    size: () => cards.size,
    indexing: () => indexing,
    note,
    close() {
      closed = true
      stopOpened()
      for (const { stop } of watched.values()) stop()
      watched.clear()
    },
  }
}

const savedAtOnce = 256

/** Profiles that are here and were never read for a card. */
const openUncarded = async (
  { store, onOpened }: Deps,
  cards: ReadonlyMap<string, KeptCard>,
  isClosed: () => boolean,
): Promise<void> => {
  for (const genesis of await store.held()) {
    if (isClosed()) return
    if (genesis.kind !== 'profile' || cards.has(accountIdToText(genesis.owner))) continue
    const opened = await store.open(genesis)
    if (opened.ok) onOpened(opened.value)
  }
}

const isSameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index])
