/** Calls back when the page goes to the background or away: the last moment that phones grant. */
export const makeHideListener = (listener: () => void): (() => void) => {
  const whenHidden = (): void => {
    if (document.visibilityState === 'hidden') listener()
  }
  document.addEventListener('visibilitychange', whenHidden)
  window.addEventListener('pagehide', listener)
  return () => {
    document.removeEventListener('visibilitychange', whenHidden)
    window.removeEventListener('pagehide', listener)
  }
}
