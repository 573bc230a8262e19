/** What people's newest words say of a conversation. */
import { compareBytes, equalBytes } from '../../../../base/bytes.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import type { Membership } from '../../../../protocol/rooms/room-types.ts'
import type { Said, Standing } from '../rows/small-rows.ts'

/** The newest of each person by place; one that is older changes nothing. */
export const withSaid = <T extends string>(known: readonly Said<T>[], next: Said<T>): readonly Said<T>[] => {
  const before = known.find(({ account }) => equalBytes(account, next.account))
  if (before !== undefined && before.place >= next.place) return known
  return [...known.filter(one => one !== before), next]
}

const lastWordOf = (standing: Standing, account: AccountId): Said<'accept' | 'goodbye'> | null =>
  standing.words.find(one => equalBytes(one.account, account)) ?? null

export const withJoined = (standing: Standing, account: AccountId): Standing =>
  standing.joined.some(one => equalBytes(one, account))
    ? standing
    : { ...standing, joined: [...standing.joined, account] }

/** The newest name that somebody gave who steers the room. */
export const nameBy = (standing: Standing, membership: Membership): string | null =>
  standing.names
    .filter(({ account }) => isAdmin(membership, account))
    .toSorted((a, b) => b.place - a.place || compareBytes(a.account, b.account))[0]?.said ?? null

export const isAdmin = (membership: Membership, account: AccountId): boolean =>
  membership.members.some(one => one.role === 'admin' && equalBytes(one.account, account))

/** Yes was never said, or to a connection that was before this one. */
export const owesAccept = (standing: Standing, self: AccountId, sinceMs: number): boolean => {
  const own = lastWordOf(standing, self)
  return own?.said !== 'accept' || own.place < sinceMs
}

/** The one whose goodbye has not been said: they were told yes before, and it is over. */
export const owesGoodbye = (standing: Standing, self: AccountId, other: AccountId): boolean => {
  const own = lastWordOf(standing, self)
  const theirs = lastWordOf(standing, other)
  return own?.said === 'accept' && (theirs?.said !== 'goodbye' || theirs.place < own.place)
}
