/**
 * genesis (of a document): [kind, ownerAcct32, tag32]. doc32 = H("doc", enc(body)) and the Automerge
 * document id is doc32[0..16], so nobody can claim an id that is not theirs (PROTOCOL §4).
 */
import type { Brand } from '../../base/brand.ts'
import type { Result } from '../../base/result.ts'
import { ok } from '../../base/result.ts'
import { enc, type Item } from '../codec/cbor.ts'
import { bytesOf, oneOf, parseItem, tuple } from '../codec/shape.ts'
import { hashWithLabel } from '../crypto/hash.ts'
import type { Malformed } from '../errors.ts'
import type { AccountId } from './account-genesis.ts'

export const documentKinds = [
  'identity',
  'profile',
  'album',
  'journal',
  'audience',
  'feed',
  'private',
  'letter',
] as const
export type DocumentKind = (typeof documentKinds)[number]

/** 32 bytes. */
export type Doc32 = Brand<Uint8Array, 'Doc32'>

export interface DocumentGenesis {
  readonly kind: DocumentKind
  readonly owner: AccountId
  readonly tag: Uint8Array
  readonly doc32: Doc32
}

const genesisShape = tuple<[DocumentKind, Uint8Array, Uint8Array]>(
  oneOf(...documentKinds),
  bytesOf(32),
  bytesOf(32),
)

const zeroTag: Uint8Array = new Uint8Array(32)

export const createDocumentGenesis = (
  kind: DocumentKind,
  owner: AccountId,
  tag: Uint8Array = zeroTag,
): DocumentGenesis => ({
  kind,
  owner,
  tag,
  doc32: hashWithLabel('doc', enc([kind, owner, tag])) as Doc32,
})

export const documentGenesisToItem = (genesis: DocumentGenesis): Item => [
  genesis.kind,
  genesis.owner,
  genesis.tag,
]

export const parseDocumentGenesis = (item: Item): Result<DocumentGenesis, Malformed> => {
  const parsed = parseItem(genesisShape, item, 'document genesis')
  if (!parsed.ok) return parsed
  const [kind, owner, tag] = parsed.value
  return ok(createDocumentGenesis(kind, owner as AccountId, tag))
}
