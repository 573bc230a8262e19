/** Whom one follows, and who says that they follow oneself. */
import { accountIdToText } from '../../../account/account-id.ts'
import type { FollowCard, FollowsRow, FollowState } from '../../../api.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import type { JournalDeps } from '../journal-deps.ts'
import { followersPrefix, lastOf } from '../rows/keys.ts'
import { readAll } from '../rows/reading.ts'
import { accountOf } from '../rows/refs.ts'
import type { ShowingDeps } from './showing-deps.ts'

export interface FollowsDeps extends Pick<ShowingDeps, 'own' | 'rows' | 'circle' | 'nameOf'> {
  readonly discovery: JournalDeps['discovery']
  readonly followOf: (account: AccountId) => FollowState
  /** In hex. */
  readonly followed: () => readonly string[]
}

const mostFollowers = 5_000

export const followsRow = async (deps: FollowsDeps): Promise<FollowsRow> => {
  const found = await readAll(deps.rows, followersPrefix(deps.own), mostFollowers)
  const followers = new Set(found.map(([key]) => lastOf(key)))
  const cards = (accounts: Iterable<string>): readonly FollowCard[] =>
    [...accounts]
      .filter(account => !deps.circle.isBlocked(account))
      .map(account => cardOf(account, followers.has(account), deps))
      .toSorted((a, b) => order.compare(a.name, b.name) || (a.account < b.account ? -1 : 1))
  return { following: cards(new Set(deps.followed())), followers: cards(followers) }
}

const order = new Intl.Collator()

const cardOf = (hex: string, followsYou: boolean, deps: FollowsDeps): FollowCard => {
  const account = accountOf(hex)
  const card = deps.discovery().card(account)
  return {
    account: accountIdToText(account),
    name: deps.nameOf(account) || (card?.name ?? ''),
    roles: card?.roles ?? [],
    place: card?.place ?? '',
    follow: deps.followOf(account),
    followsYou,
    isConnected: deps.circle.isConnected(hex),
    muted: deps.circle.isMuted(hex),
  }
}
