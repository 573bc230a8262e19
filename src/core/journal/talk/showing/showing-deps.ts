/** What showing takes. */
import { equalBytes } from '../../../../base/bytes.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import { accountIdToText } from '../../../account/account-id.ts'
import type { PersonMention } from '../../../api.ts'
import type { JournalDeps } from '../journal-deps.ts'
import { accountOf } from '../rows/refs.ts'
import type { Circle } from '../state/circle.ts'
import type { Counts } from './counts.ts'

export interface ShowingDeps extends Pick<
  JournalDeps,
  'self' | 'line' | 'rows' | 'blobs' | 'galleries' | 'audiences' | 'isLive' | 'isRevoked' | 'nameOf'
> {
  /** Oneself, in hex. */
  readonly own: string
  readonly circle: Circle
  readonly counts: Counts
}

type NamingDeps = Pick<ShowingDeps, 'self' | 'nameOf'>

/** `written`: as whoever named them knew them. */
export const personOf = (
  account: AccountId,
  written: string,
  { self, nameOf }: NamingDeps,
): PersonMention => ({
  account: accountIdToText(account),
  name: nameOf(account) || written,
  isOwn: equalBytes(account, self),
})

/** By hex. */
export const authorOf = (account: string, deps: NamingDeps): PersonMention =>
  personOf(accountOf(account), '', deps)
