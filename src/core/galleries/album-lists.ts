/** Whose albums are which: those for everyone and for connections from the profile, those for oneself from a private document. */
import { bytesToHex, equalBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { createDocumentGenesis, type DocumentGenesis } from '../../protocol/records/document-genesis.ts'
import type { AlbumIdText, Audience, CoreError } from '../api.ts'
import type { Schema } from '../documents/index.ts'
import { privateGenesis } from '../private/private-document.ts'
import { type ProfileContent, profileSchema } from '../profiles/schema.ts'
import { type ListedAlbum, readAlbumList } from './album-list.ts'
import { keysHeld } from './album-shelf.ts'
import {
  type AudienceCodec,
  createAudienceCodec,
  createSealedCodec,
  type FieldCodec,
  openCodec,
  type Write,
} from './field-codec.ts'
import type { GalleryDeps } from './gallery-deps.ts'
import { type KeptList, keptWrites, readKeptList } from './kept-list.ts'
import { byOrder } from './order.ts'
import { createOwnedFields, type OwnedFields } from './owned-fields.ts'

export interface OwnListed extends ListedAlbum {
  readonly audience: Audience
}

/** What a profile says of its owner's albums. */
export interface ShownLists {
  readonly name: string
  /** For whoever reads it here, in order, the bin included. */
  readonly albums: readonly ListedAlbum[]
  /** Kept for others. */
  readonly hidden: number
}

export interface AlbumLists {
  /** Empty until the profile is here. */
  profileOf(account: AccountId): Promise<ShownLists>
  /** All lists as one, in order, the bin included. */
  own(): Promise<readonly OwnListed[]>
  find(album: AlbumIdText): Promise<OwnListed | null>
  write(audience: Audience, writes: readonly Write[]): Promise<Result<null, CoreError>>
}

const privateSchema = (codec: FieldCodec): Schema<readonly ListedAlbum[]> => ({
  version: 1,
  read: doc => readAlbumList(doc, codec),
})

interface ProfileLists {
  readonly profile: ProfileContent
  readonly kept: KeptList
}

const listsSchema = (codec: FieldCodec): Schema<ProfileLists> => ({
  version: profileSchema.version,
  read(doc) {
    const profile = profileSchema.read(doc)
    return profile === null ? null : { profile, kept: readKeptList(doc, codec) }
  },
})

interface OpenProfile {
  readonly fields: OwnedFields<ProfileLists>
  readonly codec: AudienceCodec
}

const nothingKept: KeptList = { albums: [], hidden: 0 }

export const createAlbumLists = (deps: GalleryDeps): AlbumLists => {
  const hiddenGenesis = privateGenesis(deps.self, 'albums')
  const hiddenCodec = createSealedCodec(hiddenGenesis.doc32, deps.secrets, deps.random)
  const hiddenSchema = privateSchema(hiddenCodec)
  const profiles = new Map<string, OpenProfile>()
  let hidden: OwnedFields<readonly ListedAlbum[]> | null = null

  const openFields = async <T>(
    genesis: DocumentGenesis,
    schema: Schema<T>,
  ): Promise<OwnedFields<T> | null> => {
    const opened = await deps.store.open(genesis)
    if (!opened.ok) return null
    deps.onOpened(opened.value)
    const sealer = equalBytes(genesis.owner, deps.self) ? deps.sealer : () => null
    return createOwnedFields(opened.value, schema, sealer, () => keysHeld(deps, genesis.owner))
  }
  const openProfile = async (account: AccountId): Promise<OpenProfile | null> => {
    const key = bytesToHex(account)
    const known = profiles.get(key)
    if (known !== undefined) return known
    const genesis = createDocumentGenesis('profile', account)
    const codec = createAudienceCodec(genesis.doc32, account, deps.audiences, deps.random)
    const fields = await openFields(genesis, listsSchema(codec))
    if (fields === null) return null
    const profile = { fields, codec }
    profiles.set(key, profile)
    return profile
  }
  const openHidden = async (): Promise<OwnedFields<readonly ListedAlbum[]> | null> =>
    (hidden ??= await openFields(hiddenGenesis, hiddenSchema))

  const listsOf = async (account: AccountId): Promise<ProfileLists | null> => {
    const reading = (await openProfile(account))?.fields.read()
    return reading?.kind === 'value' ? reading.value : null
  }
  const profileOf: AlbumLists['profileOf'] = async account => {
    const lists = await listsOf(account)
    if (lists === null) return { name: '', albums: [], hidden: 0 }
    const { profile, kept } = lists
    return { name: profile.name, albums: together(profile.albums, kept.albums), hidden: kept.hidden }
  }
  const own = async (): Promise<readonly OwnListed[]> => {
    const lists = await listsOf(deps.self)
    const reading = (await openHidden())?.read()
    const forSelf = reading?.kind === 'value' ? reading.value : []
    return together(
      as('public', lists?.profile.albums ?? []),
      as('connections', lists?.kept.albums ?? []),
      as('only-me', forSelf),
    )
  }
  const writeHidden = async (writes: readonly Write[]): Promise<Result<null, CoreError>> => {
    const fields = await openHidden()
    if (fields === null) return err({ type: 'storage', problem: 'no-storage' })
    if (deps.secrets().length === 0) return err({ type: 'not-allowed', reason: 'read-only' })
    return fields.write(writes, hiddenCodec, 'album')
  }
  const writeKept = async (writes: readonly Write[]): Promise<Result<null, CoreError>> => {
    const profile = await openProfile(deps.self)
    if (profile === null) return err({ type: 'storage', problem: 'no-storage' })
    const key = await deps.audiences.current()
    if (!key.ok) return key
    profile.codec.use(key.value)
    const kept = (await listsOf(deps.self))?.kept ?? nothingKept
    return profile.fields.write(keptWrites(writes, kept, deps.random), profile.codec, 'album')
  }
  const writeShown = async (writes: readonly Write[]): Promise<Result<null, CoreError>> => {
    const profile = await openProfile(deps.self)
    if (profile === null) return err({ type: 'storage', problem: 'no-storage' })
    return profile.fields.write(writes, openCodec, 'album')
  }

  return {
    profileOf,
    own,
    find: async album => (await own()).find(({ id }) => id === album) ?? null,
    async write(audience, writes) {
      if (writes.length === 0) return ok(null)
      if (audience === 'public') return writeShown(writes)
      return audience === 'connections' ? writeKept(writes) : writeHidden(writes)
    },
  }
}

const as = (audience: Audience, listed: readonly ListedAlbum[]): readonly OwnListed[] =>
  listed.map(one => ({ ...one, audience }))

/** In order, each album once. */
const together = <L extends ListedAlbum>(...lists: readonly (readonly L[])[]): readonly L[] => {
  const byId = new Map<AlbumIdText, L>()
  for (const one of lists.flat()) if (!byId.has(one.id)) byId.set(one.id, one)
  return [...byId.values()].toSorted(byOrder)
}
