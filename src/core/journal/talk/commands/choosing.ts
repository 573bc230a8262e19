/** Whom one follows, and whom and what one does not want to see. */
import { bytesToHex } from '../../../../base/bytes.ts'
import { err, ok, type Result } from '../../../../base/result.ts'
import type { AccountId } from '../../../../protocol/records/account-genesis.ts'
import { parseAccountIdText } from '../../../account/account-id.ts'
import type { AccountIdText, CoreError } from '../../../api.ts'
import type { JournalService } from '../../journal-types.ts'
import { checkMutedWord } from '../rules/input.ts'
import type { OwnFollows } from '../state/own-follows.ts'
import type { PrivateLists } from '../state/private-lists.ts'
import { type CommandDeps, unknownPerson } from './command-deps.ts'

type Choosing = Pick<JournalService, 'follow' | 'mutePerson' | 'muteWord'>

interface Deps extends CommandDeps {
  readonly lists: PrivateLists
  readonly follows: OwnFollows
}

export const createChoosing = ({
  own,
  circle,
  writing,
  ports,
  isRevoked,
  lists,
  follows,
}: Deps): Choosing => {
  const somebodyElse = (text: AccountIdText): Result<AccountId, CoreError> => {
    const account = parseAccountIdText(text)
    return account === null || bytesToHex(account) === own ? err(unknownPerson) : ok(account)
  }
  /** In one's journal, for everyone. */
  const sayInPublic = async (account: AccountId): Promise<Result<null, CoreError>> => {
    if (follows.has(bytesToHex(account))) return ok(null)
    const written = await writing.write([
      { plain: { kind: 'follow', atMs: ports.clock.nowMs(), account }, audience: 'public', about: null },
    ])
    return written.ok ? ok(null) : written
  }

  return {
    async follow(text, follow) {
      const account = somebodyElse(text)
      if (!account.ok) return account
      if (isRevoked()) return err({ type: 'not-allowed', reason: 'device-revoked' })
      if (follow !== 'no' && circle.isBlocked(bytesToHex(account.value))) {
        return err({ type: 'cannot-write', reason: 'blocked' })
      }
      // What is wanted comes first, so that a failure leaves more than was wanted, and never nothing.
      const said =
        follow === 'public'
          ? await sayInPublic(account.value)
          : await lists.follow(account.value, follow === 'private')
      if (!said.ok) return said
      return follow === 'public'
        ? lists.follow(account.value, false)
        : writing.takeBack(follows.entriesFor(bytesToHex(account.value)))
    },
    async mutePerson(text, muted) {
      const account = somebodyElse(text)
      return account.ok ? lists.mutePerson(account.value, muted) : account
    },
    async muteWord(text, muted) {
      const word = checkMutedWord(text)
      return word.ok ? lists.muteWord(word.value, muted) : word
    },
  }
}
