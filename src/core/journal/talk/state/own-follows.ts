/** Whom one follows in public, from one's own journal. */
import type { SealedRows } from '../../../private/private-types.ts'
import { lastOf, ownFollowsPrefix } from '../rows/keys.ts'
import { readAll } from '../rows/reading.ts'
import { parseMark } from '../rows/small-rows.ts'

export interface OwnFollows {
  /** In hex. */
  has(account: string): boolean
  all(): readonly string[]
  /** The entries that say so. */
  entriesFor(account: string): readonly Uint8Array[]
  reload(): Promise<void>
}

export const loadOwnFollows = async (rows: SealedRows): Promise<OwnFollows> => {
  let follows: ReadonlyMap<string, readonly Uint8Array[]> = new Map()
  const reload = async (): Promise<void> => {
    const found = await readAll(rows, ownFollowsPrefix)
    follows = new Map(found.map(([key, row]) => [lastOf(key), parseMark(row).ids]))
  }
  await reload()
  return {
    has: account => follows.has(account),
    all: () => [...follows.keys()],
    entriesFor: account => follows.get(account) ?? [],
    reload,
  }
}
