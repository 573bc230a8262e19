import { createSignal } from 'solid-js'
import { sessionKeptText, type KeptText } from './kept-text.ts'

/** Text of a form that is not sent yet; a reload brings it back. Never for secrets. */
export const createKeptSignal = (
  name: string,
  initial = '',
  kept: KeptText = sessionKeptText(),
): readonly [value: () => string, set: (value: string) => void, forget: () => void] => {
  const key = `gesso.form.${name}`
  const [value, setValue] = createSignal(kept.get(key) ?? initial)
  const set = (next: string): void => {
    setValue(next)
    kept.set(key, next)
  }
  const forget = (): void => {
    setValue(initial)
    kept.remove(key)
  }
  return [value, set, forget]
}
