/** The albums of this device that are open: opened once, read once for each state. */
import { bytesToHex, equalBytes } from '../../base/bytes.ts'
import { err, type Result } from '../../base/result.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { createDocumentGenesis, type DocumentGenesis } from '../../protocol/records/document-genesis.ts'
import { accountIdToText } from '../account/account-id.ts'
import type { AccountIdText, AlbumIdText, CoreError } from '../api.ts'
import type { Reading, Replica } from '../documents/index.ts'
import { createSealedCodec, type FieldCodec, openCodec, sealedMark, type Write } from './field-codec.ts'
import type { GalleryDeps } from './gallery-deps.ts'
import { albumIdToText } from './ids.ts'
import { createOwnedFields } from './owned-fields.ts'
import { type AlbumContent, createAlbumSchema, isSealedAlbum } from './schema.ts'

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
  /** The first writes of an album that only its owner sees. */
  writeSealed(writes: readonly Write[], what: string): Promise<Result<null, CoreError>>
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
  const sealedCodec = isOwn ? createSealedCodec(doc32, deps.secrets, deps.random) : null
  const codecOf = (isSealed: boolean): FieldCodec | null => (isSealed ? sealedCodec : openCodec)
  const sealer = isOwn ? deps.sealer : () => null
  const fields = createOwnedFields(replica, createAlbumSchema(codecOf), sealer, () => deps.secrets().length)
  const codec = (): FieldCodec | null => codecOf(isSealedAlbum(replica.doc()))

  const writeWith = async (
    chosen: FieldCodec | null,
    writes: readonly Write[],
    what: string,
  ): Promise<Result<null, CoreError>> => {
    const needsSecret = chosen !== openCodec
    if (chosen === null || (needsSecret && deps.secrets().length === 0)) {
      return err({ type: 'not-allowed', reason: 'read-only' })
    }
    return fields.write(writes, chosen, what)
  }

  return {
    owner,
    account: accountIdToText(owner),
    id: albumIdToText(tag),
    replica,
    isOwn,
    read: () => fields.read(),
    rivals: field => codec()?.rivals(replica.doc(), field) ?? [],
    write: (writes, what) => writeWith(codec(), writes, what),
    writeSealed: (writes, what) => writeWith(sealedCodec, [[sealedMark, true], ...writes], what),
  }
}
