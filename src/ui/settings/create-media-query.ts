import { createSignal, onCleanup, type Accessor } from 'solid-js'

/** Whether the window fits the query, now and after each change. */
export const createMediaQuery = (query: string): Accessor<boolean> => {
  const list = matchMedia(query)
  const [fits, setFits] = createSignal(list.matches)
  const follow = (): void => void setFits(list.matches)
  list.addEventListener('change', follow)
  onCleanup(() => list.removeEventListener('change', follow))
  return fits
}
