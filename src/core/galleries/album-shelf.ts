/** The albums of this device that are open: opened once, read once for each state. */
import { bytesToHex, equalBytes } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { createDocumentGenesis, type DocumentGenesis } from '../../protocol/records/document-genesis.ts'
import { accountIdToText } from '../account/account-id.ts'
import type { AccountIdText, AlbumIdText, Audience, CoreError } from '../api.ts'
import type { Reading, Replica } from '../documents/index.ts'
import {
  createAudienceCodec,
  createSealedCodec,
  type FieldCodec,
  openCodec,
  type Write,
} from './field-codec.ts'
import type { GalleryDeps } from './gallery-deps.ts'
import { albumIdToText } from './ids.ts'
import { createOwnedFields } from './owned-fields.ts'
import { type AlbumContent, audienceIn, createAlbumSchema, marksFor } from './schema.ts'

export interface ShelfAlbum {
  readonly owner: AccountId
  readonly account: AccountIdText
  readonly id: AlbumIdText
  readonly replica: Replica
  readonly isOwn: boolean
  read(): Reading<AlbumContent>
  /** What devices wrote to the field at the same time. */
  rivals(field: string): readonly string[]
  write(writes: readonly Write[], what: string): Promise<Result<null, CoreError>>
  /** The first writes of an album for this audience. */
  begin(audience: Audience, writes: readonly Write[], what: string): Promise<Result<null, CoreError>>
}

export interface AlbumShelf {
  /** Null when what is on disk cannot be opened. */
  open(owner: AccountId, tag: Uint8Array): Promise<ShelfAlbum | null>
  opened(): readonly ShelfAlbum[]
}

export const createAlbumShelf = (deps: GalleryDeps): AlbumShelf => {
  const known = new Map<string, ShelfAlbum>()

  const shelve = (replica: Replica): ShelfAlbum => {
    const before = known.get(replica.id)
    if (before !== undefined) return before
    const album = createShelfAlbum(replica, deps)
    known.set(replica.id, album)
    deps.onOpened(replica)
    return album
  }

  return {
    async open(owner, tag) {
      const genesis = createDocumentGenesis('album', owner, tag)
      const shelved = known.get(docIdIn(genesis))
      if (shelved !== undefined) return shelved
      const opened = await deps.store.open(genesis)
      return opened.ok ? shelve(opened.value) : null
    },
    opened: () =>
      deps.store
        .opened()
        .filter(({ genesis }) => genesis.kind === 'album')
        .map(shelve),
  }
}

/** Null when it is not here, or cannot be read. */
export const contentOf = (album: ShelfAlbum): AlbumContent | null => {
  const reading = album.read()
  return reading.kind === 'value' ? reading.value : null
}

const docIdIn = (genesis: DocumentGenesis): string => bytesToHex(genesis.doc32.subarray(0, 16))

const createShelfAlbum = (replica: Replica, deps: GalleryDeps): ShelfAlbum => {
  const { owner, tag, doc32 } = replica.genesis
  const isOwn = equalBytes(owner, deps.self)
  const ownCodec = isOwn ? createSealedCodec(doc32, deps.secrets, deps.random) : null
  const audienceCodec = createAudienceCodec(doc32, owner, deps.audiences, deps.random)
  const codecs: { readonly [A in Audience]: FieldCodec | null } = {
    public: openCodec,
    connections: audienceCodec,
    'only-me': ownCodec,
  }
  const sealer = isOwn ? deps.sealer : () => null
  const schema = createAlbumSchema(audience => codecs[audience], isOwn)
  const fields = createOwnedFields(replica, schema, sealer, () => keysHeld(deps, owner))
  const audience = (): Audience => audienceIn(replica.doc())

  /** How to write for an audience, which for some takes a key that is in use now. */
  const writerFor = async (chosen: Audience): Promise<Result<FieldCodec, CoreError>> => {
    const codec = codecs[chosen]
    if (!isOwn || codec === null || (chosen === 'only-me' && deps.secrets().length === 0)) {
      return err({ type: 'not-allowed', reason: 'read-only' })
    }
    if (chosen !== 'connections') return ok(codec)
    const key = await deps.audiences.current()
    if (!key.ok) return key
    audienceCodec.use(key.value)
    return ok(codec)
  }
  const writeFor = async (
    chosen: Audience,
    writes: readonly Write[],
    what: string,
  ): Promise<Result<null, CoreError>> => {
    const codec = await writerFor(chosen)
    return codec.ok ? fields.write(writes, codec.value, what) : codec
  }

  return {
    owner,
    account: accountIdToText(owner),
    id: albumIdToText(tag),
    replica,
    isOwn,
    read: () => fields.read(),
    rivals: field => codecs[audience()]?.rivals(replica.doc(), field) ?? [],
    write: (writes, what) => writeFor(audience(), writes, what),
    begin: (chosen, writes, what) => writeFor(chosen, [...marksFor(chosen), ...writes], what),
  }
}

/** Grows whenever more of an account's documents can be opened here. */
export const keysHeld = ({ secrets, audiences }: GalleryDeps, owner: AccountId): number =>
  secrets().length + audiences.held(owner).length
