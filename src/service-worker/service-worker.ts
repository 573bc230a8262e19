/**
 * The offline shell: every file of one release is stored when the release is installed, and any
 * address of the app is answered from it. A new release waits until the page says `SKIP_WAITING`.
 * Images shared from the device are kept until the page takes them.
 */
import { clientsClaim } from 'workbox-core'
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import type { PrecacheEntry } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { keepShared } from './keep-shared.ts'
import { isSkipWaiting, pathOfNotice, relayPaths, sharePath } from './rules.ts'

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: (PrecacheEntry | string)[] }

precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [relayPaths] }))

registerRoute(
  ({ url }) => url.origin === self.location.origin && url.pathname === sharePath,
  ({ request }) => keepShared(request, caches),
  'POST',
)

self.addEventListener('message', event => {
  if (isSkipWaiting(event.data)) void self.skipWaiting()
})

self.addEventListener('notificationclick', event => {
  event.notification.close()
  const path = pathOfNotice(event.notification.data)
  if (path !== null) event.waitUntil(openAt(path))
})

/** In a window that is there, or else in a new one. */
const openAt = async (path: string): Promise<void> => {
  const [open] = await self.clients.matchAll({ type: 'window' })
  if (open === undefined) await self.clients.openWindow(path)
  else await (await open.navigate(path))?.focus()
}

clientsClaim()
