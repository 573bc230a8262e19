interface ReleaseEvents {
  onWaiting(worker: ServiceWorker): void
  onFirstInstall(): void
  /** A yes in any window updates all of them: two versions cannot share one account. */
  onTakenOver(): void
}

/** Registers the service worker and tells of its releases. The first one ever is no update. */
export const makeReleaseWatch = async (
  container: ServiceWorkerContainer,
  url: string,
  events: ReleaseEvents,
): Promise<void> => {
  const isFirst = container.controller === null
  // The first worker claims the page it was registered by; every later change of hands is an update.
  let isControlled = !isFirst
  container.addEventListener('controllerchange', () => {
    if (isControlled) events.onTakenOver()
    isControlled = true
  })
  const registration = await container.register(url)

  const watchInstall = (worker: ServiceWorker): void => {
    const tell = (): void => {
      if (worker.state === 'installed' && registration.active !== null) events.onWaiting(worker)
      if (worker.state === 'activated' && isFirst) events.onFirstInstall()
    }
    worker.addEventListener('statechange', tell)
    tell()
  }

  if (registration.waiting !== null && registration.active !== null) events.onWaiting(registration.waiting)
  if (registration.installing !== null) watchInstall(registration.installing)
  registration.addEventListener('updatefound', () => {
    if (registration.installing !== null) watchInstall(registration.installing)
  })
  document.addEventListener('visibilitychange', () => {
    // A long-open window learns of a release when somebody comes back to it; offline it simply fails.
    if (document.visibilityState === 'visible') registration.update().catch(() => undefined)
  })
}
