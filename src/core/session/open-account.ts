/**
 * An account that is open on this device: its documents, its line to the relay, its keys in memory. Made
 * when the vault opens and closed when it locks.
 */
import { equalBytes } from '../../base/bytes.ts'
import type { Result } from '../../base/result.ts'
import { ok } from '../../base/result.ts'
import { type AccountBook, createAccountBook } from '../../protocol/accounts/account-book.ts'
import { type AccountState, deviceOf } from '../../protocol/accounts/chain.ts'
import { deriveKey } from '../../protocol/crypto/hash.ts'
import type { VerifySignature } from '../../protocol/crypto/verify.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { createDocumentGenesis, type DocumentGenesis } from '../../protocol/records/document-genesis.ts'
import type { SignedRecord } from '../../protocol/records/record.ts'
import type { HeldAccountSecret } from '../account/account-secret.ts'
import { currentSecret } from '../account/secrets-in-chain.ts'
import type { VaultSealer } from '../account/vault.ts'
import { type VaultContents, wipeVaultContents } from '../account/vault-contents.ts'
import type { Signer } from '../crypto/ed25519.ts'
import { type Audiences, createAudiences } from '../audiences/create-audiences.ts'
import type { BlobService } from '../blobs/blob-types.ts'
import type { ChatService } from '../chat/chat-types.ts'
import type { ConnectionService } from '../connections/connection-types.ts'
import type { DiscoveryService } from '../discovery/discovery-types.ts'
import {
  createDocumentStore,
  createSealer,
  type DocumentStore,
  type EditError,
  type Replica,
  type Sealer,
} from '../documents/index.ts'
import type { GalleryService } from '../galleries/gallery-types.ts'
import type { IntakeService } from '../intake/intake-types.ts'
import type { JournalService } from '../journal/journal-types.ts'
import type { Ports, StorageError } from '../ports.ts'
import { privateGenesis } from '../private/private-document.ts'
import { createSealedRows } from '../private/sealed-rows.ts'
import { createProfileService, type ProfileService } from '../profiles/profile-service.ts'
import { loadAcknowledgements } from '../sync/acknowledgements.ts'
import { createSyncEngine, type SyncEngine } from '../sync/sync-engine.ts'
import { createNames } from './names.ts'
import { type ImageSettings, openArt } from './open-art.ts'
import { openNetwork } from './open-network.ts'
import { openPeople } from './open-people.ts'
import { createTracking } from './tracking.ts'
import { saveVault } from './vault-file.ts'

export interface OpenAccount {
  readonly account: AccountId
  readonly signer: Signer
  readonly sealer: Sealer
  readonly book: AccountBook
  readonly store: DocumentStore
  readonly engine: SyncEngine
  readonly profiles: ProfileService
  readonly galleries: GalleryService
  readonly blobs: BlobService
  readonly intake: IntakeService
  readonly people: ConnectionService
  readonly chat: ChatService
  readonly audiences: Pick<Audiences, 'onChange'>
  readonly journal: JournalService
  readonly discovery: DiscoveryService
  /** Something that one wrote or published is not on this device yet. */
  isHistoryArriving(): Promise<boolean>
  readonly identity: Replica
  vault(): VaultContents
  vaultSealer(): VaultSealer
  /** Saves first, then uses. */
  changeVault(contents: VaultContents, sealer?: VaultSealer): Promise<Result<null, StorageError>>
  /** Null before the identity was read, and after closing. */
  state(): AccountState | null
  /** This device is in the chain and was taken out of it. */
  isRevoked(): boolean
  publish(records: readonly SignedRecord[]): Promise<Result<boolean, EditError>>
  connect(relay: string | null): void
  /**
   * Brings everything this device holds into step, one's own first: a friend's newer profile reaches a relay
   * that has an older one, and a relay that lost its data is refilled.
   */
  trackHeld(): Promise<void>
  close(): Promise<void>
}

export interface OpenAccountDeps {
  readonly ports: Ports
  readonly verify: VerifySignature
  /** As they are now; asked again each time. */
  readonly imageSettings: () => ImageSettings
}

