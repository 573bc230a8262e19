/** The commands that change who is in a room: each checks what the records say, then writes records of its own. */
import { equalBytes } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import { limits } from '../../../protocol/limits.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import { recordId, type SignedRecord } from '../../../protocol/records/record.ts'
import { signControl } from '../../../protocol/rooms/control.ts'
import { canRemove, roleOf } from '../../../protocol/rooms/membership.ts'
import type { ControlFrontier, ControlOperation, Room } from '../../../protocol/rooms/room-types.ts'
import type { CoreError } from '../../api.ts'
import { editFailure } from '../../galleries/edit-failure.ts'
import type { RoomServiceDeps } from './room-service-deps.ts'
import type { ShelfRoom } from './room-shelf.ts'
import type { WatchedRoom } from './watched-room.ts'

type Change = readonly [operation: ControlOperation, account: AccountId, frontier: ControlFrontier | null]
type Outcome = Promise<Result<null, CoreError>>

const cannot = (reason: 'not-admin' | 'too-many-members'): Result<null, CoreError> =>
  err({ type: 'cannot-write', reason })
const notThere: Result<null, CoreError> = err({ type: 'not-found', what: 'person' })

type Place = Pick<ShelfRoom, 'held' | 'watched'>

export interface Steering {
  /** Who is in already stays as they are. */
  add(place: Place, accounts: readonly AccountId[]): Outcome
  remove(place: Place, account: AccountId, frontier: ControlFrontier): Outcome
  makeAdmin(place: Place, account: AccountId): Outcome
  leave(place: Place): Outcome
}

export const createSteering = (deps: RoomServiceDeps): Steering => {
  const isOwnAdmin = (watched: WatchedRoom): boolean => roleOf(watched.membership(), deps.self) === 'admin'

  const sign = (room: Room, prev: readonly Uint8Array[], [operation, account, frontier]: Change) =>
    signControl(deps.signer.sign, {
      room: room.id,
      prev,
      author: deps.self,
      authorDevice: deps.signer.publicKey,
      operation,
      account,
      accountHeads: deps.book.entryOf(account)?.state.nextPrev ?? [],
      frontier,
    })

  /** One after the other, the first after all that is known. */
  const write = async (room: Room, watched: WatchedRoom, changes: readonly Change[]): Outcome => {
    if (deps.sealer() === null) return err({ type: 'not-allowed', reason: 'device-revoked' })
    let prev = watched.membership().heads
    const records: SignedRecord[] = []
    for (const change of changes) {
      const record = await sign(room, prev, change)
      records.push(record)
      prev = [recordId(record.kind, record.body)]
    }
    const written = await watched.append(records)
    return written.ok ? ok(null) : err(editFailure(written.error, 'members'))
  }

  return {
    async add({ held: { room }, watched }, accounts) {
      if (!isOwnAdmin(watched)) return cannot('not-admin')
      const membership = watched.membership()
      const fresh = distinct(accounts).filter(account => roleOf(membership, account) === null)
      if (membership.members.length + fresh.length > limits.roomMembers) return cannot('too-many-members')
      if (fresh.length === 0) return ok(null)
      return write(
        room,
        watched,
        fresh.map((account): Change => ['add', account, null]),
      )
    },
    async remove({ held: { room }, watched }, account, frontier) {
      const membership = watched.membership()
      if (roleOf(membership, account) === null) return notThere
      if (!canRemove(membership, deps.self, account)) return cannot('not-admin')
      return write(room, watched, [['remove', account, frontier.slice(0, limits.chainMarks)]])
    },
    async makeAdmin({ held: { room }, watched }, account) {
      if (!isOwnAdmin(watched)) return cannot('not-admin')
      const role = roleOf(watched.membership(), account)
      if (role === null) return notThere
      return role === 'admin' ? ok(null) : write(room, watched, [['admin', account, null]])
    },
    leave: ({ held: { room }, watched }) => write(room, watched, [['leave', deps.self, null]]),
  }
}

const distinct = (accounts: readonly AccountId[]): readonly AccountId[] =>
  accounts.filter((account, index) => accounts.findIndex(other => equalBytes(other, account)) === index)
