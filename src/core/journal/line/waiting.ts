/** Which segments have entries that cannot be read yet, by what would open them. */
import { bytesToHex } from '../../../base/bytes.ts'
import type { Item } from '../../../protocol/codec/cbor.ts'
import { bytesOf, list, nullable, parseItem, tuple, uint } from '../../../protocol/codec/shape.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { RowChange } from '../../ports.ts'
import type { SealedRows } from '../../private/private-types.ts'
import type { Wanted, WantedSecret } from './open-entry.ts'
import type { Remembered, SegmentWaits } from './remembered.ts'
import { type KeyRange, accountKey, allRows, rowKeys, segmentOfKey } from './row-keys.ts'

export interface WaitingSegment {
  readonly account: AccountId
  readonly segment: number
}

export interface WaitingForKeys extends WaitingSegment {
  readonly owner: AccountId
  /** Some of them. */
  readonly secrets: readonly WantedSecret[]
}

/** Tags that are waited for in one segment: there may be an entry for each. */
const mostTags = 1_024
const mostOwners = 256
/** Of one owner in one segment; any of them that comes makes one look again. */
const mostSecrets = 16
/** Segments that are looked at again for one tag. */
const mostForTag = 256

const forKeysShape = tuple<[Uint8Array, Uint8Array, readonly (readonly [number, Uint8Array] | null)[]]>(
  bytesOf(32),
  bytesOf(32),
  list(nullable(tuple<[number, Uint8Array]>(uint(), bytesOf(8))), mostSecrets),
)

/** The rows that say so, and those that hold no more; `wanted`: of every entry that cannot be read. */
export const noteWanted = (
  { account, segment }: WaitingSegment,
  wanted: readonly Wanted[],
  remembered: Pick<Remembered, 'waits' | 'setWaits'>,
  rows: SealedRows,
): readonly RowChange[] => {
  const byOwner = new Map<string, { readonly owner: AccountId; readonly secrets: (WantedSecret | null)[] }>()
  const tags = new Map<string, Uint8Array>()
  for (const one of wanted) {
    if (one.kind === 'tag') {
      if (tags.size < mostTags) tags.set(bytesToHex(one.tag), one.tag)
      continue
    }
    const name = accountKey(one.owner)
    const known = byOwner.get(name) ?? { owner: one.owner, secrets: [] }
    if (byOwner.has(name) || byOwner.size < mostOwners) byOwner.set(name, known)
    if (known.secrets.length < mostSecrets && !known.secrets.some(secret => isSameSecret(secret, one.secret)))
      known.secrets.push(one.secret)
  }
  const before = remembered.waits()
  const now: SegmentWaits = {
    owners: [...byOwner.values()].map(({ owner }) => owner),
    tags: [...tags.values()],
  }
  if (isFree(before) && isFree(now)) return []
  remembered.setWaits(now)
  const tagsBefore = new Set(before.tags.map(bytesToHex))
  return [
    ...before.owners
      .filter(owner => !byOwner.has(accountKey(owner)))
      .map((owner): RowChange => [rowKeys.forKeys(owner, account, segment), null]),
    ...before.tags
      .filter(tag => !tags.has(bytesToHex(tag)))
      .map((tag): RowChange => [rowKeys.forTag(tag, account, segment), null]),
    ...[...byOwner.values()].map(({ owner, secrets }) =>
      rows.seal(rowKeys.forKeys(owner, account, segment), [owner, account, secrets.map(secretToItem)]),
    ),
    ...now.tags
      .filter(tag => !tagsBefore.has(bytesToHex(tag)))
      .map(tag => rows.seal(rowKeys.forTag(tag, account, segment), account)),
  ]
}

const isFree = ({ owners, tags }: SegmentWaits): boolean => owners.length === 0 && tags.length === 0

const isSameSecret = (a: WantedSecret | null, b: WantedSecret | null): boolean =>
  a === null || b === null
    ? a === b
    : a.generation === b.generation && bytesToHex(a.keyId) === bytesToHex(b.keyId)

const secretToItem = (secret: WantedSecret | null): Item =>
  secret === null ? null : [secret.generation, secret.keyId]

/** Of one owner, or of all of them. */
export const waitingForKeys = async (
  owner: AccountId | null,
  rows: SealedRows,
): Promise<readonly WaitingForKeys[]> => {
  const range: KeyRange = owner === null ? rowKeys.allForKeys() : rowKeys.allForKeysOf(owner)
  const stored = await rows.range({ ...range, limit: allRows })
  return (stored.ok ? stored.value : []).flatMap(([key, item]) => {
    const parsed = parseItem(forKeysShape, item, 'row of what waits for keys')
    if (!parsed.ok) return []
    const [wantedOf, account, secrets] = parsed.value
    const named = secrets.flatMap(secret =>
      secret === null ? [] : [{ generation: secret[0], keyId: secret[1] }],
    )
    return [
      {
        owner: wantedOf as AccountId,
        account: account as AccountId,
        segment: segmentOfKey(key),
        secrets: named,
      },
    ]
  })
}

export const waitingForTag = async (
  tag: Uint8Array,
  rows: SealedRows,
): Promise<readonly WaitingSegment[]> => {
  const stored = await rows.range({ ...rowKeys.allForTag(tag), limit: mostForTag })
  return (stored.ok ? stored.value : []).flatMap(([key, item]) => {
    const account = parseItem(bytesOf(32), item, 'row of what waits for a tag')
    return account.ok ? [{ account: account.value as AccountId, segment: segmentOfKey(key) }] : []
  })
}
