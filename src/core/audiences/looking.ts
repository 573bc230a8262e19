/** Looks for audience secrets: opens the documents where they may be, one after the other, and waits where they are not. */
import { bytesToHex, equalBytes } from '../../base/bytes.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { accountIdToText } from '../account/account-id.ts'
import { whenInStep } from '../sync/in-step.ts'
import type { AudienceDeps } from './audience-deps.ts'
import { type Generation, readGeneration } from './generation.ts'
import type { HeldKeys, KeyName } from './held-keys.ts'
import { type Opener, openGeneration } from './open-secrets.ts'
import { nextToLookAt } from './rules.ts'
import { createSeeking } from './seeking.ts'
import { type AudienceShelf, createAudienceShelf, type OpenAudience } from './shelf.ts'

export interface Looking {
  readonly shelf: AudienceShelf
  /** Takes in what can be opened of it. */
  read(one: OpenAudience): Promise<Generation>
  /** What their profile says; opens the profile when it is not. */
  newestOf(owner: AccountId): Promise<number>
  /** Looks in the background. */
  want(owner: AccountId, name: KeyName): void
  /** Answers once everywhere was looked. */
  seek(owner: AccountId): Promise<void>
  seekSoon(owner: AccountId): void
  /** A search is under way. */
  isLooking(owner: AccountId): boolean
  /** Account secrets came: what did not open may open now. */
  readAll(): Promise<void>
  close(): void
}

/** Of one account: it takes that many different entries that nobody can read. */
const mostWanted = 64
/** Before the same one is looked for again when it is asked for again. */
const againAfterMs = 30_000

interface Wants {
  readonly owner: AccountId
  readonly names: Map<string, KeyName>
  soughtMs: number
}

/** Whoever one is not connected to shares nothing with one; what they shared once is held, or is not worth asking for. */
const mayHaveSlot = ({ self, people }: AudienceDeps, owner: AccountId): boolean =>
  equalBytes(owner, self) || people()?.contactOf(owner)?.state === 'connected'

export const createLooking = (
  deps: AudienceDeps,
  opener: Opener,
  held: HeldKeys,
  { onKeys, onLooked }: { readonly onKeys: (owner: AccountId) => void; readonly onLooked: () => void },
): Looking => {
  const { self, profiles, ports, engine } = deps
  const wants = new Map<string, Wants>()
  let closed = false

  const wantedOf = (owner: AccountId): readonly KeyName[] => [
    ...(wants.get(bytesToHex(owner))?.names.values() ?? []),
  ]
  const dropFound = (owner: AccountId): void => {
    const wanted = wants.get(bytesToHex(owner))
    for (const [name, key] of wanted?.names ?? [])
      if (held.find(owner, key) !== null) wanted?.names.delete(name)
  }
  const newestOf = async (owner: AccountId): Promise<number> => {
    if (profiles.held(owner) === null) await profiles.state(accountIdToText(owner))
    return profiles.held(owner)?.audience ?? 0
  }
  const read = async ({ owner, generation, replica }: OpenAudience): Promise<Generation> => {
    const found = readGeneration(replica.doc(), generation)
    const news = await held.add(owner, openGeneration(opener, owner, found, held.of(owner)))
    dropFound(owner)
    if (news && !closed) onKeys(owner)
    return found
  }
  /** Something is looked for in it that has not been found. */
  const isNeeded = ({ owner, generation }: OpenAudience): boolean => {
    if (equalBytes(owner, self)) return true
    const keys = held.of(owner).filter(key => key.generation === generation)
    const isMissing = wantedOf(owner).some(name => name.generation === generation)
    return keys.length === 0 || isMissing || keys.some(({ befores }) => befores === null)
  }
  const lookAt = async (owner: AccountId, generation: number): Promise<void> => {
    const one = await shelf.open(owner, generation)
    if (one === null) return
    const first = await read(one)
    if (first.secrets.length === 0 || (isNeeded(one) && !equalBytes(owner, self))) {
      await whenInStep(one.replica, deps)
      await read(one)
    }
    if (!isNeeded(one)) await shelf.letGo(one)
  }
  const seekNow = async (owner: AccountId): Promise<void> => {
    const looked = new Set<number>()
    const newest = await newestOf(owner)
    for (;;) {
      const generation = nextToLookAt({ wanted: wantedOf(owner), held: held.of(owner), newest, looked })
      if (generation === null || closed) return
      looked.add(generation)
      await lookAt(owner, generation)
    }
  }
  const seeking = createSeeking(
    seekNow,
    error =>
      ports.log({ event: 'audience-not-sought', detail: error instanceof Error ? error.name : 'unknown' }),
    () => {
      if (!closed) onLooked()
    },
  )
  const changed = async (one: OpenAudience): Promise<void> => {
    if (closed) return
    await read(one)
    if (wantedOf(one.owner).length > 0) void seeking.seek(one.owner)
    else if (!isNeeded(one)) await shelf.letGo(one)
  }
  const shelf = createAudienceShelf(deps, one => {
    changed(one).catch(() => ports.log({ event: 'audience-not-read' }))
  })
  let wasReady = engine.status().line === 'ready'
  const stopWatching = engine.onStatus(() => {
    const isReady = engine.status().line === 'ready'
    if (isReady && !wasReady) {
      for (const { owner, names } of wants.values()) if (names.size > 0) void seeking.seek(owner)
    }
    wasReady = isReady
  })

  return {
    shelf,
    read,
    newestOf,
    want(owner, name) {
      if (!mayHaveSlot(deps, owner)) return
      const id = bytesToHex(owner)
      const wanted = wants.get(id) ?? { owner, names: new Map<string, KeyName>(), soughtMs: 0 }
      wants.set(id, wanted)
      const key = `${name.generation}/${name.id}`
      const nowMs = ports.clock.nowMs()
      if (wanted.names.has(key) ? nowMs - wanted.soughtMs < againAfterMs : wanted.names.size >= mostWanted)
        return
      wanted.names.set(key, name)
      wanted.soughtMs = nowMs
      void seeking.seek(owner)
    },
    seek: seeking.seek,
    seekSoon: owner => void seeking.seek(owner),
    isLooking: seeking.isUnderWay,
    async readAll() {
      for (const one of shelf.all()) await changed(one)
    },
    close() {
      closed = true
      stopWatching()
      shelf.close()
    },
  }
}
