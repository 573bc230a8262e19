import { createSignal, onCleanup } from 'solid-js'
import type { Accessor } from 'solid-js'

/** False, then true once `delayMs` have passed. */
export const createAfter = (delayMs: number): Accessor<boolean> => {
  const [passed, setPassed] = createSignal(false)
  const timer = setTimeout(() => setPassed(true), delayMs)
  onCleanup(() => clearTimeout(timer))
  return passed
}
