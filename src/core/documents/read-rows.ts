/** All rows under a prefix that ends in a slash, a page at a time. */
import { ok, type Result } from '../../base/result.ts'
import type { RowStorage, StorageError } from '../ports.ts'

const pageRows = 1_000

/** By what follows the prefix, in order. */
export const readRows = async (
  rows: Pick<RowStorage, 'range'>,
  prefix: string,
): Promise<Result<ReadonlyMap<string, Uint8Array>, StorageError>> => {
  const found = new Map<string, Uint8Array>()
  // '0' is the character after '/'.
  const to = `${prefix.slice(0, -1)}0`
  for (let from = prefix; ;) {
    const page = await rows.range({ from, to, limit: pageRows })
    if (!page.ok) return page
    for (const [key, value] of page.value) found.set(key.slice(prefix.length), value)
    const last = page.value.at(-1)
    if (last === undefined || page.value.length < pageRows) return ok(found)
    // The first key that comes after it.
    from = `${last[0]}-`
  }
}
