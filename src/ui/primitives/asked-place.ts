import { sessionKeptText } from './kept-text.ts'

const key = 'gesso.asked-place'

/** The address somebody came for, while they first have to make or bring a profile. */
export const rememberAskedPlace = (path: string): void => sessionKeptText().set(key, path)

/** The remembered address, once; only an address inside the app. */
export const takeAskedPlace = (): string | null => {
  const kept = sessionKeptText()
  const path = kept.get(key)
  kept.remove(key)
  return path !== null && /^\/(?!\/)/.test(path) ? path : null
}
