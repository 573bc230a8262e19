/**
 * Keeps letters moving: judges what came, says what there is to say, and lets go of letters that nobody waits for. Run
 * whenever anything changed that a letter may have waited for; it looks at how things are, not at what happened.
 */
import { equalBytes } from '../../base/bytes.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { DocumentGenesis } from '../../protocol/records/document-genesis.ts'
import type { DocId } from '../../protocol/relay/frames.ts'
import { createCoalesced } from '../blobs/coalesce.ts'
import { docIdOf } from '../documents/index.ts'
import type { HeardWord } from '../sync/words.ts'
import type { ConnectionDeps } from './connection-deps.ts'
import type { ContactBook } from './contact-book.ts'
import type { ContactEntry } from './contact-entry.ts'
import type { IncomingLetters } from './incoming-letters.ts'
import { letterGenesis } from './letter-content.ts'
import type { LetterShelf } from './letter-shelf.ts'
import type { OutgoingLetters } from './outgoing-letters.ts'

export interface Letters {
  /** Soon, and once for however many calls. */
  tend(): void
  hear(word: HeardWord): void
  /** This account's chain is here, or is another; one's own may have brought a key. */
  noteChain(account: AccountId): void
  /** The line is up. */
  startOver(): void
  /** Whether it is the document of a letter that is under way. */
  isOneOf(doc: DocId): boolean
}

export interface LetterParts {
  readonly deps: Pick<ConnectionDeps, 'self' | 'engine' | 'ports'>
  readonly contacts: ContactBook
  readonly shelf: LetterShelf
  readonly incoming: IncomingLetters
  readonly outgoing: OutgoingLetters
}

/** For so long the relay is told on each line that somebody is not blocked any more. */
const unblockedSaidMs = 30 * 24 * 60 * 60 * 1_000

/** Starts by letting go of what an earlier run left behind. */
export const createLetters = async (parts: LetterParts): Promise<Letters> => {
  const { deps, contacts, shelf, incoming, outgoing } = parts
  const { engine, ports } = deps
  let kept = neededNow(parts)

  for (const genesis of await shelf.held()) {
    if (!kept.has(docIdOf(genesis))) await shelf.forget(genesis)
  }

  const tendAll = async (): Promise<void> => {
    kept = new Map([...kept, ...neededNow(parts)])
    await incoming.lookAgain()
    for (const entry of contacts.all()) {
      if (entry.standing.sent !== null) await outgoing.advance(entry)
      if (entry.standing.received !== null) await incoming.checkWithdrawn(entry)
    }
    const needed = neededNow(parts)
    const gone = [...kept].filter(([id]) => !needed.has(id))
    kept = needed
    for (const [, genesis] of gone) await shelf.forget(genesis)
  }
  const tend = createCoalesced(tendAll, error =>
    ports.log({ event: 'letters-not-tended', detail: error instanceof Error ? error.name : 'unknown' }),
  )
  const sayUnblocked = ({ account, standing }: ContactEntry): void => {
    const { state, unblockedAtMs, heardTag } = standing
    if (state === 'blocked' || unblockedAtMs === 0 || ports.clock.nowMs() - unblockedAtMs > unblockedSaidMs)
      return
    engine.say({
      type: 'intro-verdict',
      from: account,
      tag: heardTag ?? new Uint8Array(32),
      verdict: 'unblocked',
    })
  }

  shelf.onChange(({ owner }) => {
    incoming.wake(owner)
    tend()
  })
  return {
    tend,
    hear(word) {
      if (word.type === 'intro') {
        incoming.hear(word.record)
        tend()
      } else if (word.type === 'intro-state') {
        if (word.state === 'delivered') void outgoing.noteDelivered(word.to, word.tag)
        else if (word.state !== 'kept') ports.log({ event: 'intro-not-kept', reason: word.state })
      }
    },
    noteChain(account) {
      incoming.wake(equalBytes(account, deps.self) ? null : account)
      tend()
    },
    startOver() {
      outgoing.startOver()
      for (const entry of contacts.all()) sayUnblocked(entry)
      tend()
    },
    isOneOf: doc => kept.has(doc),
  }
}

/** One's own that are under way, others' that wait for an answer, and those that were only told of. */
const neededNow = ({ deps, contacts, incoming }: LetterParts): Map<DocId, DocumentGenesis> => {
  const ofContacts = contacts
    .all()
    .flatMap(({ account, standing: { sent, received } }) => [
      ...(sent === null ? [] : [letterGenesis(deps.self, sent.tag)]),
      ...(received === null ? [] : [letterGenesis(account, received.tag)]),
    ])
  const toldOf = incoming.waiting().map(({ from, tag }) => letterGenesis(from, tag))
  return new Map([...ofContacts, ...toldOf].map(genesis => [docIdOf(genesis), genesis]))
}
