/** The people and rooms that a test of talk decides about. */
import { bytesToHex, equalBytes } from '../../../../../src/base/bytes.ts'
import { ok, type Result } from '../../../../../src/base/result.ts'
import { accountIdToText } from '../../../../../src/core/account/account-id.ts'
import type { ConversationId } from '../../../../../src/core/api.ts'
import type { HeldRoom, RoomService } from '../../../../../src/core/chat/chat-types.ts'
import type { ConnectionService, Contact } from '../../../../../src/core/connections/connection-types.ts'
import { conversationIdOf } from '../../../../../src/protocol/rooms/room-id.ts'
import type { Membership, Room, RoomId } from '../../../../../src/protocol/rooms/room-types.ts'
import { bytes32, createVoice, startMs, type Voice } from './voices.ts'

const roomOf = (name: string): RoomId => bytes32('room', name) as RoomId

export const contactWith = (voice: Voice, change: Partial<Contact> = {}): Contact => ({
  account: voice.account,
  state: 'connected',
  sinceMs: startMs,
  name: voice.name,
  verified: 'no',
  confirmed: true,
  room: roomOf(voice.name),
  ...change,
})

/** The direct conversation with somebody. */
export const directWith = (voice: Voice): ConversationId => conversationIdOf(roomOf(voice.name))

export const heldRoom = (
  name: string,
  admin: Voice,
  others: readonly Voice[],
  change: Partial<HeldRoom> = {},
): HeldRoom => {
  const id = roomOf(name)
  const room: Room = {
    id,
    creator: admin.account,
    creatorDevice: admin.device,
    nonce: bytes32('nonce', name),
    mode: 'keep',
    record: { kind: 'room', body: [], sig: new Uint8Array(64) },
  }
  const members: Membership['members'] = [admin, ...others].map(({ account }, rank) => ({
    account,
    role: rank === 0 ? 'admin' : 'member',
    rank,
  }))
  const membership = {
    members,
    former: [],
    heads: [],
    ignored: [],
    pending: [],
    counted: [],
  } as unknown as Membership
  return {
    room,
    conversation: conversationIdOf(id),
    state: 'joined',
    invitedBy: null,
    name,
    membership,
    steps: [],
    ...change,
  }
}

export const createPeople = (initial: readonly Contact[]) => {
  let contacts = initial
  const listeners = new Set<() => void>()
  const answers: string[] = []
  const unused = (): never => {
    throw new Error('talk does not ask for this')
  }
  const contactOf = (account: Uint8Array): Contact | null =>
    contacts.find(one => equalBytes(one.account, account)) ?? null
  const service: ConnectionService = {
    request: unused,
    cancel: unused,
    accept: unused,
    reject: unused,
    remove: unused,
    block: unused,
    unblock: unused,
    showCode: unused,
    scanCode: unused,
    compare: unused,
    confirm: unused,
    acknowledge: unused,
    person: async () => null,
    people: unused,
    contacts: () => contacts,
    contactOf,
    changesOf: () => [],
    isChainCurrent: () => true,
    async noteAnswer(account, answer) {
      answers.push(`${contactOf(account)?.name ?? '?'} ${answer}`)
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => undefined,
  }
  return {
    service,
    answers,
    contacts: () => contacts,
    set(...next: readonly Contact[]) {
      contacts = next
      for (const listener of listeners) listener()
    },
  }
}

export const createRooms = (initial: readonly HeldRoom[]) => {
  let rooms = initial
  const listeners = new Set<() => void>()
  const invitations: string[] = []
  const names: string[] = []
  const set = (...next: readonly HeldRoom[]): void => {
    rooms = next
    for (const listener of listeners) listener()
  }
  const done = async (): Promise<Result<null, never>> => ok(null)
  const service: RoomService = {
    rooms: () => rooms,
    async create(name) {
      const made = heldRoom(name, createVoice('Ana'), [])
      set(...rooms, made)
      return ok(made)
    },
    add: done,
    remove: done,
    makeAdmin: done,
    leave: done,
    async join(c) {
      set(...rooms.map(one => (one.conversation === c ? { ...one, state: 'joined' as const } : one)))
      return ok(null)
    },
    async noteInvitation(from, room, name) {
      invitations.push(`${accountIdToText(from)} ${bytesToHex(room.id)} ${name}`)
    },
    async noteName(c, name) {
      names.push(name)
      rooms = rooms.map(one => (one.conversation === c ? { ...one, name } : one))
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => undefined,
  }
  return { service, invitations, names, set }
}
