/** How one stands with a room, from what one's devices keep and what its records say. */
import { equalBytes } from '../../../base/bytes.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import { roleOf } from '../../../protocol/rooms/membership.ts'
import { conversationIdOf } from '../../../protocol/rooms/room-id.ts'
import type { Membership } from '../../../protocol/rooms/room-types.ts'
import type { HeldRoom } from '../chat-types.ts'
import type { RoomEntry } from './room-entry.ts'

export const toHeldRoom = (entry: RoomEntry, membership: Membership, self: AccountId): HeldRoom => ({
  room: entry.room,
  conversation: conversationIdOf(entry.room.id),
  state: stateOf(entry, membership, self),
  invitedBy: inviterOf(entry, membership, self),
  name: entry.name,
  membership,
  steps: membership.counted,
})

/** Records that have not come say nothing: then it is as one's devices left it. */
const stateOf = (entry: RoomEntry, membership: Membership, self: AccountId): HeldRoom['state'] => {
  if (entry.state === 'leaving') return 'left'
  if (entry.state === 'left') return isAddedAgain(entry, membership, self) ? 'invited' : 'left'
  const former = membership.former.find(({ account }) => equalBytes(account, self))
  if (former === undefined) return entry.state
  return former.how === 'removed' ? 'removed' : 'left'
}

/** Somebody added one after one was out, which one's own leave, or the remove, says. */
const isAddedAgain = (entry: RoomEntry, membership: Membership, self: AccountId): boolean =>
  entry.state === 'left' && roleOf(membership, self) !== null && wasOut(membership, self)

const wasOut = ({ counted }: Membership, self: AccountId): boolean =>
  counted.some(
    ({ operation, account }) =>
      (operation === 'leave' || operation === 'remove') && equalBytes(account, self),
  )

const inviterOf = (entry: RoomEntry, membership: Membership, self: AccountId): AccountId | null => {
  if (!isAddedAgain(entry, membership, self)) return entry.invitedBy
  const last = membership.counted.findLast(one => one.operation === 'add' && equalBytes(one.account, self))
  return last?.author ?? entry.invitedBy
}
