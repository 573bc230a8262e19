/** Whose albums are which: those for everyone from the profile, those for oneself from a private document. */
import { bytesToHex, equalBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { createDocumentGenesis, type DocumentGenesis } from '../../protocol/records/document-genesis.ts'
import type { AlbumIdText, Audience, CoreError } from '../api.ts'
import type { Schema } from '../documents/index.ts'
import { privateGenesis } from '../private/private-document.ts'
import { type ProfileContent, profileSchema } from '../profiles/schema.ts'
import { type ListedAlbum, readAlbumList } from './album-list.ts'
import { createSealedCodec, type FieldCodec, openCodec, type Write } from './field-codec.ts'
import type { GalleryDeps } from './gallery-deps.ts'
import { byOrder } from './order.ts'
import { createOwnedFields, type OwnedFields } from './owned-fields.ts'

export interface OwnListed extends ListedAlbum {
  readonly audience: Audience
}

export interface AlbumLists {
  /** The name and the albums on somebody's profile; empty until it is here. */
  profileOf(account: AccountId): Promise<{ readonly name: string; readonly albums: readonly ListedAlbum[] }>
  /** Both lists as one, in order, the bin included. */
  own(): Promise<readonly OwnListed[]>
  find(album: AlbumIdText): Promise<OwnListed | null>
  write(audience: Audience, writes: readonly Write[]): Promise<Result<null, CoreError>>
}

const privateSchema = (codec: FieldCodec): Schema<readonly ListedAlbum[]> => ({
  version: 1,
  read: doc => readAlbumList(doc, codec),
})

export const createAlbumLists = (deps: GalleryDeps): AlbumLists => {
  const hiddenGenesis = privateGenesis(deps.self, 'albums')
  const hiddenCodec = createSealedCodec(hiddenGenesis.doc32, deps.secrets, deps.random)
  const hiddenSchema = privateSchema(hiddenCodec)
  const profiles = new Map<string, OwnedFields<ProfileContent>>()
  let hidden: OwnedFields<readonly ListedAlbum[]> | null = null

  const openFields = async <T>(
    genesis: DocumentGenesis,
    schema: Schema<T>,
  ): Promise<OwnedFields<T> | null> => {
    const opened = await deps.store.open(genesis)
    if (!opened.ok) return null
    deps.onOpened(opened.value)
    const sealer = equalBytes(genesis.owner, deps.self) ? deps.sealer : () => null
    return createOwnedFields(opened.value, schema, sealer, () => deps.secrets().length)
  }
  const openProfile = async (account: AccountId): Promise<OwnedFields<ProfileContent> | null> => {
    const key = bytesToHex(account)
    const fields =
      profiles.get(key) ?? (await openFields(createDocumentGenesis('profile', account), profileSchema))
    if (fields !== null) profiles.set(key, fields)
    return fields
  }
  const openHidden = async (): Promise<OwnedFields<readonly ListedAlbum[]> | null> =>
    (hidden ??= await openFields(hiddenGenesis, hiddenSchema))

  const profileOf: AlbumLists['profileOf'] = async account => {
    const reading = (await openProfile(account))?.read()
    return reading?.kind === 'value'
      ? { name: reading.value.name, albums: reading.value.albums }
      : { name: '', albums: [] }
  }
  const own = async (): Promise<readonly OwnListed[]> => {
    const shown = (await profileOf(deps.self)).albums.map(one => ({ ...one, audience: 'public' as const }))
    const reading = (await openHidden())?.read()
    const kept = reading?.kind === 'value' ? reading.value : []
    return [...shown, ...kept.map(one => ({ ...one, audience: 'only-me' as const }))].toSorted(byOrder)
  }

  return {
    profileOf,
    own,
    find: async album => (await own()).find(({ id }) => id === album) ?? null,
    async write(audience, writes) {
      const fields = audience === 'public' ? await openProfile(deps.self) : await openHidden()
      if (fields === null) return err({ type: 'storage', problem: 'no-storage' })
      if (audience === 'public') return fields.write(writes, openCodec, 'album')
      if (deps.secrets().length === 0) return err({ type: 'not-allowed', reason: 'read-only' })
      return writes.length === 0 ? ok(null) : fields.write(writes, hiddenCodec, 'album')
    },
  }
}
