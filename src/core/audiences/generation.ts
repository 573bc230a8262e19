/** What the document of one generation says, put together by secret. Pure, and bounded whatever it holds. */
import { bytesToHex, equalBytes } from '../../base/bytes.ts'
import { decodeAudienceEntry } from '../../protocol/journal/audience.ts'
import type { AudienceEntry, AudienceKeyId } from '../../protocol/journal/audience-types.ts'
import { readSegment, type RootDoc } from '../documents/index.ts'

type SecretEntry = Extract<AudienceEntry, { readonly kind: 'secret' }>
type OwnEntry = Extract<AudienceEntry, { readonly kind: 'own' }>

export type Before = NonNullable<SecretEntry['before']>

export interface SeatedSecret {
  readonly keyId: AudienceKeyId
  /** `keyId` in hex. */
  readonly id: string
  /** The owner's key that its slots are made with. */
  readonly akX: Uint8Array
  readonly akGeneration: number
  /** Earlier secrets that it opens: more than one when devices made some at the same time. */
  readonly befores: readonly Before[]
  /** Boxes by slot, in hex. */
  readonly slots: ReadonlyMap<string, Uint8Array>
  readonly own: readonly OwnEntry[]
}

export interface Generation {
  readonly generation: number
  readonly secrets: readonly SeatedSecret[]
  /** Written by a version that this one cannot read. */
  readonly isNewer: boolean
}

/** Devices that make one at the same time are few; each secret costs whoever looks for a slot a key agreement. */
const mostSecrets = 16
const mostBefores = 64
const mostOwn = 64

/** A secret is the first entry that names it; what names none is left aside, as is what is malformed. */
export const readGeneration = (doc: RootDoc, generation: number): Generation => {
  const { entries, isNewer } = readSegment(doc)
  const read = entries.flatMap(bytes => {
    const entry = decodeAudienceEntry(bytes)
    return entry.ok ? [entry.value] : []
  })
  const first = new Map<string, SecretEntry>()
  for (const entry of read) {
    const id = bytesToHex(entry.keyId)
    if (entry.kind === 'secret' && !first.has(id) && first.size < mostSecrets) first.set(id, entry)
  }
  return {
    generation,
    secrets: [...first].map(([id, entry]) => seatedSecret(id, entry, read, generation)),
    isNewer,
  }
}

const seatedSecret = (
  id: string,
  { keyId, akX, akGeneration }: SecretEntry,
  entries: readonly AudienceEntry[],
  generation: number,
): SeatedSecret => {
  const slots = new Map<string, Uint8Array>()
  const befores: Before[] = []
  const own: OwnEntry[] = []
  for (const entry of entries) {
    if (!equalBytes(entry.keyId, keyId)) continue
    if (entry.kind === 'readers') for (const { slot, box } of entry.slots) slots.set(bytesToHex(slot), box)
    if (entry.kind === 'own' && own.length < mostOwn) own.push(entry)
    if (entry.kind !== 'secret' || entry.before === null || befores.length === mostBefores) continue
    if (entry.before.generation < generation) befores.push(entry.before)
  }
  return { keyId, id, akX, akGeneration, befores, slots, own }
}
