/** Profiles and chains of the people one has to do with, opened one after the other and kept in step. */
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { createDocumentGenesis } from '../../protocol/records/document-genesis.ts'
import { createCoalesced } from '../blobs/coalesce.ts'
import { docIdOf } from '../documents/index.ts'
import type { ConnectionDeps, ProfileFacts } from './connection-deps.ts'
import type { ContactBook } from './contact-book.ts'
import type { ContactEntry } from './contact-entry.ts'
import { named } from './names.ts'
import { withSeen } from './transitions.ts'
import { heardChain, isFollowed } from './trust.ts'

export interface Following {
  /** Opens what is not open yet, in the background. */
  follow(): void
  /** Asks for somebody's chain, as before a request to them. */
  lookUp(account: AccountId): Promise<void>
  /** As it was last read; read again after it changed. */
  profileOf(account: AccountId, id: string): ProfileFacts | null
  /** What their chain says now. */
  noteChain(account: AccountId): Promise<void>
  close(): void
}

export const createFollowing = (
  deps: ConnectionDeps,
  contacts: ContactBook,
  onNews: () => void,
): Following => {
  const { store, engine, book, ports, onOpened } = deps
  /** The profiles that are open and watched, by whose they are. */
  const followed = new Map<string, () => void>()
  const facts = new Map<string, ProfileFacts | null>()
  let closed = false

  const noteName = async (account: AccountId, id: string): Promise<void> => {
    const name = profileOf(account, id)?.name
    if (name === undefined) return
    await contacts.change(account, entry => {
      const seen = named(name, entry.seen.name)
      return seen === entry.seen.name || !isFollowed(entry) ? null : withSeen(entry, { name: seen })
    })
  }
  const profileOf = (account: AccountId, id: string): ProfileFacts | null => {
    const known = facts.get(id)
    if (known !== undefined) return known
    const profile = deps.profileOf(account)
    const read = profile === null ? null : { ...profile, name: named(profile.name, '') }
    if (followed.has(id)) facts.set(id, read)
    return read
  }
  const noteChain = async (account: AccountId): Promise<void> => {
    const chain = book.entryOf(account)
    if (chain === null || contacts.of(account) === null) return
    await contacts.change(account, entry => heardChain(entry, chain, ports.clock.nowMs()))
  }
  const followOne = async ({ account, id }: ContactEntry): Promise<void> => {
    const opened = await store.open(createDocumentGenesis('profile', account))
    if (!opened.ok) {
      // Until the next start; what is on the disk does not change before.
      followed.set(id, () => undefined)
      return ports.log({ event: 'contact-not-followed', reason: opened.error.type })
    }
    const stop = opened.value.onChange(() => {
      facts.delete(id)
      void noteName(account, id).finally(onNews)
    })
    followed.set(id, stop)
    facts.delete(id)
    onOpened(opened.value)
    await noteName(account, id)
    await noteChain(account)
  }
  const leave = (id: string, account: AccountId): void => {
    followed.get(id)?.()
    followed.delete(id)
    facts.delete(id)
    engine.untrack(docIdOf(createDocumentGenesis('profile', account)))
  }
  const followAll = async (): Promise<void> => {
    for (const entry of contacts.all()) {
      if (closed) return
      if (isFollowed(entry) && !followed.has(entry.id)) await followOne(entry)
      else if (entry.standing.state === 'blocked' && followed.has(entry.id)) leave(entry.id, entry.account)
    }
  }

  return {
    follow: createCoalesced(followAll, error =>
      ports.log({ event: 'following-failed', detail: error instanceof Error ? error.name : 'unknown' }),
    ),
    async lookUp(account) {
      const opened = await store.open(createDocumentGenesis('identity', account))
      if (opened.ok) onOpened(opened.value)
    },
    profileOf,
    noteChain,
    close() {
      closed = true
      for (const stop of followed.values()) stop()
      followed.clear()
    },
  }
}
