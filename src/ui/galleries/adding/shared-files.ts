/** Images that other apps shared: the service worker keeps them in a cache of its own until they are taken. */
import type { ChosenFile } from './chosen.ts'

/** As the service worker names them, which is another program. */
export const sharedCacheName = 'gesso-shared-v1'
export const sharedNameHeader = 'x-gesso-name'

/** All that wait, the oldest first; none where the browser keeps no caches. */
export const readShared = async (
  storage: CacheStorage | undefined = cachesHere(),
): Promise<readonly ChosenFile[]> => {
  try {
    if (storage === undefined || !(await storage.has(sharedCacheName))) return []
    const cache = await storage.open(sharedCacheName)
    const requests = await cache.keys()
    const read = await Promise.all(requests.map(request => readOne(cache, request)))
    return read.filter(one => one !== null)
  } catch {
    return []
  }
}

const readOne = async (cache: Cache, request: Request): Promise<ChosenFile | null> => {
  const response = await cache.match(request)
  if (response === undefined) return null
  const name = decodeName(response.headers.get(sharedNameHeader))
  return { key: request.url, name, file: await response.blob(), sharedAs: request.url, refusal: null }
}

/** Once the core has it, or the person left it out. */
export const forgetShared = async (
  sharedAs: string,
  storage: CacheStorage | undefined = cachesHere(),
): Promise<void> => {
  try {
    const cache = await storage?.open(sharedCacheName)
    await cache?.delete(sharedAs)
  } catch {
    // It is offered once more next time, where it can be left out again.
  }
}

const cachesHere = (): CacheStorage | undefined => ('caches' in globalThis ? caches : undefined)

const decodeName = (header: string | null): string => {
  try {
    return decodeURIComponent(header ?? '')
  } catch {
    return ''
  }
}

/** How many the service worker had no room for, as the address says; 0 for anything else. */
export const sharedLeft = (param: unknown): number =>
  typeof param === 'string' && /^\d{1,4}$/.test(param) ? Number(param) : 0
