/** An entry as it stands in a journal's list, before it is opened (journal-types.ts). */
import { err, ok, type Result } from '../../base/result.ts'
import { dec, enc, type Item } from '../codec/cbor.ts'
import { anyItem, bytesBetween, bytesOf, literal, parseItem, tuple, uint } from '../codec/shape.ts'
import { malformed, type Malformed } from '../errors.ts'
import { limits } from '../limits.ts'
import { isPaddedBox } from '../rooms/padding.ts'
import type { EntryId16, JournalEntry } from './journal-types.ts'
import { journalPlainToItem, parseJournalPlain } from './plain.ts'
import { entryId } from './target.ts'

const what = 'journal entry'
const [openForm, audienceForm, threadForm, ownForm] = [0, 1, 2, 3] as const
const nonceBytes = 24
const keyIdBytes = 8
const tagBytes = 16

type SealedFields = readonly [generation: number, keyId: Uint8Array, nonce: Uint8Array, box: Uint8Array]
const sealedShapes = [
  uint(),
  bytesOf(keyIdBytes),
  bytesOf(nonceBytes),
  bytesBetween(0, limits.entryBytes),
] as const

const openShape = tuple<[0, EntryId16, Item]>(literal(openForm), entryId, anyItem)
const audienceShape = tuple<[1, EntryId16, ...SealedFields]>(literal(audienceForm), entryId, ...sealedShapes)
const threadShape = tuple<[2, EntryId16, Uint8Array, ...SealedFields]>(
  literal(threadForm),
  entryId,
  bytesOf(tagBytes),
  ...sealedShapes,
)
const ownShape = tuple<[3, EntryId16, Uint8Array]>(
  literal(ownForm),
  entryId,
  bytesBetween(1, limits.entryBytes),
)

/** The caller keeps within limits.entryBytes: larger ones nobody reads. */
export const encodeJournalEntry = (entry: JournalEntry): Uint8Array => {
  switch (entry.form) {
    case 'open':
      return enc([openForm, entry.id, journalPlainToItem(entry.plain)])
    case 'audience':
      return enc([audienceForm, entry.id, entry.generation, entry.keyId, entry.nonce, entry.box])
    case 'thread':
      return enc([threadForm, entry.id, entry.tag, entry.generation, entry.keyId, entry.nonce, entry.box])
    case 'own':
      return enc([ownForm, entry.id, entry.sealed])
  }
}

/** `unknown-kind`: an entry for everyone of a kind, or of a form, that only a newer version knows. */
export const decodeJournalEntry = (bytes: Uint8Array): Result<JournalEntry, Malformed> => {
  const decoded = dec(bytes, what, limits.entryBytes)
  if (!decoded.ok) return decoded
  const item = decoded.value
  const form = formOf(item)
  switch (form) {
    case null:
      return err(malformed(what, 'wrong-shape'))
    case openForm:
      return parseOpen(item)
    case audienceForm:
      return parseAudience(item)
    case threadForm:
      return parseThread(item)
    case ownForm: {
      const parsed = parseItem(ownShape, item, what)
      return parsed.ok ? ok({ form: 'own', id: parsed.value[1], sealed: parsed.value[2] }) : parsed
    }
    default:
      return err(malformed(what, 'unknown-kind'))
  }
}

/** Of an entry in whatever form, also one that only a newer version knows. Null when it has none. */
export const journalEntryId = (bytes: Uint8Array): EntryId16 | null => {
  const decoded = dec(bytes, what, limits.entryBytes)
  if (!decoded.ok || formOf(decoded.value) === null || !Array.isArray(decoded.value)) return null
  const id = entryId((decoded.value as readonly Item[])[1] ?? null, '')
  return id.ok ? id.value : null
}

const formOf = (item: Item): number | null => {
  const form: unknown = Array.isArray(item) ? item[0] : null
  return typeof form === 'number' ? form : null
}

const parseOpen = (item: Item): Result<JournalEntry, Malformed> => {
  const parsed = parseItem(openShape, item, what)
  if (!parsed.ok) return parsed
  const [, id, said] = parsed.value
  const plain = parseJournalPlain(said)
  return plain.ok ? ok({ form: 'open', id, plain: plain.value }) : plain
}

const parseAudience = (item: Item): Result<JournalEntry, Malformed> => {
  const parsed = parseItem(audienceShape, item, what)
  if (!parsed.ok) return parsed
  const [, id, generation, keyId, nonce, box] = parsed.value
  return isPaddedBox(box.length) ? ok({ form: 'audience', id, generation, keyId, nonce, box }) : notPadded
}

const parseThread = (item: Item): Result<JournalEntry, Malformed> => {
  const parsed = parseItem(threadShape, item, what)
  if (!parsed.ok) return parsed
  const [, id, tag, generation, keyId, nonce, box] = parsed.value
  return isPaddedBox(box.length) ? ok({ form: 'thread', id, tag, generation, keyId, nonce, box }) : notPadded
}

const notPadded = err(malformed(what, 'wrong-shape', '.box'))
