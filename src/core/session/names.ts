/** What people are called: on their profile, as far as this device has it, else as one came to know them. */
import { equalBytes } from '../../base/bytes.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { accountIdToText } from '../account/account-id.ts'
import type { ConnectionService } from '../connections/connection-types.ts'
import type { DiscoveryService } from '../discovery/discovery-types.ts'
import type { ProfileService } from '../profiles/profile-service.ts'

export interface NameSources {
  readonly self: AccountId
  readonly profiles: ProfileService
  /** Null while the account is being opened. */
  readonly people: () => Pick<ConnectionService, 'contactOf'> | null
  readonly discovery: () => Pick<DiscoveryService, 'card'> | null
}

const mostProfilesAsked = 1_000

/** Empty when nobody here knows; their profile is asked for then, once. */
export const createNames = ({
  self,
  profiles,
  people,
  discovery,
}: NameSources): ((account: AccountId) => string) => {
  const asked = new Set<string>()
  const askForProfile = (account: AccountId): void => {
    const text = accountIdToText(account)
    if (asked.has(text) || asked.size >= mostProfilesAsked) return
    asked.add(text)
    // Not there now: their profile is asked for when it is looked at.
    profiles.state(text).catch(() => undefined)
  }
  return account => {
    const held = profiles.held(account)?.name ?? ''
    if (held !== '' || equalBytes(account, self)) return held
    const name = discovery()?.card(account)?.name ?? people()?.contactOf(account)?.name ?? ''
    if (name === '') askForProfile(account)
    return name
  }
}
