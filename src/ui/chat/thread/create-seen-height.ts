import { onCleanup } from 'solid-js'

/** The height that the keyboard of a phone leaves over: not every browser makes the page smaller for it. */
export const createSeenHeight = (): void => {
  const view = window.visualViewport
  if (view === null) return
  const { style } = document.documentElement
  const follow = (): void => {
    const isCovered = view.scale === 1 && innerHeight - view.height > 1
    if (isCovered) style.setProperty('--seen-height', `${view.height}px`)
    else style.removeProperty('--seen-height')
  }
  follow()
  view.addEventListener('resize', follow)
  onCleanup(() => {
    view.removeEventListener('resize', follow)
    style.removeProperty('--seen-height')
  })
}
