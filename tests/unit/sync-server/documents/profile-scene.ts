/** Accounts that a relay knows, and a profile that somebody writes and somebody else reads. */
import * as Automerge from '@automerge/automerge'
import {
  type Content,
  createAccount,
  edit,
  newOwnedDoc,
  type SealedDoc,
  type TestAccount,
} from '../../../support/sealed-doc.ts'
import { createRoom, type Member, type Room } from '../../../support/sync-room.ts'
import { decodeSyncMessage, type SyncMessage } from '../../../../src/protocol/sync/message.ts'

export const asStranger = (sealed: SealedDoc): SealedDoc => ({ ...sealed, doc: Automerge.init() })
export const nameOf = (name: string) => (draft: Content) => {
  draft['name'] = name
}

export interface Scene {
  readonly room: Room
  readonly alice: TestAccount
  readonly profile: SealedDoc
  readonly writer: Member
  readonly reader: Member
}

/** Alice's profile is on the relay, and somebody reads it. */
export const scene = async (): Promise<Scene> => {
  const room = await createRoom()
  const alice = await createAccount()
  room.join(alice.identity)
  const profile = newOwnedDoc(alice.account)
  await edit(alice.first, profile, nameOf('Alice'))
  await room.settle()
  const writer = room.join(profile)
  const reader = room.join(asStranger(profile))
  await room.settle()
  return { room, alice, profile, writer, reader }
}

export const parse = (message: Uint8Array | undefined): SyncMessage => {
  const decoded = decodeSyncMessage(message ?? new Uint8Array())
  if (!decoded.ok) throw new Error(decoded.error.reason)
  return decoded.value
}

export const knownAccount = async (room: Room): Promise<TestAccount> => {
  const account = await createAccount()
  room.join(account.identity)
  await room.settle()
  return account
}
