import { afterSharing, filesToKeep, sharedCacheName, sharedNameHeader, shareField } from './rules.ts'

/**
 * Images shared to the installed app: kept in a cache of their own until the adding takes them, so that
 * nothing is lost while the account is locked or not made yet. Always answers 303, whatever went wrong.
 */
export const keepShared = async (request: Request, storage: CacheStorage): Promise<Response> => {
  const shared = await sharedFiles(request)
  const kept = await keep(shared, storage).catch(() => 0)
  return Response.redirect(new URL(afterSharing(shared.length - kept), request.url).href, 303)
}

const sharedFiles = async (request: Request): Promise<readonly File[]> => {
  try {
    const form = await request.formData()
    return form.getAll(shareField).filter(entry => entry instanceof File)
  } catch {
    return []
  }
}

/** How many were kept: a full disk ends it, and what was kept before stays. */
const keep = async (shared: readonly File[], storage: CacheStorage): Promise<number> => {
  const cache = await storage.open(sharedCacheName)
  const earlier = await cache.matchAll()
  const keptAlready = await Promise.all(earlier.map(response => response.blob()))
  let kept = 0
  for (const file of filesToKeep(shared, keptAlready)) {
    try {
      await cache.put(`/shared/${crypto.randomUUID()}`, responseOf(file))
    } catch {
      break
    }
    kept += 1
  }
  return kept
}

const responseOf = (file: File): Response =>
  new Response(file, {
    headers: {
      'content-type': file.type === '' ? 'application/octet-stream' : file.type,
      [sharedNameHeader]: encodeURIComponent(file.name),
    },
  })
