/**
 * People, a room and control records for stories about it. Records carry real ids but no real signatures:
 * evaluateMembership takes records whose signatures already hold.
 */
import { bytesToHex, utf8ToBytes } from '../../../../src/base/bytes.ts'
import { sha256 } from '../../../../src/protocol/crypto/hash.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import { parseControl, signControl } from '../../../../src/protocol/rooms/control.ts'
import { parseRoom, signRoom } from '../../../../src/protocol/rooms/room.ts'
import type {
  Control,
  ControlFrontier,
  ControlOperation,
  Membership,
  Room,
} from '../../../../src/protocol/rooms/room-types.ts'

const bytesNamed = (name: string): Uint8Array => sha256(utf8ToBytes(name))
const noSignature = (): Promise<Uint8Array> => Promise.resolve(new Uint8Array(64))

const names = new Map<string, string>()

export const accountNamed = (name: string): AccountId => {
  const account = bytesNamed(`account ${name}`) as AccountId
  names.set(bytesToHex(account), name)
  return account
}

export const nameOf = (account: AccountId): string => names.get(bytesToHex(account)) ?? bytesToHex(account)

export const chainNamed = (name: string): Uint8Array => bytesNamed(`chain ${name}`).subarray(0, 16)

export const roomOf = async (creator: string, nonce = 'first'): Promise<Room> => {
  const room = parseRoom(
    await signRoom(noSignature, {
      creator: accountNamed(creator),
      creatorDevice: bytesNamed(`device ${creator}`),
      nonce: bytesNamed(nonce),
      mode: 'keep',
    }),
  )
  if (!room.ok) throw new Error('not a room')
  return room.value
}

/** A record of `author` that follows `after`. A remove accepts nothing unless `frontier` says more. */
export const control = async (
  room: Room,
  author: string,
  operation: ControlOperation,
  target: string,
  after: readonly Control[],
  frontier: ControlFrontier | null = operation === 'remove' ? [] : null,
): Promise<Control> => {
  const prev = new Map(after.map(one => [bytesToHex(one.id), one.id]))
  const record = await signControl(noSignature, {
    room: room.id,
    prev: [...prev.values()],
    author: accountNamed(author),
    authorDevice: bytesNamed(`device ${author}`),
    operation,
    account: accountNamed(target),
    accountHeads: [bytesNamed(`heads ${target}`)],
    frontier,
  })
  const parsed = parseControl(record)
  if (!parsed.ok) throw new Error(`not a control record: ${JSON.stringify(parsed.error)}`)
  return parsed.value
}

/** `ana!` is an admin; the most senior first. */
export const membersOf = (membership: Membership): readonly string[] =>
  membership.members.map(({ account, role }) => nameOf(account) + (role === 'admin' ? '!' : ''))

export const reasonOf = (membership: Membership, one: Control): string =>
  membership.ignored.find(({ id }) => bytesToHex(id) === bytesToHex(one.id))?.reason ??
  (membership.counted.some(({ id }) => bytesToHex(id) === bytesToHex(one.id)) ? 'counted' : 'pending')
