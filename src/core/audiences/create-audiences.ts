/** Audience secrets for the rest of the core: one's own to write with, everybody's to read with. */
import { equalBytes } from '../../base/bytes.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { createCoalesced } from '../blobs/coalesce.ts'
import { createOwnKeys } from '../connections/own-keys.ts'
import { createAgreements } from './agreements.ts'
import type { AudienceDeps } from './audience-deps.ts'
import type { AudienceKey, AudienceService } from './audience-types.ts'
import { loadHeldKeys } from './held-keys.ts'
import { createLooking } from './looking.ts'
import { createOwnGenerations } from './own-generations.ts'
import { createRenewing } from './renewing.ts'
import { chosenKey } from './rules.ts'

/** After something changed about people: more may change at the same moment. */
const tendAfterMs = 2_000

export interface Audiences extends AudienceService {
  /** Once people are there: from then on who is new is let in, in the background. */
  begin(): void
  /** After one's own profile may say that there are more generations. */
  followOwn(): void
  /** Every generation of one's own is on this device. */
  areOwnHere(): Promise<boolean>
  /** Something of theirs is looked for right now. */
  isLooking(owner: AccountId): boolean
  /** More is held, or a search has ended. */
  onChange(listener: () => void): () => void
}

export const createAudiences = async (deps: AudienceDeps): Promise<Audiences> => {
  const { self, ports, profiles, secrets } = deps
  const held = await loadHeldKeys(deps.rows, ports.log)
  const agreements = createAgreements()
  const ownKeys = createOwnKeys(secrets)
  const listeners = new Set<(owner: AccountId) => void>()
  const changeListeners = new Set<() => void>()
  const announce = (): void => {
    for (const listener of changeListeners) listener()
  }
  const opener = { self, secrets, keys: () => newestFirst(deps, ownKeys), agreements }
  const looking = createLooking(deps, opener, held, {
    onKeys(owner) {
      for (const listener of listeners) listener(owner)
      announce()
    },
    onLooked: announce,
  })
  const renewing = createRenewing({ deps, looking, held, ownKeys, agreements })
  const ownGenerations = createOwnGenerations(deps, looking)
  const stops: (() => void)[] = []
  let cancelTending: (() => void) | null = null
  let opened = secrets()
  let begun = false
  let closed = false

  /** Account secrets can have come: what did not open may open with them. */
  const noteSecrets = async (): Promise<void> => {
    if (secrets() === opened) return
    opened = secrets()
    await looking.readAll()
  }
  /** Those whose newest secret is not held here. */
  const lookAtConnected = (): void => {
    for (const { account, state } of deps.people()?.contacts() ?? []) {
      if (state !== 'connected') continue
      const newest = profiles.held(account)?.audience ?? 0
      const isHeld = newest === 0 || held.of(account).some(({ generation }) => generation === newest)
      if (!isHeld && !looking.shelf.has(account, newest)) looking.seekSoon(account)
    }
  }
  const tend = createCoalesced(
    async () => {
      if (closed) return
      ownGenerations.follow()
      await noteSecrets()
      lookAtConnected()
      await renewing.letIn()
    },
    error =>
      ports.log({ event: 'audience-not-tended', detail: error instanceof Error ? error.name : 'unknown' }),
  )
  const tendSoon = (): void => {
    if (closed || cancelTending !== null) return
    cancelTending = ports.clock.after(tendAfterMs, () => {
      cancelTending = null
      tend()
    })
  }
  const begin = (): void => {
    const people = deps.people()
    if (begun || closed || people === null) return
    begun = true
    stops.push(people.onChange(tendSoon))
    tendSoon()
  }
  stops.push(
    deps.store.onAccountChange(account => {
      if (equalBytes(account, self)) tendSoon()
    }),
  )

  return {
    begin,
    followOwn: ownGenerations.follow,
    areOwnHere: ownGenerations.areHere,
    async current() {
      begin()
      await noteSecrets()
      return renewing.current()
    },
    held: owner => held.of(owner),
    find(owner, generation, id) {
      const key = held.find(owner, { generation, id })
      if (key === null && !closed) looking.want(owner, { generation, id })
      return key
    },
    async newest(owner) {
      await looking.seek(owner)
      return newestOf(held.of(owner))
    },
    onKeys(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    isLooking: looking.isLooking,
    onChange(listener) {
      changeListeners.add(listener)
      return () => changeListeners.delete(listener)
    },
    close() {
      closed = true
      cancelTending?.()
      for (const stop of stops) stop()
      looking.close()
      agreements.close()
      held.close()
    },
  }
}

const newestFirst = ({ secrets }: AudienceDeps, keys: ReturnType<typeof createOwnKeys>) =>
  [...new Set(secrets().map(({ generation }) => generation))].toReversed().flatMap(keys.ofGeneration)

const newestOf = (keys: readonly AudienceKey[]): AudienceKey | null => {
  const generation = keys.at(-1)?.generation
  return chosenKey(keys.filter(key => key.generation === generation))
}
