/**
 * A document as features see it: a typed, validated reading, and edits that are sealed and saved. What
 * fails the schema at the door is reported, never shown, and never rewritten.
 */
import { err, type Result } from '../../base/result.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import type { RootDoc } from './history.ts'
import type { EditError, Replica } from './replica-types.ts'
import type { Sealer } from './sealer.ts'
import type { Draft } from './values.ts'

/** One document kind's rules. `version` is written in the field `v` of every document. */
export interface Schema<T> {
  readonly version: number
  /** Null when the content breaks the schema. Takes the document itself, to tell rivals apart. */
  read(doc: RootDoc): T | null
}

/** `empty`: nothing was ever written, or nothing has arrived. */
export type Reading<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'empty' }
  | { readonly kind: 'newer-version' }
  | { readonly kind: 'broken' }

export type OwnedEditError = EditError | { readonly type: 'unreadable' } | { readonly type: 'read-only' }

export interface OwnedDocument<T> {
  readonly owner: AccountId
  read(): Reading<T>
  /** Answers when it is on disk; the value says whether anything changed. */
  edit(mutate: (draft: Draft) => void): Promise<Result<boolean, OwnedEditError>>
  onChange(listener: () => void): () => void
}

/** `sealer` gives null when this device may not write, which is always so for somebody else's document. */
export const createOwnedDocument = <T>(
  replica: Replica,
  schema: Schema<T>,
  sealer: () => Sealer | null,
): OwnedDocument<T> => {
  const read = (): Reading<T> => readWith(schema, replica.doc())
  return {
    owner: replica.genesis.owner,
    read,
    async edit(mutate) {
      const current = read().kind
      if (current === 'newer-version' || current === 'broken') return err({ type: 'unreadable' })
      const writer = sealer()
      if (writer === null) return err({ type: 'read-only' })
      return replica.edit(writer, draft => {
        if (draft['v'] === undefined) draft['v'] = schema.version
        mutate(draft)
      })
    },
    onChange: listener => replica.onChange(listener),
  }
}

const readWith = <T>(schema: Schema<T>, doc: RootDoc): Reading<T> => {
  const version: unknown = doc['v']
  if (version === undefined) return Object.keys(doc).length === 0 ? { kind: 'empty' } : { kind: 'broken' }
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) return { kind: 'broken' }
  if (version > schema.version) return { kind: 'newer-version' }
  const value = schema.read(doc)
  return value === null ? { kind: 'broken' } : { kind: 'value', value }
}