/** Opens the account's own documents. Nothing is written. */
export const openAccount = async (
  contents: VaultContents,
  signer: Signer,
  initialSealer: VaultSealer,
  { ports, verify, imageSettings }: OpenAccountDeps,
): Promise<Result<OpenAccount, StorageError | { readonly type: 'document-broken' }>> => {
  const { account } = contents.genesis
  let vault = contents
  let vaultSealer = initialSealer
  const book = createAccountBook(verify)
  const store = createDocumentStore({ ports, verify, book })
  const acknowledgements = await loadAcknowledgements(ports)
  const engine = createSyncEngine(owner => equalBytes(owner, account), acknowledgements, store.headsOf, ports)
  const opened = await store.open(createDocumentGenesis('identity', account))
  if (!opened.ok) return opened
  const identity = opened.value
  const sealer = createSealer(signer.publicKey, signer.sign, ports.random)
  let closed = false
  const state = (): AccountState | null => (closed ? null : (book.entryOf(account)?.state ?? null))
  const isRevoked = (): boolean => {
    const current = state()
    const device = current === null ? null : deviceOf(current, signer.publicKey)
    return device !== null && device.status !== 'active'
  }
  const tracking = createTracking({ self: account, store, engine, ports, isClosed: () => closed })
  const writing = {
    self: account,
    store,
    engine,
    sealer: () => (isRevoked() ? null : sealer),
    onOpened: tracking.track,
  }
  const profiles = createProfileService(writing)
  const ordered = createLastAnswer(currentLast)
  const secrets = (): readonly HeldAccountSecret[] => ordered(vault.accountSecrets, state()?.secret ?? null)
  const rows = createSealedRows(ports.rows, rowsKeyOf(contents.deviceSeed.reveal()), ports.random)
  let people: ConnectionService | null = null
  let chat: ChatService | null = null
  let journal: JournalService | null = null
  let discovery: DiscoveryService | null = null
  const nameOf = createNames({ self: account, profiles, people: () => people, discovery: () => discovery })
  const audiences: Audiences = await createAudiences({
    ...writing,
    ports,
    book,
    secrets,
    rows,
    profiles,
    people: () => people,
    isRevoked,
  })
  const art = await openArt({
    ...writing,
    ports,
    secrets,
    audiences,
    settings: imageSettings,
    otherReferences: async () => [
      ...((await chat?.references()) ?? []),
      ...((await journal?.references()) ?? []),
    ],
  })
  const talking = await openPeople({
    ...writing,
    ports,
    verify,
    book,
    signer,
    secrets,
    prekeys: () => vault.prekeys,
    rows,
    nameOf,
    profiles,
    blobs: art.blobs,
    galleries: art.galleries,
    isRevoked,
  })
  if (!talking.ok) return talking
  people = talking.value.people
  chat = talking.value.chat
  audiences.begin()
  const network = await openNetwork({
    ...writing,
    ports,
    book,
    secrets,
    rows,
    audiences,
    profiles,
    galleries: art.galleries,
    blobs: art.blobs,
    people,
    nameOf,
    isRevoked,
  })
  if (!network.ok) return network
  journal = network.value.journal
  discovery = network.value.discovery
  store.onOpened(({ genesis, onChange }) => {
    if (equalBytes(genesis.owner, account) && genesis.kind === 'profile') onChange(audiences.followOwn)
    if (equalBytes(genesis.owner, account) && isOfArt(genesis)) onChange(art.follow)
    else if (genesis.kind === 'album') onChange(art.blobs.documentsChanged)
  })
  audiences.onChange(art.blobs.documentsChanged)
  engine.track(identity)

  return ok({
    account,
    signer,
    sealer,
    book,
    store,
    engine,
    profiles,
    galleries: art.galleries,
    blobs: art.blobs,
    intake: art.intake,
    people: talking.value.people,
    chat: talking.value.chat,
    audiences,
    journal: network.value.journal,
    discovery: network.value.discovery,
    isHistoryArriving: async () =>
      talking.value.chat.isHistoryArriving() || (await network.value.isHistoryArriving()),
    identity,
    vault: () => vault,
    vaultSealer: () => vaultSealer,
    async changeVault(next, nextSealer = vaultSealer) {
      const saved = await saveVault(ports.values, await nextSealer.seal(next))
      if (!saved.ok) return saved
      vault = next
      vaultSealer = nextSealer
      return saved
    },
    state,
    isRevoked,
    publish: records => identity.addRecords(sealer, records),
    connect(relay) {
      engine.connect(relay, {
        account,
        key: signer.publicKey,
        sign: signer.sign,
        chain: () => book.entryOf(account)?.records.filter(({ kind }) => kind !== 'prekey') ?? [],
      })
    },
    trackHeld: () =>
      tracking.trackHeld(() => {
        art.follow()
        audiences.followOwn()
      }),
    async close() {
      closed = true
      await network.value.close()
      await talking.value.close()
      audiences.close()
      art.close()
      engine.disconnect()
      await store.close()
      signer.forget()
      vaultSealer.forget()
      wipeVaultContents(vault)
    },
  })
}

/** KDF(device seed, "", "rows", []): rows on this device's disk are sealed under it. */
const rowsKeyOf = (deviceSeed: Uint8Array): Uint8Array => deriveKey(deviceSeed, new Uint8Array(), 'rows', [])

/** Where one's own albums are listed, and what their images hang on. */
const isOfArt = ({ kind, owner, doc32 }: DocumentGenesis): boolean =>
  kind === 'profile' ||
  kind === 'album' ||
  (kind === 'private' && equalBytes(doc32, privateGenesis(owner, 'albums').doc32))

/** Answers again what it answered last, as long as it is asked the same. */
const createLastAnswer = <A, B, T>(answer: (a: A, b: B) => T): ((a: A, b: B) => T) => {
  let last: { readonly a: A; readonly b: B; readonly value: T } | null = null
  return (a, b) => {
    if (last === null || last.a !== a || last.b !== b) last = { a, b, value: answer(a, b) }
    return last.value
  }
}

/** For reading any will do; writing takes the last, which is the one that the chain has in use. */
const currentLast = (
  held: readonly HeldAccountSecret[],
  published: AccountState['secret'],
): readonly HeldAccountSecret[] => {
  const current = currentSecret(held, published)
  return current === null ? held : [...held.filter(one => one !== current), current]
}
