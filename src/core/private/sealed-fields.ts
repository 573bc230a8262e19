/** An owned document whose every field but its version is a sealed entry. */
import { err, ok, type Result } from '../../base/result.ts'
import type { Item } from '../../protocol/codec/cbor.ts'
import {
  createOwnedDocument,
  type OwnedEditError,
  readBytes,
  type Replica,
  rivalBytesOf,
  type RootDoc,
  type Schema,
} from '../documents/index.ts'
import type { PrivateDeps } from './private-deps.ts'
import { openEntry, sealEntry } from './sealed-entries.ts'

export type FieldChange = readonly [field: string, value: Item | null]

export interface SealedFields {
  /** Of a document that this version can read; empty otherwise. */
  names(): readonly string[]
  /** Null when it is not there or does not open. */
  open(field: string): Item | null
  /** All that devices wrote to the field at the same time, as far as it opens. */
  openAll(field: string): readonly Item[]
  /** One edit. `read-only` also when no secret is held. */
  write(changes: readonly FieldChange[]): Promise<Result<null, OwnedEditError>>
  onChange(listener: () => void): () => void
}

const versionField = 'v'

const schema: Schema<RootDoc> = { version: 1, read: doc => doc }

export const createSealedFields = (
  replica: Replica,
  { sealer, secrets, random }: Pick<PrivateDeps, 'sealer' | 'secrets' | 'random'>,
): SealedFields => {
  const document = createOwnedDocument(replica, schema, sealer)
  const { doc32 } = replica.genesis
  /** By the bytes themselves: Automerge keeps them from one reading to the next. */
  const known = new WeakMap<Uint8Array, { readonly field: string; readonly item: Item }>()

  const openBytes = (field: string, bytes: Uint8Array): Item | null => {
    const before = known.get(bytes)
    if (before?.field === field) return before.item
    const item = openEntry(bytes, { doc32, field }, secrets())
    if (item !== null) known.set(bytes, { field, item })
    return item
  }
  const readable = (): RootDoc | null => {
    const reading = document.read()
    return reading.kind === 'value' ? reading.value : null
  }
  const open = (field: string): Item | null => {
    const bytes = readBytes(readable()?.[field])
    return bytes === null ? null : openBytes(field, bytes)
  }

  return {
    names: () => Object.keys(readable() ?? {}).filter(field => field !== versionField),
    open,
    openAll(field) {
      const doc = readable()
      const rivals = doc === null ? [] : rivalBytesOf(doc, field)
      const items = rivals.length === 0 ? [open(field)] : rivals.map(bytes => openBytes(field, bytes))
      return items.filter(item => item !== null)
    },
    async write(changes) {
      if (changes.length === 0) return ok(null)
      const newest = secrets().at(-1)
      if (newest === undefined) return err({ type: 'read-only' })
      const saved = await document.edit(draft => {
        for (const [field, value] of changes) {
          if (field === versionField)
            throw new Error('sealed fields: `v` is the version; name the field otherwise')
          if (value !== null) draft[field] = sealEntry(value, { doc32, field }, newest, random)
          else if (draft[field] !== undefined) delete draft[field]
        }
      })
      return saved.ok ? ok(null) : saved
    },
    onChange: listener => replica.onChange(listener),
  }
}
