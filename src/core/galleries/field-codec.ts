/**
 * Values as album documents hold them. In an album for everyone: fixed text, bytes, booleans and numbers
 * as they are. In one that not everyone sees, each is a sealed entry: under the account's secret in one for its owner
 * alone (core/private), under an audience's in one for whom its owner is connected to (core/audiences).
 */
import type { Random } from '../../base/random.ts'
import type { Item } from '../../protocol/codec/cbor.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { HeldAccountSecret } from '../account/account-secret.ts'
import type { AudienceKey, AudienceService } from '../audiences/audience-types.ts'
import { openForAudience, sealForAudience } from '../audiences/sealed-values.ts'
import {
  type Draft,
  fixedText,
  readBytes,
  readFixedText,
  rivalBytesOf,
  rivalsOf,
  type RootDoc,
} from '../documents/index.ts'
import { openEntry, sealEntry } from '../private/sealed-entries.ts'

export type Value = string | number | boolean | Uint8Array

/** Null takes the field away. */
export type Write = readonly [field: string, value: Value | null]

export interface FieldCodec {
  toStored(field: string, value: Value): unknown
  /** Null for what is not a value of this document. */
  fromStored(field: string, stored: unknown): Value | null
  /** Texts that devices wrote to the field at the same time; empty when there was one. */
  rivals(doc: RootDoc, field: string): readonly string[]
}

export const openCodec: FieldCodec = {
  toStored: (_field, value) => {
    if (typeof value === 'string') return fixedText(value)
    // Automerge marks bytes that it gave out as its own, and refuses to take those themselves back.
    return value instanceof Uint8Array ? value.slice() : value
  },
  fromStored: (_field, stored) => {
    if (typeof stored === 'boolean') return stored
    if (typeof stored === 'number') return Number.isSafeInteger(stored) && stored >= 0 ? stored : null
    return readFixedText(stored) ?? readBytes(stored)
  },
  rivals: rivalsOf,
}

/** The field of a document whose other values are sealed. */
export const sealedMark = 'sealed'

export const createSealedCodec = (
  doc32: Uint8Array,
  secrets: () => readonly HeldAccountSecret[],
  random: Random,
): FieldCodec =>
  createEntryCodec({
    open: (field, bytes) => openEntry(bytes, { doc32, field }, secrets()),
    seal(field, value) {
      const newest = secrets().at(-1)
      if (newest === undefined) throw new Error('sealed codec: check that a secret is held before writing')
      return sealEntry(value, { doc32, field }, newest, random)
    },
  })

export interface AudienceCodec extends FieldCodec {
  /** What the next writes are sealed under: what `AudienceService.current` gave for them. */
  use(key: AudienceKey): void
}

export const createAudienceCodec = (
  doc32: Uint8Array,
  owner: AccountId,
  audiences: Pick<AudienceService, 'find'>,
  random: Random,
): AudienceCodec => {
  let key: AudienceKey | null = null
  const codec = createEntryCodec({
    open: (field, bytes) =>
      openForAudience(bytes, { doc32, field }, (generation, id) => audiences.find(owner, generation, id)),
    seal(field, value) {
      if (key === null) throw new Error('audience codec: say which key to use before writing')
      return sealForAudience(value, { doc32, field }, key, random)
    },
  })
  return {
    ...codec,
    use(next) {
      key = next
    },
  }
}

interface Entries {
  open(field: string, bytes: Uint8Array): Item | null
  seal(field: string, value: Value): Uint8Array
}

/** Remembers what it opened by the bytes themselves: Automerge keeps them from one reading to the next. */
const createEntryCodec = (entries: Entries): FieldCodec => {
  const known = new WeakMap<Uint8Array, { readonly field: string; readonly value: Value }>()
  const open = (field: string, stored: unknown): Value | null => {
    const bytes = readBytes(stored)
    if (bytes === null) return null
    const before = known.get(bytes)
    if (before?.field === field) return before.value
    const item = entries.open(field, bytes)
    if (item === null || (typeof item === 'object' && !(item instanceof Uint8Array))) return null
    known.set(bytes, { field, value: item })
    return item
  }
  return {
    toStored(field, value) {
      // Says that everything else is sealed, and so cannot be itself.
      return field === sealedMark ? openCodec.toStored(field, value) : entries.seal(field, value)
    },
    fromStored: open,
    rivals: (doc, field) =>
      rivalBytesOf(doc, field).flatMap(bytes => {
        const value = open(field, bytes)
        return typeof value === 'string' ? [value] : []
      }),
  }
}

export const applyWrites = (draft: Draft, writes: readonly Write[], codec: FieldCodec): void => {
  for (const [field, value] of writes) {
    if (value !== null) draft[field] = codec.toStored(field, value)
    else if (draft[field] !== undefined) delete draft[field]
  }
}

const overheadBytes = 192

const sizeOf = ([field, value]: Write): number => {
  const valueBytes =
    value instanceof Uint8Array ? value.length : typeof value === 'string' ? value.length * 3 : 8
  return field.length + valueBytes + overheadBytes
}

/** In the order given, each about `maxBytes` of a change at most. */
export const inBatches = (writes: readonly Write[], maxBytes: number): Write[][] => {
  const batches: Write[][] = []
  let room = 0
  for (const write of writes) {
    const size = sizeOf(write)
    const last = batches.at(-1)
    if (last === undefined || size > room) {
      batches.push([write])
      room = maxBytes - size
    } else {
      last.push(write)
      room -= size
    }
  }
  return batches
}
