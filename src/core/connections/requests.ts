/** Making a request: the letter first, and then what one remembers of it. */
import { err, ok, type Result } from '../../base/result.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { AccountKey } from '../../protocol/rooms/first-contact-types.ts'
import type { CoreError } from '../api.ts'
import { editFailure } from '../galleries/edit-failure.ts'
import { quotedHeadsOf } from './chain-past.ts'
import type { ConnectionDeps } from './connection-deps.ts'
import type { SentLetter } from './contact-entry.ts'
import { letterGenesis, sealLetter } from './letter-content.ts'
import type { LetterShelf } from './letter-shelf.ts'
import { named } from './names.ts'
import type { OwnChain } from './own-chain.ts'
import type { OwnKeys } from './own-keys.ts'

export interface LetterWords {
  readonly note: string
  readonly codeNonce: Uint8Array | null
  readonly atMs: number
}

/** On disk when it answers; it goes to the relay by itself, and is announced once somebody remembers it. */
export type MakeLetter = (
  to: AccountId,
  theirs: AccountKey,
  words: LetterWords,
) => Promise<Result<SentLetter, CoreError>>

const tagBytes = 32

export const createMakeLetter =
  (
    { self, ports, ownName }: Pick<ConnectionDeps, 'self' | 'ports' | 'ownName'>,
    ownChain: OwnChain,
    keys: OwnKeys,
    shelf: LetterShelf,
  ): MakeLetter =>
  async (to, theirs, { note, codeNonce, atMs }) => {
    const own = keys.current()
    const chain = await ownChain()
    if (own === null || chain === null) return err({ type: 'not-allowed', reason: 'read-only' })
    const tag = ports.random.bytes(tagBytes)
    const genesis = letterGenesis(self, tag)
    const key: AccountKey = { generation: own.generation, akX: own.pair.publicKey }
    const heads = quotedHeadsOf(chain.state)
    const request = { atMs, name: named(ownName(), ''), note, key, heads, codeNonce }
    const sealed = sealLetter(request, genesis, to, theirs, ports.random)
    if (sealed === null) return err({ type: 'cannot-connect', reason: 'unknown-keys' })
    const written = await shelf.write(genesis, sealed)
    if (!written.ok) return err(editFailure(written.error, 'note'))
    return ok({ tag, atMs, note, delivered: false, withdrawn: false })
  }
