/** One file into the queue: its bytes first, then its record, so that no record is without its bytes. */
import { bytesToHex } from '../../base/bytes.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { AlbumIdText, CoreError, InputProblem, WorkId } from '../api.ts'
import type { GalleryService } from '../galleries/gallery-types.ts'
import type { Ports } from '../ports.ts'
import { storageFailure } from '../storage-failure.ts'
import { letGoOfPast } from './clean-up.ts'
import { maxNameLength, type QueueItem } from './queue-format.ts'
import type { QueueStore } from './queue-store.ts'

const maxSourceBytes = 256 << 20

export interface TakeDeps {
  readonly ports: Pick<Ports, 'sources' | 'clock' | 'random'>
  readonly galleries: Pick<GalleryService, 'audienceOf'>
  readonly queue: QueueStore
}

export interface Given {
  readonly album: AlbumIdText
  readonly name: string
  readonly source: Blob
  readonly replaces: WorkId | null
}

export const takeSource = async (
  given: Given,
  deps: TakeDeps,
): Promise<Result<{ readonly item: string }, CoreError>> => {
  const { source, album } = given
  if (source.size === 0) return refused('empty')
  if (source.size > maxSourceBytes) return refused('too-long')
  const audience = await deps.galleries.audienceOf(album)
  if (audience === 'gone') return err({ type: 'not-found', what: 'album' })
  if (audience === 'read-only') return err({ type: 'not-allowed', reason: 'read-only' })
  await letGoOfPast(deps.queue, deps.ports.clock.nowMs())
  return deps.queue.hasRoom() ? keep(given, deps) : refused('too-many')
}

const refused = (reason: InputProblem): Result<never, CoreError> =>
  err({ type: 'invalid-input', field: 'source', reason })

const keep = async (
  given: Given,
  { ports, queue }: TakeDeps,
): Promise<Result<{ readonly item: string }, CoreError>> => {
  const id = bytesToHex(ports.random.bytes(16))
  const stored = await ports.sources.put(id, given.source)
  const added = stored.ok ? await queue.add(newItem(id, given)) : stored
  if (added.ok) return ok({ item: id })
  // Should this fail too, the next start removes what no record names.
  await ports.sources.remove([id])
  return err(storageFailure(added.error))
}

const newItem = (id: string, { album, name, source, replaces }: Given): QueueItem => ({
  id,
  name: plainName(name),
  album,
  bytes: source.size,
  replaces,
  state: 'waiting',
  problem: null,
  allowsDuplicate: false,
  begun: 0,
  referring: null,
  added: null,
})

/** Some systems allow names that are not well-formed Unicode. */
const plainName = (name: string): string =>
  Array.from(name)
    .slice(0, maxNameLength)
    .join('')
    .replace(/\p{Surrogate}/gu, '\ufffd')
