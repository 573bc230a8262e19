import { createSignal } from 'solid-js'
import { makeReleaseWatch } from './make-release-watch.ts'

export interface Release {
  /** A newer version is here and waits for a yes. */
  readonly updateReady: () => boolean
  /** From now on the app opens without a connection; said once. */
  readonly offlineReady: () => boolean
  update(): void
  /** Not now; a still newer version asks again. */
  later(): void
  /** The word about opening offline was read. */
  gotIt(): void
}

/** The app's own service worker: installed once, replaced only after the person says yes. */
export const createRelease = (): Release => {
  const [waiting, setWaiting] = createSignal<ServiceWorker | null>(null)
  const [offlineReady, setOfflineReady] = createSignal(false)

  if (import.meta.env.PROD && 'serviceWorker' in navigator) {
    makeReleaseWatch(navigator.serviceWorker, '/service-worker.js', {
      onWaiting: worker => setWaiting(worker),
      onFirstInstall: () => setOfflineReady(true),
      onTakenOver: () => location.reload(),
    }).catch((error: unknown) => {
      // Without a service worker the app still works online, so nobody needs to be told.
      console.warn('gesso: no offline shell', error instanceof Error ? error.name : 'unknown')
    })
  }

  return {
    updateReady: () => waiting() !== null,
    offlineReady,
    update: () => waiting()?.postMessage({ type: 'SKIP_WAITING' }),
    later: () => setWaiting(null),
    gotIt: () => setOfflineReady(false),
  }
}
