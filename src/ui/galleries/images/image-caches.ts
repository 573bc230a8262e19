import type { CommandResult, CoreApi, SyncRow } from '../../../core/api.ts'
import { createImageCache, type AnyImageRequest, type ImageCache } from './image-cache.ts'

const spareBytes = 48_000_000
const maxLoads = 6

const caches = new WeakMap<CoreApi, ImageCache>()

/** One for all screens of a core, so that going back shows at once what was there. */
export const imageCacheOf = (core: CoreApi): ImageCache => {
  const known = caches.get(core)
  if (known !== undefined) return known
  const cache = createImageCache({
    load: request => load(core, request),
    urls: objectUrls,
    spareBytes,
    maxLoads,
  })
  caches.set(core, cache)
  retryOnceConnected(core, cache)
  return cache
}

const load = (core: CoreApi, request: AnyImageRequest): Promise<CommandResult<'image.load'>> => {
  if ('post' in request) return core.run({ type: 'post.image', ...request })
  if (!('message' in request)) return core.run({ type: 'image.load', ...request })
  const { conversation, message, size } = request
  return core.run({ type: 'message.image', conversation, message, size })
}

const objectUrls = {
  // The bytes crossed a port, so nobody shares their buffer.
  make: (bytes: Uint8Array, mime: string): string =>
    URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mime })),
  revoke: (url: string): void => URL.revokeObjectURL(url),
}

/** Watched for as long as the page lives, as the core is. */
const retryOnceConnected = (core: CoreApi, cache: ImageCache): void => {
  let wasConnected = false
  core.watch({ type: 'sync' }, row => {
    const connected = isConnected(row)
    if (connected && !wasConnected) cache.retryMissing()
    wasConnected = connected
  })
}

const isConnected = (row: SyncRow): boolean => row.state === 'on-relay' || row.state === 'sending'
