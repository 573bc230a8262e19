import { createSignal, onCleanup } from 'solid-js'
import type { Accessor } from 'solid-js'

/** How far beyond the window things are made ready. */
const margin = '900px 0px'

/** Becomes true, and stays so, once the element comes near what is seen of the page. */
export const createNear = (): readonly [isNear: Accessor<boolean>, watch: (element: Element) => void] => {
  const [isNear, setNear] = createSignal(false)
  let observer: IntersectionObserver | undefined
  const watch = (element: Element): void => {
    observer = new IntersectionObserver(
      entries => {
        if (!entries.some(entry => entry.isIntersecting)) return
        observer?.disconnect()
        setNear(true)
      },
      { rootMargin: margin },
    )
    observer.observe(element)
  }
  onCleanup(() => observer?.disconnect())
  return [isNear, watch]
}
