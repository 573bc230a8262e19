/**
 * One room's control documents, all of them open: those of the creator, of oneself, and of everybody whom a record that
 * counts has added. What they say together is who is in the room.
 */
import { bytesToHex } from '../../../base/bytes.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import { limits } from '../../../protocol/limits.ts'
import type { AccountId } from '../../../protocol/records/account-genesis.ts'
import type { SignedRecord } from '../../../protocol/records/record.ts'
import { verifyRecord } from '../../../protocol/records/verify-record.ts'
import { controlGenesis } from '../../../protocol/rooms/feed-genesis.ts'
import { evaluateMembership } from '../../../protocol/rooms/membership.ts'
import type { Membership, Room } from '../../../protocol/rooms/room-types.ts'
import { createSerial, docIdOf, type OwnedEditError } from '../../documents/index.ts'
import { type ControlDocument, createControlDocument } from './control-document.ts'
import { isDeviceIn } from './control-entries.ts'
import type { RoomServiceDeps } from './room-service-deps.ts'

export interface WatchedRoom {
  membership(): Membership
  /** `held`: opens only what is on this device; `all`: also what it may still get. Then reads what is open. */
  refresh(which: 'held' | 'all'): Promise<void>
  /** Accounts that may have something to say before any record names them; from the next `refresh` on. */
  hint(accounts: readonly AccountId[]): void
  isAbout(account: AccountId): boolean
  /** Into one's own document; answers when they are on disk and read. */
  append(records: readonly SignedRecord[]): Promise<Result<null, OwnedEditError>>
  close(): void
}

/** Members, and those who were. */
const maxDocuments = 2 * limits.roomMembers

export const watchRoom = (room: Room, deps: RoomServiceDeps, onMembership: () => void): WatchedRoom => {
  const hints = [deps.self]
  const documents = new Map<string, ControlDocument>()
  const stops: (() => void)[] = []
  const serial = createSerial()
  let membership = evaluateMembership(room, [])
  let isClosed = false
  let isQueued = false

  const open = async (account: AccountId): Promise<Result<ControlDocument, OwnedEditError>> => {
    const known = documents.get(bytesToHex(account))
    if (known !== undefined) return ok(known)
    const opened = await deps.store.open(controlGenesis(room.id, account))
    if (!opened.ok)
      return err(opened.error.type === 'document-broken' ? { type: 'unreadable' } : opened.error)
    const document = createControlDocument(room, opened.value, deps.sealer, deps)
    documents.set(bytesToHex(account), document)
    stops.push(opened.value.onChange(refreshSoon))
    deps.onOpened(opened.value)
    return ok(document)
  }
  const read = async (): Promise<void> => {
    const said = await Promise.all([...documents.values()].map(document => document.read()))
    membership = evaluateMembership(room, (await isMadeByCreator(room, deps)) ? said.flat() : [])
  }
  /** Who was added may have added others. Each is tried once. */
  const openAndRead = async (isWanted: (account: AccountId) => boolean): Promise<void> => {
    const tried = new Set(documents.keys())
    for (;;) {
      await read()
      const fresh = accountsOf(room, hints, membership).filter(
        account => !tried.has(bytesToHex(account)) && isWanted(account),
      )
      if (fresh.length === 0 || isClosed) return
      for (const account of fresh) {
        tried.add(bytesToHex(account))
        const opened = await open(account)
        if (!opened.ok) deps.ports.log({ event: 'control-not-opened', problem: opened.error.type })
      }
    }
  }
  const refresh = (which: 'held' | 'all'): Promise<void> =>
    serial(async () => {
      isQueued = false
      if (isClosed) return
      const held = which === 'held' ? new Set((await deps.store.held()).map(docIdOf)) : null
      const before = fingerprintOf(membership)
      await openAndRead(account => held?.has(docIdOf(controlGenesis(room.id, account))) ?? true)
      if (fingerprintOf(membership) !== before) onMembership()
    })
  const refreshSoon = (): void => {
    if (isQueued || isClosed) return
    isQueued = true
    void refresh('all')
  }

  return {
    membership: () => membership,
    refresh,
    hint: accounts => void hints.push(...accounts),
    isAbout: account => documents.has(bytesToHex(account)),
    async append(records) {
      const document = await serial(() => open(deps.self))
      if (!document.ok) return document
      const written = await document.value.append(records)
      await refresh('all')
      return written
    },
    close() {
      isClosed = true
      for (const stop of stops) stop()
    },
  }
}

/** Until their chain is here nobody is believed to have made it. */
const isMadeByCreator = async (room: Room, { book, verify }: RoomServiceDeps): Promise<boolean> => {
  const chain = book.entryOf(room.creator)
  if (chain === null || !isDeviceIn(chain, room.creatorDevice)) return false
  return verifyRecord(verify, room.record, room.creatorDevice)
}

const accountsOf = (
  room: Room,
  others: readonly AccountId[],
  { counted }: Membership,
): readonly AccountId[] => {
  const added = counted.flatMap(({ operation, account }) => (operation === 'add' ? [account] : []))
  const distinct = new Map([room.creator, ...others, ...added].map(account => [bytesToHex(account), account]))
  return [...distinct.values()].slice(0, maxDocuments)
}

/** Ids are hashes: the same records that count give the same of everything else. */
const fingerprintOf = ({ counted, ignored, pending }: Membership): string =>
  [counted, ignored, pending.map(id => ({ id }))]
    .map(list => list.map(({ id }) => bytesToHex(id)).join())
    .join('|')
