/**
 * Audience secrets that were opened once, kept in rows of this device:
 *
 *   aud/<owner, hex>/<generation, 14 hex digits>/<id>     [secret32, null | [[generation, id] …]]
 *
 * The second part says which earlier secrets it opens; null while its document was not read with it in hand.
 */
import { bytesToHex } from '../../base/bytes.ts'
import type { Item } from '../../protocol/codec/cbor.ts'
import { bytesOf, list, nullable, parseItem, text, tuple, uint } from '../../protocol/codec/shape.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { Secret } from '../crypto/secret.ts'
import type { Ports } from '../ports.ts'
import type { SealedRows } from '../private/private-types.ts'
import type { AudienceKey } from './audience-types.ts'

export interface KeyName {
  readonly generation: number
  readonly id: string
}

export interface HeldKey extends AudienceKey {
  /** Null while that was not looked at. */
  readonly befores: readonly KeyName[] | null
}

export interface HeldKeys {
  /** By generation, then by id. */
  of(owner: AccountId): readonly HeldKey[]
  find(owner: AccountId, name: KeyName): HeldKey | null
  /** Keeps what is new, or what is better known now; answers whether a secret is. */
  add(owner: AccountId, keys: readonly HeldKey[]): Promise<boolean>
  close(): void
}

const prefix = 'aud/'
const prefixEnd = 'aud0'
const rowsAtOnce = 500
/** Of one account: one that makes ever more costs whoever reads it no more than that. */
const mostKept = 2_000

const rowShape = tuple<[Uint8Array, readonly (readonly [number, string])[] | null]>(
  bytesOf(32),
  nullable(list(tuple<[number, string]>(uint(), text(16)), 64)),
)

export const loadHeldKeys = async (rows: SealedRows, log: Ports['log']): Promise<HeldKeys> => {
  const kept = new Map<string, readonly HeldKey[]>()
  const put = (owner: string, keys: readonly HeldKey[]): void => {
    const names = new Set(keys.map(({ generation, id }) => `${generation}/${id}`))
    const others = (kept.get(owner) ?? []).filter(({ generation, id }) => !names.has(`${generation}/${id}`))
    kept.set(owner, [...others, ...keys].toSorted(byName))
  }
  for (let from = prefix; ;) {
    const read = await rows.range({ from, to: prefixEnd, limit: rowsAtOnce })
    if (!read.ok) log({ event: 'audience-keys-not-read', reason: read.error.type })
    if (!read.ok || read.value.length === 0) break
    for (const [key, value] of read.value) {
      const row = parseRow(key, value)
      if (row !== null) put(row.owner, [row.key])
    }
    from = `${read.value.at(-1)?.[0] ?? prefixEnd}/`
  }

  const of = (owner: AccountId): readonly HeldKey[] => kept.get(bytesToHex(owner)) ?? []
  const find = (owner: AccountId, { generation, id }: KeyName): HeldKey | null =>
    of(owner).find(key => key.generation === generation && key.id === id) ?? null

  return {
    of,
    find,
    async add(owner, keys) {
      const news = keys.filter(key => isNews(find(owner, key), key))
      if (news.length === 0 || of(owner).length + news.length > mostKept) return false
      const hasSecret = news.some(key => find(owner, key) === null)
      put(bytesToHex(owner), news)
      const saved = await rows.write(news.map(key => rows.seal(rowKeyOf(owner, key), rowOf(key))))
      // It can be opened again from its document.
      if (!saved.ok) log({ event: 'audience-key-not-kept', reason: saved.error.type })
      return hasSecret
    },
    close() {
      for (const keys of kept.values()) for (const { secret } of keys) secret.wipe()
      kept.clear()
    },
  }
}

const isNews = (known: HeldKey | null, key: HeldKey): boolean =>
  known === null || (key.befores !== null && key.befores.length > (known.befores?.length ?? -1))

const byName = (a: KeyName, b: KeyName): number => a.generation - b.generation || (a.id < b.id ? -1 : 1)

const rowKeyOf = (owner: AccountId, { generation, id }: KeyName): string =>
  `${prefix}${bytesToHex(owner)}/${generation.toString(16).padStart(14, '0')}/${id}`

const rowOf = ({ secret, befores }: HeldKey): Item => [
  secret.reveal(),
  befores === null ? null : befores.map(({ generation, id }) => [generation, id]),
]

const parseRow = (key: string, value: Item): { readonly owner: string; readonly key: HeldKey } | null => {
  const [, owner, generation, id] = key.split('/')
  const parsed = parseItem(rowShape, value, 'audience key')
  if (owner === undefined || generation === undefined || id === undefined || !parsed.ok) return null
  const [secret, befores] = parsed.value
  return {
    owner,
    key: {
      generation: Number.parseInt(generation, 16),
      id,
      // The row's bytes may be shared with whoever reads it next; this copy is wiped.
      secret: new Secret(secret.slice()),
      befores: befores?.map(([of, name]) => ({ generation: of, id: name })) ?? null,
    },
  }
}
