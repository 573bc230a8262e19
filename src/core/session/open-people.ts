/** The parts of an open account that people are made of: who one knows, where one talks, and what is said. */
import { equalBytes } from '../../base/bytes.ts'
import { ok, type Result } from '../../base/result.ts'
import type { AccountBook } from '../../protocol/accounts/account-book.ts'
import type { VerifySignature } from '../../protocol/crypto/verify.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { createRoomService } from '../chat/control/create-room-service.ts'
import type { ChatService } from '../chat/chat-types.ts'
import { createLines } from '../chat/line/create-lines.ts'
import { createChatService } from '../chat/talk/create-chat.ts'
import { createConnectionService } from '../connections/connection-service.ts'
import type { ConnectionService } from '../connections/connection-types.ts'
import { isSecretCurrent } from '../account/secrets-in-chain.ts'
import type { HeldAccountSecret } from '../account/account-secret.ts'
import type { HeldPrekey } from '../account/prekeys.ts'
import type { BlobService } from '../blobs/blob-types.ts'
import type { Signer } from '../crypto/ed25519.ts'
import type { DocumentStore, LoadError, Replica, Sealer } from '../documents/index.ts'
import type { GalleryService } from '../galleries/gallery-types.ts'
import type { Ports } from '../ports.ts'
import { createPrivateLog } from '../private/private-log.ts'
import { createPrivateMap } from '../private/private-map.ts'
import type { SealedRows } from '../private/private-types.ts'
import type { ProfileService } from '../profiles/profile-service.ts'
import type { SyncEngine } from '../sync/sync-engine.ts'

export interface OpenPeople {
  readonly people: ConnectionService
  readonly chat: ChatService
  close(): Promise<void>
}

export interface OpenPeopleDeps {
  readonly self: AccountId
  readonly signer: Signer
  readonly sealer: () => Sealer | null
  readonly store: DocumentStore
  readonly engine: SyncEngine
  readonly book: AccountBook
  readonly verify: VerifySignature
  readonly ports: Ports
  readonly secrets: () => readonly HeldAccountSecret[]
  readonly prekeys: () => readonly HeldPrekey[]
  readonly rows: SealedRows
  readonly nameOf: (account: AccountId) => string
  readonly profiles: ProfileService
  readonly blobs: BlobService
  readonly galleries: GalleryService
  readonly isRevoked: () => boolean
  readonly onOpened: (replica: Replica) => void
}

export const openPeople = async (deps: OpenPeopleDeps): Promise<Result<OpenPeople, LoadError>> => {
  const { self, ports, store, book, profiles } = deps
  const sealed = { ...deps, random: ports.random }
  const peopleMap = await createPrivateMap({ ...sealed, purpose: 'people' })
  if (!peopleMap.ok) return peopleMap
  const talk = await createPrivateMap({ ...sealed, purpose: 'talk' })
  if (!talk.ok) return talk
  const keychain = await createPrivateLog({ ...sealed, purpose: 'keychain' })
  if (!keychain.ok) return keychain

  const ownName = (): string => profiles.held(self)?.name ?? ''
  const people = await createConnectionService({
    ...deps,
    people: peopleMap.value,
    ownName,
    profileOf: profiles.held,
  })
  const lines = await createLines({
    ...deps,
    keychain: keychain.value,
    isSecretCurrent: () => isSecretCurrent(deps.secrets(), book.entryOf(self)?.state ?? null),
    talk: talk.value,
    isChainCurrent: people.isChainCurrent,
  })
  const roomService = await createRoomService({ ...deps, talk: talk.value })
  const chat = await createChatService({
    ...deps,
    lines,
    roomService,
    people,
    talk: talk.value,
  })
  // Values that were sealed under a generation that has just come.
  const stopLearning = store.onAccountChange(account => {
    if (equalBytes(account, self) && book.entryOf(self) !== null) keychain.value.refresh()
  })

  return ok({
    people,
    chat,
    async close() {
      stopLearning()
      await chat.close()
      await lines.close()
      roomService.close()
      people.close()
    },
  })
}
