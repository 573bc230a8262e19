/** Connections for the rest of the core: who one knows, how one stands with them, and what is sure about them. */
import { bytesToHex, equalBytes } from '../../base/bytes.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { createCodeNonces } from './code-nonces.ts'
import { scanCode, showCode } from './codes.ts'
import { createConnectionCommands } from './connection-commands.ts'
import type { ConnectionDeps } from './connection-deps.ts'
import type { ConnectionService, Contact } from './connection-types.ts'
import { createContactBook } from './contact-book.ts'
import type { ContactEntry } from './contact-entry.ts'
import { createContactViews } from './contact-views.ts'
import { createFollowing } from './following.ts'
import { createIncomingLetters } from './incoming-letters.ts'
import { createLetterShelf } from './letter-shelf.ts'
import { createLetters } from './letters.ts'
import { createOutgoingLetters } from './outgoing-letters.ts'
import { createOwnChain } from './own-chain.ts'
import { createOwnKeys } from './own-keys.ts'
import { createPersonRows, nameOf } from './person-rows.ts'
import { createMakeLetter } from './requests.ts'
import { heardAccept, heardGoodbye } from './transitions.ts'
import { changesSince, isCurrent, verifiedNow } from './trust.ts'

/** Once the first screen has what it needs: it names people by their cards. */
const firstFollowMs = 1_500

/** Follows, in the background, everybody that one has to do with. */
export const createConnectionService = async (deps: ConnectionDeps): Promise<ConnectionService> => {
  const { self, store, engine, book, ports } = deps
  const contacts = createContactBook(deps.people, ports.random)
  const keys = createOwnKeys(deps.secrets)
  const nonces = createCodeNonces(deps.rows)
  const shelf = createLetterShelf({ ...deps, log: ports.log })
  const ownChain = createOwnChain(deps)
  const makeLetter = createMakeLetter(deps, ownChain, keys, shelf)
  const incoming = createIncomingLetters({ deps, contacts, shelf, keys, nonces })
  const outgoing = createOutgoingLetters(deps, contacts, shelf)
  const letters = await createLetters({ deps, contacts, shelf, incoming, outgoing })
  const codes = { deps, contacts, keys, nonces, makeLetter, ownChain }
  const listeners = new Set<() => void>()
  const views = createContactViews()
  let seen: { readonly of: readonly ContactEntry[]; readonly contacts: readonly Contact[] } | null = null

  const announce = (): void => {
    seen = null
    for (const listener of listeners) listener()
  }
  const following = createFollowing(deps, contacts, announce)
  const { profileOf } = following
  const rows = createPersonRows({ ...deps, contacts, views, profileOf, nowMs: () => ports.clock.nowMs() })
  const viewOf = (entry: ContactEntry): Contact =>
    views.contactOf(entry, nameOf(entry, following), verifiedNow(entry, book.entryOf(entry.account)))
  const onChain = async (account: AccountId): Promise<void> => {
    await following.noteChain(account)
    if (contacts.of(account) !== null) announce()
    letters.noteChain(account)
  }
  const stops = [
    contacts.onChange(() => {
      announce()
      letters.tend()
      following.follow()
    }),
    store.onAccountChange(account => {
      onChain(account).catch(() => ports.log({ event: 'chain-not-noted', account: bytesToHex(account) }))
    }),
    engine.onSaid(letters.hear),
    engine.onReady(letters.startOver),
    engine.onAcknowledged(doc => {
      if (letters.isOneOf(doc)) letters.tend()
    }),
  ]
  letters.tend()
  stops.push(ports.clock.after(firstFollowMs, following.follow))

  return {
    ...createConnectionCommands({ deps, contacts, keys, following, makeLetter }),
    showCode: answers => showCode(codes, answers),
    scanCode: text => scanCode(codes, text),
    person: async text => rows.person(text),
    people: async () => rows.people(),
    contacts() {
      const all = contacts.all()
      if (seen?.of !== all) seen = { of: all, contacts: all.map(viewOf) }
      return seen.contacts
    },
    contactOf(account) {
      const entry = contacts.of(account)
      return entry === null ? null : viewOf(entry)
    },
    changesOf(account) {
      const entry = contacts.of(account)
      return entry === null ? [] : changesSince(entry, book.entryOf(account))
    },
    isChainCurrent(account) {
      const chain = book.entryOf(account)
      return chain !== null && (equalBytes(account, self) || isCurrent(contacts.of(account), chain.state))
    },
    async noteAnswer(account, answer, sentAtMs) {
      const heard = answer === 'accept' ? heardAccept : heardGoodbye
      const saved = await contacts.change(account, entry =>
        heard(entry, sentAtMs ?? null, ports.clock.nowMs()),
      )
      if (!saved.ok) ports.log({ event: 'answer-not-noted', reason: saved.error.type })
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      for (const stop of stops) stop()
      following.close()
    },
  }
}
