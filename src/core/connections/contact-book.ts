/** Everybody one has to do with, from the private document that all of one's devices write. */
import { bytesToBase64Url, bytesToHex } from '../../base/bytes.ts'
import type { Random } from '../../base/random.ts'
import { ok, type Result } from '../../base/result.ts'
import type { Item } from '../../protocol/codec/cbor.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { createSerial, type OwnedEditError } from '../documents/index.ts'
import type { PrivateMap } from '../private/private-types.ts'
import { entryToItem, itemToEntry } from './contact-codec.ts'
import { type ContactEntry, emptyEntry } from './contact-entry.ts'
import { mergeEntries } from './contact-merge.ts'

export interface ContactBook {
  /** Merged; the same objects as long as nothing about them changed, and the same list while nothing changed at all. */
  all(): readonly ContactEntry[]
  of(account: AccountId): ContactEntry | null
  /**
   * One change at a time, on what is known then; null leaves everything as it is. Answers when it is on disk, with
   * the entry as it is now.
   */
  change(account: AccountId, change: ContactChange): Promise<Result<ContactEntry, OwnedEditError>>
  onChange(listener: () => void): () => void
}

export type ContactChange = (entry: ContactEntry) => ContactEntry | null

/** A person, with the fields that they are under: more than one after two devices met them at the same time. */
interface Held {
  readonly entry: ContactEntry
  readonly fields: readonly string[]
  readonly parts: readonly ContactEntry[]
}

const prefix = 'c:'
const fieldBytes = 16

export const createContactBook = (people: PrivateMap, random: Random): ContactBook => {
  const parsed = new WeakMap<object, ContactEntry>()
  const serial = createSerial()
  let held: ReadonlyMap<string, Held> = new Map()
  let list: readonly ContactEntry[] = []
  let readFrom: unknown = null

  const parse = (item: Item): ContactEntry | null => {
    if (item === null || typeof item !== 'object') return null
    const known = parsed.get(item)
    if (known !== undefined) return known
    const entry = itemToEntry(item)
    if (entry !== null) parsed.set(item, entry)
    return entry
  }
  const byAccount = (): ReadonlyMap<string, Held> => {
    const entries = people.entries()
    if (entries === readFrom) return held
    held = readAll(people, entries, parse, held)
    list = [...held.values()].map(({ entry }) => entry)
    readFrom = entries
    return held
  }

  return {
    all() {
      byAccount()
      return list
    },
    of: account => byAccount().get(bytesToHex(account))?.entry ?? null,
    change: (account, change) =>
      serial(async () => {
        const known = byAccount().get(bytesToHex(account))
        const before = known?.entry ?? emptyEntry(account)
        const after = change(before)
        if (after === null) return ok(before)
        const [field = prefix + bytesToBase64Url(random.bytes(fieldBytes)), ...spare] = known?.fields ?? []
        const written = await people.write([
          [field, entryToItem(after)],
          ...spare.map(name => [name, null] as const),
        ])
        if (!written.ok) return written
        return ok(byAccount().get(bytesToHex(account))?.entry ?? after)
      }),
    onChange: listener => people.onChange(listener),
  }
}

const readAll = (
  people: PrivateMap,
  entries: ReadonlyMap<string, Item>,
  parse: (item: Item) => ContactEntry | null,
  before: ReadonlyMap<string, Held>,
): ReadonlyMap<string, Held> => {
  const parts = new Map<string, { readonly fields: string[]; readonly parts: ContactEntry[] }>()
  for (const [field, value] of entries) {
    if (!field.startsWith(prefix)) continue
    const rivals = people.rivals(field)
    for (const item of rivals.length === 0 ? [value] : rivals) {
      const entry = parse(item)
      if (entry === null) continue
      const known = parts.get(entry.id) ?? { fields: [], parts: [] }
      parts.set(entry.id, known)
      if (!known.fields.includes(field)) known.fields.push(field)
      known.parts.push(entry)
    }
  }
  return new Map([...parts].map(([id, one]) => [id, gather(one, before.get(id))]))
}

const gather = (
  { fields, parts }: { readonly fields: readonly string[]; readonly parts: readonly ContactEntry[] },
  before: Held | undefined,
): Held => {
  const sorted = fields.toSorted()
  const isSame =
    before?.parts.length === parts.length && parts.every((part, index) => part === before.parts[index])
  if (before !== undefined && isSame) return { ...before, fields: sorted }
  return { entry: parts.reduce(mergeEntries), fields: sorted, parts }
}
