/**
 * Which envelope used which number. A device counts its envelopes of a session in a chain of its own, so a number that
 * is used twice betrays a copy of the device, and one that is left out betrays an envelope that is kept back.
 */
import { bytesToHex, compareBytes, concatBytes, equalBytes } from '../../../base/bytes.ts'
import type { Item } from '../../../protocol/codec/cbor.ts'
import { bytesOf, parseItem, tuple, uint } from '../../../protocol/codec/shape.ts'
import { sha256 } from '../../../protocol/crypto/hash.ts'
import { limits } from '../../../protocol/limits.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { ControlFrontier, EnvelopeHeader, EnvelopeId } from '../../../protocol/rooms/room-types.ts'
import type { RowChange } from '../../ports.ts'
import type { SealedRows } from '../../private/private-types.ts'
import { accountKey, allRows, type RowKeys } from './row-keys.ts'

export interface Chains {
  /** What was seen under this number before: nothing, this envelope, or another one. */
  seenBefore(header: EnvelopeHeader, id: EnvelopeId): Promise<'nothing' | 'same' | 'another'>
  note(owner: AccountId, header: EnvelopeHeader, id: EnvelopeId): Promise<void>
  /** The last number of each of the account's chains, by chain. */
  frontierOf(owner: AccountId): ControlFrontier
  /**
   * Numbers left out between the first and the last seen of each chain; with `isWhole`, also those before the first.
   * Of this session and of what was left at the end of the last.
   */
  missing(owner: AccountId, isWhole: boolean): number
  changes(): readonly RowChange[]
  written(): void
}

interface Chain {
  readonly name: string
  readonly owner: string
  readonly device: Uint8Array
  readonly chain: Uint8Array
  readonly low: number
  readonly high: number
  readonly count: number
}

/** Numbers left out: between the first and the last seen, and before the first. */
interface Gaps {
  readonly inside: number
  readonly before: number
}

const noGaps: Gaps = { inside: 0, before: 0 }
/** Whoever counts in leaps makes nobody show more. */
const maxMissing = 9_999

const idBytes = 16
const idsInPart = 64
const noId = new Uint8Array(idBytes)
/** Parts of ids kept in memory between writes. */
const maxParts = 256

const chainShape = tuple<[Uint8Array, Uint8Array, number, number, number]>(
  bytesOf(32),
  bytesOf(16),
  uint(),
  uint(),
  uint(),
)

const nameOf = ({ device, chain }: EnvelopeHeader): string =>
  bytesToHex(sha256(concatBytes(device, chain)).subarray(0, 16))

export const loadChains = async (rows: SealedRows, keys: RowKeys): Promise<Chains> => {
  const { from, to } = keys.chains()
  const found = await rows.range({ from, to, limit: allRows })
  const loaded = found.ok
    ? found.value.flatMap(([key, item]) => itemToChain(key.slice(from.length), item))
    : []
  return createChains(new Map(loaded.map(chain => [chain.name, chain])), rows, keys)
}

const itemToChain = (key: string, item: Item): Chain[] => {
  const [owner = '', name = ''] = key.split('/')
  const parsed = parseItem(chainShape, item, 'chain row')
  if (!parsed.ok) return []
  const [device, chain, low, high, count] = parsed.value
  return [{ name, owner, device, chain, low, high, count }]
}

const createChains = (chains: Map<string, Chain>, rows: SealedRows, keys: RowKeys): Chains => {
  const parts = new Map<string, Uint8Array>()
  const gaps = new Map<string, Gaps>()
  for (const chain of chains.values()) gaps.set(chain.owner, addGaps(gaps.get(chain.owner), gapsIn(chain), 1))
  const changedChains = new Set<string>()
  const changedParts = new Map<string, Uint8Array>()

  const partOf = async (name: string, n: number): Promise<{ key: string; ids: Uint8Array; at: number }> => {
    const key = keys.ids(name, Math.floor(n / idsInPart))
    const at = (n % idsInPart) * idBytes
    const known = parts.get(key)
    if (known !== undefined) return { key, ids: known, at }
    const stored = await rows.get(key)
    const isWhole =
      stored.ok && stored.value instanceof Uint8Array && stored.value.length === idsInPart * idBytes
    const ids = isWhole ? stored.value.slice() : new Uint8Array(idsInPart * idBytes)
    parts.set(key, ids)
    return { key, ids, at }
  }
  return {
    async seenBefore(header, id) {
      const { ids, at } = await partOf(nameOf(header), header.n)
      const before = ids.subarray(at, at + idBytes)
      if (equalBytes(before, noId)) return 'nothing'
      return equalBytes(before, id.subarray(0, idBytes)) ? 'same' : 'another'
    },
    async note(owner, header, id) {
      const name = nameOf(header)
      const { key, ids, at } = await partOf(name, header.n)
      if (!equalBytes(ids.subarray(at, at + idBytes), noId)) return
      ids.set(id.subarray(0, idBytes), at)
      changedParts.set(key, ids)
      const feed = accountKey(owner)
      const before = chains.get(name) ?? null
      const after = withNumber(before ?? newChain(name, feed, header), header.n)
      chains.set(name, after)
      const others = before === null ? gaps.get(feed) : addGaps(gaps.get(feed), gapsIn(before), -1)
      gaps.set(feed, addGaps(others, gapsIn(after), 1))
      changedChains.add(name)
    },
    frontierOf(owner) {
      const feed = accountKey(owner)
      return toFrontier([...chains.values()].filter(chain => chain.owner === feed))
    },
    missing(owner, isWhole) {
      const { inside, before } = gaps.get(accountKey(owner)) ?? noGaps
      return Math.min(maxMissing, inside + (isWhole ? before : 0))
    },
    changes: () => [
      ...[...changedParts].map(([key, ids]) => rows.seal(key, ids)),
      ...[...changedChains].flatMap(name => chainRow(chains.get(name), rows, keys)),
    ],
    written() {
      changedParts.clear()
      changedChains.clear()
      if (parts.size > maxParts) parts.clear()
    },
  }
}

const gapsIn = ({ low, high, count }: Chain): Gaps => ({ inside: high - low + 1 - count, before: low })

const addGaps = (to: Gaps | undefined, gaps: Gaps, times: 1 | -1): Gaps => ({
  inside: (to?.inside ?? 0) + times * gaps.inside,
  before: (to?.before ?? 0) + times * gaps.before,
})

const toFrontier = (chains: readonly Chain[]): ControlFrontier => {
  const last = new Map<string, readonly [chain: Uint8Array, n: number]>()
  for (const { chain, high } of chains) {
    const name = bytesToHex(chain)
    last.set(name, [chain, Math.max(high, last.get(name)?.[1] ?? 0)])
  }
  return [...last.values()].toSorted(([a], [b]) => compareBytes(a, b)).slice(0, limits.chainMarks)
}

const newChain = (name: string, owner: string, { device, chain, n }: EnvelopeHeader): Chain => ({
  name,
  owner,
  device,
  chain,
  low: n,
  high: n,
  count: 0,
})

const withNumber = (chain: Chain, n: number): Chain => ({
  ...chain,
  low: Math.min(chain.low, n),
  high: Math.max(chain.high, n),
  count: chain.count + 1,
})

const chainRow = (chain: Chain | undefined, rows: SealedRows, keys: RowKeys): RowChange[] =>
  chain === undefined
    ? []
    : [
        rows.seal(keys.chain(chain.owner, chain.name), [
          chain.device,
          chain.chain,
          chain.low,
          chain.high,
          chain.count,
        ]),
      ]
