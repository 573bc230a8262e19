import { ok, type Result } from '../../base/result.ts'
import type { Item } from '../../protocol/codec/cbor.ts'
import type { LoadError } from '../documents/index.ts'
import type { PrivateDeps } from './private-deps.ts'
import { privateGenesis } from './private-document.ts'
import type { PrivateMap } from './private-types.ts'
import { createSealedFields, type SealedFields } from './sealed-fields.ts'

/** Opens the document of this purpose, which is empty until one of the account's devices writes. */
export const createPrivateMap = async (deps: PrivateDeps): Promise<Result<PrivateMap, LoadError>> => {
  const opened = await deps.store.open(privateGenesis(deps.self, deps.purpose))
  if (!opened.ok) return opened
  const replica = opened.value
  deps.onOpened(replica)
  const fields = createSealedFields(replica, deps)
  let last: { readonly key: readonly unknown[]; readonly entries: ReadonlyMap<string, Item> } | null = null
  return ok({
    entries() {
      const key = [replica.doc(), ...deps.secrets()]
      if (last === null || !isSame(last.key, key)) last = { key, entries: readEntries(fields) }
      return last.entries
    },
    rivals: fields.openAll,
    write: fields.write,
    onChange: fields.onChange,
  })
}

const readEntries = (fields: SealedFields): ReadonlyMap<string, Item> => {
  const entries = new Map<string, Item>()
  for (const field of fields.names()) {
    const item = fields.open(field)
    if (item !== null) entries.set(field, item)
  }
  return entries
}

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index])
