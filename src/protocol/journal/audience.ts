/** Audience secrets: what is in the document of a generation, and what is derived (audience-types.ts). */
import { err, ok, type Result } from '../../base/result.ts'
import { dec, enc, type Item } from '../codec/cbor.ts'
import { bytesOf, list, literal, nullable, parseItem, tuple, uint } from '../codec/shape.ts'
import { deriveKey } from '../crypto/hash.ts'
import { malformed, type Malformed } from '../errors.ts'
import { limits } from '../limits.ts'
import type { AccountId } from '../records/account-genesis.ts'
import { ascending, sortedByBytes } from '../rooms/shapes.ts'
import { type AudienceEntry, type AudienceKeyId, audienceReaders } from './audience-types.ts'

const what = 'audience entry'
const [secretForm, readersForm, ownForm] = [0, 1, 2] as const
const keyIdBytes = 8
const slotBytes = 16
const nonceBytes = 24
/** A secret of 32 bytes in a secretbox. */
const boxBytes = 48

type Before = readonly [generation: number, keyId: Uint8Array, nonce: Uint8Array, box: Uint8Array]
type Slot = readonly [slot: Uint8Array, box: Uint8Array]

const secretShape = tuple<[0, Uint8Array, Uint8Array, number, Before | null]>(
  literal(secretForm),
  bytesOf(keyIdBytes),
  bytesOf(32),
  uint(),
  nullable(tuple<Before>(uint(), bytesOf(keyIdBytes), bytesOf(nonceBytes), bytesOf(boxBytes))),
)
const readersShape = tuple<[1, Uint8Array, readonly Slot[]]>(
  literal(readersForm),
  bytesOf(keyIdBytes),
  ascending(list(tuple<Slot>(bytesOf(slotBytes), bytesOf(boxBytes)), audienceReaders, 1), ([slot]) => slot),
)
const ownShape = tuple<[2, Uint8Array, number, Uint8Array, Uint8Array]>(
  literal(ownForm),
  bytesOf(keyIdBytes),
  uint(),
  bytesOf(nonceBytes),
  bytesOf(boxBytes),
)

/** Slots are put in order, which says nothing of whose they are. */
export const encodeAudienceEntry = (entry: AudienceEntry): Uint8Array => {
  switch (entry.kind) {
    case 'secret': {
      const { before } = entry
      const prev = before === null ? null : [before.generation, before.keyId, before.nonce, before.box]
      return enc([secretForm, entry.keyId, entry.akX, entry.akGeneration, prev])
    }
    case 'readers':
      return enc([
        readersForm,
        entry.keyId,
        sortedByBytes(entry.slots.map(({ slot, box }) => [slot, box] as const)),
      ])
    case 'own':
      return enc([ownForm, entry.keyId, entry.akGeneration, entry.nonce, entry.box])
  }
}

/** Shapes only. `unknown-kind`: of a kind that only a newer version knows. */
export const decodeAudienceEntry = (bytes: Uint8Array): Result<AudienceEntry, Malformed> => {
  const decoded = dec(bytes, what, limits.entryBytes)
  if (!decoded.ok) return decoded
  const item = decoded.value
  const form: unknown = Array.isArray(item) ? item[0] : null
  switch (form) {
    case secretForm:
      return parseSecret(item)
    case readersForm:
      return parseReaders(item)
    case ownForm:
      return parseOwn(item)
    default:
      return err(malformed(what, typeof form === 'number' ? 'unknown-kind' : 'wrong-shape'))
  }
}

const parseSecret = (item: Item): Result<AudienceEntry, Malformed> => {
  const parsed = parseItem(secretShape, item, what)
  if (!parsed.ok) return parsed
  const [, keyId, akX, akGeneration, prev] = parsed.value
  if (prev === null) return ok({ kind: 'secret', keyId, akX, akGeneration, before: null })
  const [generation, beforeId, nonce, box] = prev
  return ok({ kind: 'secret', keyId, akX, akGeneration, before: { generation, keyId: beforeId, nonce, box } })
}

const parseReaders = (item: Item): Result<AudienceEntry, Malformed> => {
  const parsed = parseItem(readersShape, item, what)
  if (!parsed.ok) return parsed
  const [, keyId, slots] = parsed.value
  return ok({ kind: 'readers', keyId, slots: slots.map(([slot, box]) => ({ slot, box })) })
}

const parseOwn = (item: Item): Result<AudienceEntry, Malformed> => {
  const parsed = parseItem(ownShape, item, what)
  if (!parsed.ok) return parsed
  const [, keyId, akGeneration, nonce, box] = parsed.value
  return ok({ kind: 'own', keyId, akGeneration, nonce, box })
}

/** 8 bytes. `secret`: 32 bytes, of `owner`'s generation. */
export const audienceKeyId = (secret: Uint8Array, owner: AccountId, generation: number): AudienceKeyId =>
  deriveKey(secret, owner, 'audience-id', [generation]).slice(0, keyIdBytes)

/** Whose slot of which secret. */
export interface AudienceSeat {
  readonly reader: AccountId
  /** Of the key of theirs that the slot is made with. */
  readonly readerGeneration: number
  readonly generation: number
  readonly keyId: AudienceKeyId
}

/** 16 bytes. `shared`: 32 bytes, X25519 of the owner's key and the reader's. */
export const audienceSlot = (shared: Uint8Array, owner: AccountId, seat: AudienceSeat): Uint8Array =>
  deriveKey(shared, owner, 'audience-slot', seatToItem(seat)).slice(0, slotBytes)

/** 32 bytes: opens the box in that slot, and is used for nothing else. */
export const audienceSlotKey = (shared: Uint8Array, owner: AccountId, seat: AudienceSeat): Uint8Array =>
  deriveKey(shared, owner, 'audience-key', seatToItem(seat))

const seatToItem = ({ reader, readerGeneration, generation, keyId }: AudienceSeat): Item => [
  reader,
  readerGeneration,
  generation,
  keyId,
]

/** 32 bytes: opens what the secret of `generation` carries of the one before. */
export const audienceBeforeKey = (secret: Uint8Array, owner: AccountId, generation: number): Uint8Array =>
  deriveKey(secret, owner, 'audience-before', [generation])

/** 32 bytes. `accountSecret`: AK of the generation that the own box names. */
export const audienceOwnKey = (
  accountSecret: Uint8Array,
  owner: AccountId,
  generation: number,
  keyId: AudienceKeyId,
): Uint8Array => deriveKey(accountSecret, owner, 'audience-own', [generation, keyId])
