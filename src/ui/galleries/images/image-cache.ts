/**
 * The images that the page shows, as object URLs. Each is loaded once however many places show it, kept
 * for a while after the last one has gone, and revoked when the budget is needed for newer ones.
 */
import type { CommandOf, CommandResult, ImageMime } from '../../../core/api.ts'
import { createLoadLine, type Urgency } from './load-line.ts'

export type ImageRequest = Omit<CommandOf<'image.load'>, 'type'>
export type MessageImageRequest = Omit<CommandOf<'message.image'>, 'type'> & Pick<ImageRequest, 'image'>
export type PostImageRequest = Omit<CommandOf<'post.image'>, 'type'>
/** Of a work, of a message, or of a post. */
export type AnyImageRequest = ImageRequest | MessageImageRequest | PostImageRequest

/** Why an image is not shown; `failed` for what only a reload may help. */
export type MissingReason = 'offline' | 'not-on-relay' | 'altered' | 'unreadable' | 'failed'

export type ImageState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'shown'; readonly url: string }
  | { readonly kind: 'missing'; readonly reason: MissingReason }

export interface ObjectUrls {
  make(bytes: Uint8Array, mime: ImageMime): string
  revoke(url: string): void
}

export interface ImageCache {
  /** Tells the state now and whenever it changes, until the returned function is called. */
  want(request: AnyImageRequest, urgency: Urgency, onState: (state: ImageState) => void): () => void
  /** Asks again for everything that is wanted and missing. */
  retryMissing(): void
}

interface Entry {
  readonly request: AnyImageRequest
  readonly listeners: Set<(state: ImageState) => void>
  state: ImageState
  bytes: number
  /** Asked of the core and not answered yet. */
  isLoading: boolean
  leaveLine: () => void
}

export interface ImageCacheOptions {
  readonly load: (request: AnyImageRequest) => Promise<CommandResult<'image.load'>>
  readonly urls: ObjectUrls
  /** Of encoded images that nobody shows at the moment. */
  readonly spareBytes: number
  readonly maxLoads: number
}

export const createImageCache = (options: ImageCacheOptions): ImageCache => {
  /** In the order in which they were last let go of or first asked for: the first one is the next to leave. */
  const entries = new Map<string, Entry>()
  const line = createLoadLine(options.maxLoads)
  let spare = 0

  const become = (entry: Entry, state: ImageState): void => {
    entry.state = state
    for (const tell of entry.listeners) tell(state)
  }

  const load = (entry: Entry, urgency: Urgency): void => {
    if (entry.state.kind !== 'waiting') become(entry, { kind: 'waiting' })
    entry.leaveLine = line.join(urgency, async () => {
      entry.isLoading = true
      const result = await options.load(entry.request)
      entry.isLoading = false
      if (result.ok) entry.bytes = result.value.bytes.length
      become(
        entry,
        result.ok
          ? { kind: 'shown', url: options.urls.make(result.value.bytes, result.value.mime) }
          : { kind: 'missing', reason: reasonOf(result.error) },
      )
      if (entry.listeners.size === 0) retire(entry)
    })
  }

  /** Nobody shows it any more: a shown one is kept for a while, anything else is forgotten. */
  const retire = (entry: Entry): void => {
    const key = keyOf(entry.request)
    entries.delete(key)
    if (entry.state.kind !== 'shown') return
    entries.set(key, entry)
    spare += entry.bytes
    for (const [oldKey, old] of entries) {
      if (spare <= options.spareBytes) break
      if (old.listeners.size > 0 || old.state.kind !== 'shown') continue
      spare -= old.bytes
      entries.delete(oldKey)
      options.urls.revoke(old.state.url)
    }
  }

  const enter = (request: AnyImageRequest, urgency: Urgency): Entry => {
    const entry: Entry = {
      request,
      listeners: new Set(),
      state: { kind: 'waiting' },
      bytes: 0,
      isLoading: false,
      leaveLine: () => undefined,
    }
    entries.set(keyOf(request), entry)
    load(entry, urgency)
    return entry
  }

  const leave = (entry: Entry, onState: (state: ImageState) => void): void => {
    if (!entry.listeners.delete(onState) || entry.listeners.size > 0) return
    entry.leaveLine()
    if (!entry.isLoading) retire(entry)
  }

  return {
    want(request, urgency, onState) {
      const held = entries.get(keyOf(request))
      const entry = held ?? enter(request, urgency)
      if (held?.state.kind === 'shown' && held.listeners.size === 0) spare -= held.bytes
      entry.listeners.add(onState)
      if (held?.state.kind === 'missing') load(entry, urgency)
      onState(entry.state)
      return () => leave(entry, onState)
    },
    retryMissing() {
      for (const entry of entries.values()) if (entry.state.kind === 'missing') load(entry, 'soon')
    },
  }
}

/** An image is never changed under its id; its author is named too, so that nobody's can stand for somebody else's. */
const keyOf = (request: AnyImageRequest): string =>
  `${'message' in request ? request.conversation : request.account} ${request.image} ${request.size}`

const reasonOf = (error: Extract<CommandResult<'image.load'>, { ok: false }>['error']): MissingReason =>
  error.type === 'image-not-here' ? error.reason : 'failed'
