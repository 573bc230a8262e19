/** Paths the relay answers itself; everything else is a screen of the app. */
export const relayPaths = /^\/(?:sync|api|blobs|healthz)(?:[/?]|$)/

/** Whether a message from a page asks the waiting release to take over. */
export const isSkipWaiting = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === 'SKIP_WAITING'

/** Where the device's share sheet posts images; the manifest names the same path and field. */
export const sharePath = '/share'
export const shareField = 'images'

/** The page that adds works opens the same cache, so the name is written there once more. */
export const sharedCacheName = 'gesso-shared-v1'
export const sharedNameHeader = 'x-gesso-name'

/** What is kept until the person comes back to it: a phone's whole selection, and not its whole disk. */
export const maxSharedFiles = 200
export const maxSharedBytes = 2_000_000_000

interface Sized {
  readonly size: number
}

/** The first files that fit beside what is kept already. An empty file is kept: the adding says what is wrong. */
export const filesToKeep = <T extends Sized>(shared: readonly T[], kept: readonly Sized[]): readonly T[] => {
  let files = kept.length
  let bytes = kept.reduce((sum, { size }) => sum + size, 0)
  return shared.filter(({ size }) => {
    const fits = files < maxSharedFiles && bytes + size <= maxSharedBytes
    if (fits) {
      files += 1
      bytes += size
    }
    return fits
  })
}

/** Where the share leads: to the adding, which says how many found no room. */
export const afterSharing = (left: number): string =>
  left === 0 ? '/add?shared' : `/add?shared&left=${left}`

/** Where a notice leads: a path of the app, or null for a notice that says nothing of the kind. */
export const pathOfNotice = (data: unknown): string | null => {
  const path: unknown = typeof data === 'object' && data !== null && 'path' in data ? data.path : null
  return typeof path === 'string' && /^\/(?!\/)/.test(path) ? path : null
}
