/** Documents and rows that only this account's devices read. */
import type { Result } from '../../base/result.ts'
import type { Item } from '../../protocol/codec/cbor.ts'
import type { OwnedEditError } from '../documents/index.ts'
import type { RowChange, RowRange, StorageError } from '../ports.ts'

/** Sealed values under names, merged among one's devices. Names show to whoever carries the document. */
export interface PrivateMap {
  /** What can be read now. Of values written at the same time, Automerge's pick; `rivals` has them all. */
  entries(): ReadonlyMap<string, Item>
  rivals(field: string): readonly Item[]
  /** One edit; null takes out. Answers when it is on disk. */
  write(
    changes: readonly (readonly [field: string, value: Item | null])[],
  ): Promise<Result<null, OwnedEditError>>
  onChange(listener: () => void): () => void
}

/** A growing list of sealed values, in segments. */
export interface PrivateLog {
  append(values: readonly Item[]): Promise<Result<null, OwnedEditError>>
  /** Every value that can be read, once, as it comes; `replay` from the first. May be given twice, after a rebuild. */
  onValues(listener: (values: readonly Item[]) => void): () => void
  /** Looks again at what could not be read; after keys came. */
  refresh(): void
}

/** Rows of this device, sealed under a key of its vault; each row knows its own key, so none can be moved. */
export interface SealedRows {
  seal(key: string, value: Item): RowChange
  write(changes: readonly RowChange[]): Promise<Result<null, StorageError>>
  /** Null when there is none, or when it cannot be opened, which counts as none: rows can be made again. */
  get(key: string): Promise<Result<Item | null, StorageError>>
  range(range: RowRange): Promise<Result<readonly (readonly [key: string, value: Item])[], StorageError>>
  count(from: string, to: string): Promise<Result<number, StorageError>>
}
