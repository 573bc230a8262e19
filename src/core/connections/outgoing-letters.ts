/**
 * One's own requests on their way: the letter goes to the relay like any document; once it is there, an intro asks the
 * relay to tell the addressee, each time that the line comes up, until a device of theirs has it. A letter that was
 * withdrawn is emptied first, so that it says nothing whoever hears of it.
 */
import { bytesToHex } from '../../base/bytes.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { signIntro } from '../../protocol/rooms/intro.ts'
import type { ConnectionDeps } from './connection-deps.ts'
import type { ContactBook } from './contact-book.ts'
import type { ContactEntry, SentLetter } from './contact-entry.ts'
import { letterGenesis } from './letter-content.ts'
import { type LetterShelf, withdrawLetter } from './letter-shelf.ts'
import { delivered, withdrawalDone } from './transitions.ts'

export interface OutgoingLetters {
  /** Says what there is to say of this person's letter. */
  advance(entry: ContactEntry): Promise<void>
  /** A new line: everything is said again. */
  startOver(): void
  /** A device of theirs has it. */
  noteDelivered(to: AccountId, tag: Uint8Array): Promise<void>
}

type OutgoingDeps = Pick<ConnectionDeps, 'self' | 'signer' | 'engine' | 'ports' | 'isRevoked'>

export const createOutgoingLetters = (
  { self, signer, engine, ports, isRevoked }: OutgoingDeps,
  contacts: ContactBook,
  shelf: LetterShelf,
): OutgoingLetters => {
  const said = new Set<string>()

  const sayIntro = async (to: AccountId, { tag }: SentLetter): Promise<void> => {
    const name = bytesToHex(tag)
    if (said.has(name) || !shelf.isOnRelay(letterGenesis(self, tag))) return
    said.add(name)
    const record = await signIntro(signer.sign, {
      to,
      from: self,
      fromDevice: signer.publicKey,
      tag,
      nonce: ports.random.bytes(16),
      atMs: ports.clock.nowMs(),
    })
    if (!engine.say({ type: 'intro', record })) said.delete(name)
  }
  const finishWithdrawal = async (to: AccountId, { tag }: SentLetter): Promise<void> => {
    const genesis = letterGenesis(self, tag)
    if ((await shelf.read(genesis)).kind === 'sealed') await withdrawLetter(shelf, genesis)
    if (!shelf.isOnRelay(genesis) || !engine.say({ type: 'intro-withdrawn', to, tag })) return
    await contacts.change(to, entry => withdrawalDone(entry, tag))
  }

  return {
    async advance({ account, standing: { sent } }) {
      if (sent === null || isRevoked()) return
      if (sent.withdrawn) return finishWithdrawal(account, sent)
      if (sent.delivered) return
      await shelf.read(letterGenesis(self, sent.tag))
      await sayIntro(account, sent)
    },
    startOver: () => said.clear(),
    async noteDelivered(to, tag) {
      await contacts.change(to, entry => delivered(entry, tag))
    },
  }
}
