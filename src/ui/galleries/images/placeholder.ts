/** The blurred first glimpse of an image, decoded when the page has nothing better to do. */
import { createEffect, createSignal, onCleanup } from 'solid-js'
import type { Accessor } from 'solid-js'
import { thumbHashToDataURL } from 'thumbhash'

const maxChars = 40
const maxKept = 600
const sliceMs = 4

/** As a `data:` URL, or null for what is no ThumbHash. */
export const decodePlaceholder = (hash: string): string | null => {
  if (hash === '' || hash.length > maxChars || !/^[A-Za-z0-9_-]+$/.test(hash)) return null
  try {
    const binary = atob(hash.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, letter => letter.codePointAt(0) ?? 0)
    return bytes.length < 5 ? null : thumbHashToDataURL(bytes)
  } catch {
    return null
  }
}

const decoded = new Map<string, string | null>()
const waiting = new Map<string, Set<(url: string | null) => void>>()
let scheduled = false

/** Undefined until it was decoded. Nothing is decoded while `isNeeded` says no. */
export const createPlaceholder = (
  hash: Accessor<string>,
  isNeeded: Accessor<boolean>,
): Accessor<string | undefined> => {
  const [url, setUrl] = createSignal<string>()
  createEffect(() => {
    const asked = hash()
    setUrl(decoded.get(asked) ?? undefined)
    if (!isNeeded() || decoded.has(asked)) return
    const tell = (found: string | null): void => void setUrl(found ?? undefined)
    const listeners = waiting.get(asked) ?? new Set()
    waiting.set(asked, listeners.add(tell))
    schedule()
    onCleanup(() => {
      listeners.delete(tell)
      if (listeners.size === 0) waiting.delete(asked)
    })
  })
  return url
}

const schedule = (): void => {
  if (scheduled) return
  scheduled = true
  setTimeout(decodeSome, 0)
}

/** For a few milliseconds at a time, so that scrolling stays smooth. */
const decodeSome = (): void => {
  scheduled = false
  const until = performance.now() + sliceMs
  for (const [hash, listeners] of waiting) {
    if (performance.now() > until) return schedule()
    const url = decodePlaceholder(hash)
    keep(hash, url)
    waiting.delete(hash)
    for (const tell of listeners) tell(url)
  }
}

const keep = (hash: string, url: string | null): void => {
  decoded.set(hash, url)
  const oldest = decoded.keys().next()
  if (decoded.size > maxKept && oldest.done === false) decoded.delete(oldest.value)
}
