/** The commands and queries of art: each goes to the service of the open account that knows it. */
import { err, ok, type Result } from '../base/result.ts'
import type {
  CommandOf,
  CommandResult,
  CommandType,
  CoreError,
  IntakeRow,
  QueryOf,
  QueryRows,
  QueryType,
} from './api.ts'
import type { BlobLoadError } from './blobs/blob-types.ts'
import type { OpenAccount } from './session/open-account.ts'
import { storageFailure } from './storage-failure.ts'

type ArtCommand = Extract<CommandType, `${'album' | 'works' | 'bin' | 'intake' | 'image'}.${string}`>
export type ArtCommands = { readonly [T in ArtCommand]: (command: CommandOf<T>) => Promise<CommandResult<T>> }

export type WithOpen = <T>(
  use: (open: OpenAccount) => Promise<Result<T, CoreError>>,
) => Promise<Result<T, CoreError>>

/** These wait for disk or network by themselves, and nothing may wait for them. */
const beside: ReadonlySet<CommandType> = new Set([
  'image.load',
  'intake.take',
  'message.image',
  'message.send-image',
  'conversation.typing',
  'post.attach',
  'post.attached',
  'post.image',
  'talk.ask',
])
export const runsBeside = (type: CommandType): boolean => beside.has(type)

export const createArtCommands = (withOpen: WithOpen): ArtCommands => ({
  'album.create': ({ title, kind, audience }) =>
    withOpen(open => open.galleries.createAlbum(title, kind, audience)),
  'album.edit': ({ album, edit }) => withOpen(open => open.galleries.editAlbum(album, edit)),
  'album.place': ({ album, before }) => withOpen(open => open.galleries.placeAlbum(album, before)),
  'album.set-audience': ({ album, audience }) =>
    withOpen(open => open.galleries.setAudience(album, audience)),
  'album.bin': ({ album }) => withOpen(open => open.galleries.binAlbum(album)),
  'album.keep-offline': ({ account, album, keep }) =>
    withOpen(open => open.galleries.keepOffline(account, album, keep)),
  'works.edit': ({ album, works, edits }) => withOpen(open => open.galleries.editWorks(album, works, edits)),
  'works.place': ({ album, works, before }) =>
    withOpen(open => open.galleries.placeWorks(album, works, before)),
  'works.move': ({ from, to, works }) => withOpen(open => open.galleries.moveWorks(from, to, works)),
  'works.bin': ({ album, works }) => withOpen(open => open.galleries.binWorks(album, works)),
  'bin.restore': ({ items }) => withOpen(open => open.galleries.restore(items)),
  'bin.empty': ({ items }) => withOpen(open => open.galleries.emptyBin(items)),
  'intake.take': ({ album, name, source, replaces }) =>
    withOpen(open => open.intake.take(album, name, source, replaces)),
  'intake.pause': () => withOpen(open => open.intake.pause()),
  'intake.resume': () => withOpen(open => open.intake.resume()),
  'intake.stop': () => withOpen(open => open.intake.stop()),
  'intake.retry': ({ items }) => withOpen(open => open.intake.retry(items)),
  'intake.dismiss': ({ items }) => withOpen(open => open.intake.dismiss(items)),
  'image.load': command => withOpen(open => loadImage(open, command)),
})

const loadImage = async (
  open: OpenAccount,
  wanted: CommandOf<'image.load'>,
): Promise<CommandResult<'image.load'>> => {
  const { account, album, work, image, size } = wanted
  const found = await open.galleries.blobOf(account, album, work, image, size)
  if (found === null) return err({ type: 'not-found', what: 'image' })
  const loaded = await open.blobs.load(found.blob)
  if (!loaded.ok) return err(loadFailure(loaded.error))
  return ok({ bytes: loaded.value, mime: found.blob.mime, size: found.size })
}

export const loadFailure = (error: BlobLoadError): CoreError => {
  switch (error.type) {
    case 'storage-full':
    case 'storage-unavailable':
      return storageFailure(error)
    case 'offline':
    case 'not-on-relay':
    case 'altered':
    case 'unreadable':
      return { type: 'image-not-here', reason: error.type }
  }
}

type ArtQuery = Extract<QueryType, 'albums' | 'album' | 'work' | 'bin' | 'intake'>
export type ArtAnswers = {
  readonly [T in ArtQuery]: (query: QueryOf<T>) => QueryRows[T] | Promise<QueryRows[T]>
}

export const createArtAnswers = (current: () => OpenAccount | null): ArtAnswers => ({
  albums: async ({ account }) =>
    (await current()?.galleries.albums(account)) ?? { albums: [], arriving: 0, notForYou: 0 },
  album: async ({ account, album }) =>
    (await current()?.galleries.album(account, album)) ?? { kind: 'looking' },
  work: async ({ account, album, work }) =>
    (await current()?.galleries.work(account, album, work)) ?? { kind: 'looking' },
  bin: async () => (await current()?.galleries.bin()) ?? [],
  intake: () => current()?.intake.row() ?? noIntake,
})

const noIntake: IntakeRow = { state: 'idle', items: [], total: 0, done: 0, failed: 0, locationsRemoved: 0 }
