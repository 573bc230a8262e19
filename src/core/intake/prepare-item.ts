/**
 * One image from its source to staged renditions. Nothing refers to them yet, so being stopped anywhere in
 * here costs only the work.
 */
import type { Audience, IntakeNote } from '../api.ts'
import type { BlobService } from '../blobs/blob-types.ts'
import { digestOf } from '../crypto/digest.ts'
import type { GalleryService, StagedImage } from '../galleries/gallery-types.ts'
import type { Ports, PreparedImage } from '../ports.ts'
import { failed, type Setback, storageSetback } from './problems.ts'
import type { QueueItem } from './queue-format.ts'

export interface PrepareDeps {
  readonly ports: Pick<Ports, 'sources' | 'images' | 'clock'>
  readonly galleries: Pick<GalleryService, 'audienceOf' | 'hasImage'>
  readonly blobs: Pick<BlobService, 'stage'>
  readonly keepOriginals: () => boolean
}

/** Staged, and waiting for its turn. */
export interface ReadyImage {
  readonly item: QueueItem
  readonly image: StagedImage
  /** SHA-256 of the full rendition's plain bytes. */
  readonly digest: Uint8Array
  readonly notes: readonly IntakeNote[]
  readonly stagedAtMs: number
}

/**
 * `added`: the album had it from before a crash. `lost`: its source is gone. `stopped`: nothing is wrong
 * with it.
 */
export type PrepareOutcome =
  | { readonly type: 'ready'; readonly ready: ReadyImage }
  | { readonly type: 'added' | 'lost' | 'stopped' }
  | Setback

/** An image that the browser dies of would otherwise be begun again at every start. */
const maxBegun = 5

const stopped: PrepareOutcome = { type: 'stopped' }

export const prepareItem = async (
  item: QueueItem,
  deps: PrepareDeps,
  signal: AbortSignal,
): Promise<PrepareOutcome> => {
  const { ports, galleries } = deps
  if (item.referring !== null && (await galleries.hasImage(item.album, item.referring)))
    return afterCrash(item)
  if (item.begun > maxBegun) return failed('failed')
  const source = await ports.sources.get(item.id)
  if (!source.ok) return storageSetback(source.error)
  if (source.value === null) return { type: 'lost' }
  const audience = await galleries.audienceOf(item.album)
  if (audience === 'gone') return failed('album-gone')
  if (audience === 'read-only') return failed('read-only')
  if (signal.aborted) return stopped
  const prepared = await ports.images.prepare(source.value, { keepOriginal: deps.keepOriginals() }, signal)
  if (!prepared.ok) return prepared.error.type === 'stopped' ? stopped : failed(prepared.error.problem)
  return stageOnce(item, prepared.value, audience, deps, signal)
}

/** Of two that are the same nobody can tell which one was there before: the person looks and decides. */
const afterCrash = (item: QueueItem): PrepareOutcome =>
  item.allowsDuplicate ? failed('duplicate') : { type: 'added' }

const stageOnce = async (
  item: QueueItem,
  prepared: PreparedImage,
  audience: Audience,
  deps: PrepareDeps,
  signal: AbortSignal,
): Promise<PrepareOutcome> => {
  const full = prepared.renditions.find(({ size }) => size === 'full')
  if (full === undefined) return failed('failed')
  const digest = await digestOf(full.bytes)
  if (!item.allowsDuplicate && (await deps.galleries.hasImage(item.album, digest))) return failed('duplicate')
  const staged: StagedImage['renditions'][number][] = []
  for (const { size, width, height, mime, bytes } of prepared.renditions) {
    if (signal.aborted) return stopped
    const blob = await deps.blobs.stage(bytes, mime, audience)
    if (!blob.ok) return storageSetback(blob.error)
    staged.push({ size, width, height, blob: blob.value })
  }
  const { width, height, colour, placeholder, notes } = prepared
  const image: StagedImage = { width, height, colour, placeholder, renditions: staged }
  return { type: 'ready', ready: { item, image, digest, notes, stagedAtMs: deps.ports.clock.nowMs() } }
}
