/** What a letter says, sealed to its addressee and opened by them (protocol/rooms/letter.ts). */
import type { Random } from '../../base/random.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { createDocumentGenesis, type DocumentGenesis } from '../../protocol/records/document-genesis.ts'
import type { AccountKey, LetterRequest } from '../../protocol/rooms/first-contact-types.ts'
import {
  decodeLetter,
  decodeRequest,
  encodeLetter,
  encodeRequest,
  letterKey,
  letterWrapContext,
} from '../../protocol/rooms/letter.ts'
import { padPlain, unpadPlain } from '../../protocol/rooms/padding.ts'
import { openBox, sealBox } from '../crypto/secretbox.ts'
import { wipe } from '../crypto/wipe.ts'
import { unwrapSecret, wrapSecret } from '../crypto/wrap.ts'
import type { OwnKey, OwnKeys } from './own-keys.ts'

export const letterGenesis = (from: AccountId, tag: Uint8Array): DocumentGenesis =>
  createDocumentGenesis('letter', from, tag)

/** `b` of the letter document; null when `theirs` is nobody's key. */
export const sealLetter = (
  request: LetterRequest,
  genesis: DocumentGenesis,
  to: AccountId,
  theirs: AccountKey,
  random: Random,
): Uint8Array | null => {
  const secret = random.bytes(32)
  const { generation } = theirs
  const wrap = wrapSecret(secret, theirs.akX, letterWrapContext(genesis.doc32, to, generation), random)
  const key = letterKey(secret, genesis.doc32, genesis.owner, to)
  const { nonce, box } = sealBox(padPlain(encodeRequest(request)), key, random)
  wipe(secret)
  wipe(key)
  return wrap === null ? null : encodeLetter({ generation, wrap, nonce, box })
}

/** `no-key`: of a generation that is not held (yet). `newer-version`: says something this version does not know. */
export type LetterProblem = 'no-key' | 'newer-version' | 'broken'

export interface OpenedLetter {
  readonly request: LetterRequest
  /** That it was wrapped to. */
  readonly own: OwnKey
}

export const openLetter = (
  bytes: Uint8Array,
  { doc32, owner }: DocumentGenesis,
  self: AccountId,
  keys: OwnKeys,
): Result<OpenedLetter, LetterProblem> => {
  const letter = decodeLetter(bytes)
  if (!letter.ok) return err('broken')
  const { generation, wrap, nonce, box } = letter.value
  const context = letterWrapContext(doc32, self, generation)
  for (const own of keys.ofGeneration(generation)) {
    const secret = unwrapSecret(wrap, own.pair, context)
    if (secret === null) continue
    const key = letterKey(secret, doc32, owner, self)
    const padded = openBox({ nonce, box }, key)
    wipe(secret)
    wipe(key)
    const plain = padded === null ? null : unpadPlain(padded)
    const request = plain === null ? null : decodeRequest(plain)
    if (request === null) return err('broken')
    if (request.ok) return ok({ request: request.value, own })
    return err(request.error.reason === 'unknown-kind' ? 'newer-version' : 'broken')
  }
  return err('no-key')
}
