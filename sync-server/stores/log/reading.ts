import { err, ok, type Result } from '../../../src/base/result.ts'
import type { StoredDocument, StoreError } from '../store.ts'
import type { Committer } from './committer.ts'
import type { DocumentIndex, IndexRow } from './document-index.ts'
import { toStoreError } from './file-system.ts'
import { readChain } from './read-chain.ts'
import { isSamePlace, type Segments } from './segments.ts'

export interface ReadingDeps {
  readonly segments: Segments
  readonly index: DocumentIndex
  readonly committer: Committer
  readonly maxChainEntries: number
  /** Called once for a document that had been answered for and cannot be read. */
  readonly onDamaged: (key: string) => Promise<void>
}

interface Read {
  readonly row: IndexRow
  readonly changes: readonly Uint8Array[]
}

const isSameRow = (a: IndexRow, b: IndexRow | null): boolean =>
  b !== null && isSamePlace(a.tail, b.tail) && isSamePlace(a.base, b.base)

/** Reading documents, and writing them anew where that makes the next reading cheaper. */
export const createReading = (deps: ReadingDeps) => {
  const { segments, index, committer } = deps
  const rewriting = new Map<string, Promise<void>>()
  const loading = new Set<Promise<unknown>>()

  /**
   * A damaged document is forgotten, so that its owner's devices bring it again as an unknown one;
   * adding to what cannot be read would lose that too. True when it was forgotten now.
   */
  const forgetDamaged = async (key: string, row: IndexRow): Promise<boolean> => {
    let isForgotten = false
    await committer.exclusively(async () => {
      if (!isSameRow(row, index.get(key))) return
      index.forget(key)
      isForgotten = true
      await deps.onDamaged(key)
    })
    return isForgotten
  }

  /** Rejects as the file system does. */
  const read = async (key: string): Promise<Read | null> => {
    for (;;) {
      const row = index.get(key)
      if (row === null) return null
      const changes = await readChain(segments, key, row)
      if (changes !== null) return { row, changes }
      // Else it was written anew meanwhile, and what it was read from removed: look again.
      if (await forgetDamaged(key, row)) return null
    }
  }

  const rewrite = (key: string, { row, changes }: Read) =>
    committer.write({
      kind: { type: 'rewrite', readFrom: row.tail },
      key,
      owner32: index.owner(row.owner),
      changes,
    })

  const shorten = (key: string, found: Read): void => {
    if (found.row.entries <= deps.maxChainEntries || rewriting.has(key)) return
    // Whether it is done, came too late or was refused: the long chain stays right until it is not needed.
    const done = async (): Promise<void> => {
      await rewrite(key, found)
      rewriting.delete(key)
    }
    rewriting.set(key, done())
  }

  const load = async (key: string): Promise<Result<StoredDocument | null, StoreError>> => {
    try {
      const found = await read(key)
      if (found === null) return ok(null)
      shorten(key, found)
      return ok({ owner32: index.owner(found.row.owner)?.slice() ?? null, changes: found.changes })
    } catch (error) {
      return err(toStoreError(error))
    }
  }

  return {
    load: (key: string): Promise<Result<StoredDocument | null, StoreError>> => {
      const loaded = load(key)
      loading.add(loaded)
      return loaded.finally(() => loading.delete(loaded))
    },
    /** Null once the document stands at the end of the log, or is not there any more. */
    moveToEnd: async (key: string): Promise<StoreError | null> => {
      try {
        for (;;) {
          const found = await read(key)
          if (found === null) return null
          const written = await rewrite(key, found)
          if (!written.ok) return written.error
          if (written.value) return null
        }
      } catch (error) {
        return toStoreError(error)
      }
    },
    settled: async (): Promise<void> => {
      await Promise.allSettled(loading)
      await Promise.all(rewriting.values())
    },
  }
}
