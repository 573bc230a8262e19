/**
 * A profile's card as a row, under `card/` and the account in hex:
 *
 *   [1, [head32 …], name, [[0, id] | [1, text] …], place, availability, listed, heardAtMs]
 *
 *   head32   the heads of the profile that it was read at; none when there are more than a row keeps
 */
import { bytesToHex, hexToBytes } from '../../../base/bytes.ts'
import type { Item } from '../../../protocol/codec/cbor.ts'
import {
  bool,
  bytesOf,
  list,
  literal,
  oneOf,
  parseItem,
  text,
  tuple,
  uint,
} from '../../../protocol/codec/shape.ts'
import type { ChangeHash } from '../../../protocol/changes/change.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import { accountIdToText } from '../../account/account-id.ts'
import type { AccountIdText, Availability, Role } from '../../api.ts'
import { profileLimits } from '../../profiles/limits.ts'
import { availabilities } from '../../profiles/schema.ts'
import type { ProfileCard } from '../discovery-types.ts'

export interface KeptCard extends ProfileCard {
  readonly text: AccountIdText
  readonly heads: readonly ChangeHash[]
}

const mostHeads = 8
const prefix = 'card/'

/** Where cards begin and end among the rows. */
export const cardRange = { from: prefix, to: 'card0' } as const

export const cardKey = (account: AccountId): string => prefix + bytesToHex(account)

/** UTF-8 takes at most three bytes for a UTF-16 unit. */
const chars = (most: number) => text(most * 3)

type RowFields = [
  1,
  readonly Uint8Array[],
  string,
  readonly (readonly [number, string])[],
  string,
  Availability,
  boolean,
  number,
]
const shape = tuple<RowFields>(
  literal(1),
  list(bytesOf(32), mostHeads),
  chars(profileLimits.nameChars),
  list(tuple<[number, string]>(uint(1), chars(profileLimits.roleChars)), profileLimits.roles),
  chars(profileLimits.placeChars),
  oneOf(...availabilities),
  bool,
  uint(),
)

export const cardToItem = (card: KeptCard): Item => [
  1,
  card.heads.length > mostHeads ? [] : card.heads.flatMap(head => hexToBytes(head) ?? []),
  card.name,
  card.roles.map(role => (role.kind === 'known' ? [0, role.id] : [1, role.text])),
  card.place,
  card.availability,
  card.listed,
  card.heardAtMs,
]

/** Null when it is not one: cards can be made again. */
export const parseCard = (key: string, item: Item): KeptCard | null => {
  const account = key.startsWith(prefix) ? hexToBytes(key.slice(prefix.length)) : null
  const parsed = parseItem(shape, item, 'card row')
  if (account?.length !== 32 || !parsed.ok) return null
  const [, heads, name, roles, place, availability, listed, heardAtMs] = parsed.value
  return {
    account: account as AccountId,
    text: accountIdToText(account as AccountId),
    heads: heads.map(bytesToHex),
    name,
    roles: roles.map(([kind, said]): Role =>
      kind === 0 ? { kind: 'known', id: said } : { kind: 'custom', text: said },
    ),
    place,
    availability,
    listed,
    heardAtMs,
  }
}
