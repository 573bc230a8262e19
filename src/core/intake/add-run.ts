/**
 * From staged to added, so that a crash anywhere loses nothing and adds nothing twice: the items remember
 * what they are about to add, the album adds it, the items are done, and only then their sources go.
 */
import type { GalleryService } from '../galleries/gallery-types.ts'
import type { Ports } from '../ports.ts'
import type { ReadyImage } from './prepare-item.ts'
import { albumSetback, type Setback, storageSetback } from './problems.ts'
import type { AddedImage, QueueItem } from './queue-format.ts'
import type { QueueStore } from './queue-store.ts'
import { refer, tileOf } from './refer.ts'

export interface AddDeps {
  readonly ports: Pick<Ports, 'sources' | 'clock' | 'log'>
  readonly galleries: Pick<GalleryService, 'hasImage' | 'addWorks' | 'addVersion'>
  readonly queue: QueueStore
}

/** False when the queue cannot go on. */
export const addRun = async (images: readonly ReadyImage[], deps: AddDeps): Promise<boolean> => {
  const items = images.map(({ item }) => item)
  const saved = await deps.queue.change(await Promise.all(images.map(image => aboutToAdd(image, deps))))
  if (!saved.ok) return setBack(items, storageSetback(saved.error), deps.queue)
  const referred = await refer(images, deps.galleries)
  if (!referred.ok) {
    const setback = albumSetback(referred.error)
    const isTooMany = setback.problem === 'album-full' && images.length > 1
    return isTooMany ? addOneByOne(images, deps) : setBack(items, setback, deps.queue)
  }
  const atMs = deps.ports.clock.nowMs()
  await finish(
    images.flatMap(({ item, image, notes }, index) => {
      const added = referred.value[index]
      const tile = added === undefined ? null : tileOf(added.image, image)
      return { item, added: { atMs, notes, work: added?.work ?? null, tile } }
    }),
    deps,
  )
  return true
}

/** A double is remembered as one only while the album really has the other. */
const aboutToAdd = async ({ item, digest }: ReadyImage, { galleries }: AddDeps): Promise<QueueItem> => ({
  ...item,
  referring: digest,
  allowsDuplicate: item.allowsDuplicate && (await galleries.hasImage(item.album, digest)),
})

/** Some of them may still fit. */
const addOneByOne = async (images: readonly ReadyImage[], deps: AddDeps): Promise<boolean> => {
  for (const image of images) if (!(await addRun([image], deps))) return false
  return true
}

export interface Finished {
  readonly item: QueueItem
  readonly added: AddedImage
}

/** Sources whose items could not be marked stay: the next start finds out that they are done. */
export const finish = async (finished: readonly Finished[], { ports, queue }: AddDeps): Promise<void> => {
  const saved = await queue.change(
    finished.map(({ item, added }) => ({ ...item, state: 'done', problem: null, referring: null, added })),
  )
  if (!saved.ok) return
  const removed = await ports.sources.remove(finished.map(({ item }) => item.id))
  if (!removed.ok) ports.log({ event: 'intake-source-not-removed', reason: removed.error.type })
}

/** False when the queue cannot go on: it waits for a person. */
export const setBack = async (
  items: readonly QueueItem[],
  setback: Setback,
  queue: QueueStore,
): Promise<boolean> => {
  const { problem } = setback
  const state = setback.type === 'failed' ? 'failed' : 'waiting'
  await queue.change(items.map(item => ({ ...item, state, problem, referring: null })))
  if (setback.type === 'failed') return true
  await queue.setPaused(true)
  return false
}
