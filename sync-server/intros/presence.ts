/** Which devices are connected now, by their account. */
import { bytesToHex } from '../../src/base/bytes.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import type { Frame } from '../../src/protocol/relay/frames.ts'
import type { TokenHolder } from '../accounts/tokens.ts'

/** A signed-in connection, as intros see it. The object is its identity. */
export interface Member extends TokenHolder {
  send(frame: Frame): void
  /** What no honest client does. `what` holds no content. */
  violation(what: string): void
}

export interface Presence {
  enter(member: Member): void
  leave(member: Member): void
  of(account: AccountId): readonly Member[]
}

export const createPresence = (): Presence => {
  const members = new Map<string, Set<Member>>()
  return {
    enter(member) {
      const account = bytesToHex(member.account)
      members.set(account, (members.get(account) ?? new Set()).add(member))
    },
    leave(member) {
      const account = bytesToHex(member.account)
      const others = members.get(account)
      others?.delete(member)
      if (others?.size === 0) members.delete(account)
    },
    of: account => [...(members.get(bytesToHex(account)) ?? [])],
  }
}
