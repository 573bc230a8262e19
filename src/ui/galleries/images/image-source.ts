import { createRenderEffect, createSignal, onCleanup } from 'solid-js'
import type { Accessor } from 'solid-js'
import type {
  AccountIdText,
  AlbumIdText,
  ConversationId,
  EntryId,
  ImageId,
  ImageSize,
  MessageId,
  WorkId,
} from '../../../core/api.ts'
import { useCore } from '../../primitives/core-context.ts'
import type { AnyImageRequest, ImageCache, ImageState } from './image-cache.ts'
import { imageCacheOf } from './image-caches.ts'
import type { Urgency } from './load-line.ts'

/** Which work's image is meant; any album it hangs in will do. */
export interface WorkPlace {
  readonly account: AccountIdText
  readonly album: AlbumIdText
  readonly work: WorkId
}

/** Which message's image is meant. */
export interface MessagePlace {
  readonly conversation: ConversationId
  readonly message: MessageId
}

/** Which post's image is meant. */
export interface PostPlace {
  readonly account: AccountIdText
  readonly post: EntryId
}

export type ImagePlace = WorkPlace | MessagePlace | PostPlace

export type ImageWish = ImagePlace & {
  readonly image: ImageId
  /** Shown as they come, the last of them in the end. */
  readonly sizes: readonly ImageSize[]
}

interface Hold {
  readonly size: ImageSize
  state: ImageState
  release: () => void
}

/**
 * The best of the wished sizes that has come so far; where the last of them is missing, the best smaller one that is
 * here. While another size of the same image is on its way the one shown before stays; another image replaces it at
 * once. Lets go of everything with its owner.
 */
export const createImageSource = (
  wish: Accessor<ImageWish | undefined>,
  urgency: Urgency = 'now',
  cache: ImageCache = imageCacheOf(useCore()),
): Accessor<ImageState> => {
  const [state, setState] = createSignal<ImageState>({ kind: 'waiting' }, { equals: isSameState })
  const holds = new Map<ImageSize, Hold>()
  let current: ImageWish | undefined
  let isTaking = false

  const letGo = (unless: (size: ImageSize) => boolean): void => {
    for (const hold of holds.values())
      if (!unless(hold.size)) {
        holds.delete(hold.size)
        hold.release()
      }
  }
  const take = (request: AnyImageRequest): void => {
    const hold: Hold = { size: request.size, state: { kind: 'waiting' }, release: () => undefined }
    holds.set(request.size, hold)
    hold.release = cache.want(request, urgency, next => {
      hold.state = next
      if (holds.get(hold.size) === hold) settle()
    })
  }
  /** What the cache tells at once counts when all are asked for: it makes one change, not several. */
  const takeAll = (wish: ImageWish, sizes: readonly ImageSize[]): void => {
    isTaking = true
    for (const size of sizes) if (!holds.has(size)) take(requestFor(wish, size))
    isTaking = false
  }
  const best = (): ImageState => {
    const wanted = current?.sizes.at(-1)
    if (current === undefined || wanted === undefined) return { kind: 'waiting' }
    const found = holds.get(wanted)?.state.kind
    if (found === 'shown') letGo(size => size === wanted)
    if (found === 'missing') takeAll(current, smallerThan(wanted))
    return bestOf([...holds.values()], wanted)
  }
  const settle = (): void => {
    if (!isTaking) setState(best())
  }

  createRenderEffect(() => {
    const asked = wish()
    if (asked?.image !== current?.image) letGo(() => false)
    current = asked
    if (asked !== undefined) takeAll(asked, asked.sizes)
    settle()
  })
  onCleanup(() => letGo(() => false))
  return state
}

const requestFor = ({ sizes: _, ...place }: ImageWish, size: ImageSize): AnyImageRequest => ({
  ...place,
  size,
})

const order: readonly ImageSize[] = ['original', 'full', 'card', 'thumb']

const smallerThan = (size: ImageSize): readonly ImageSize[] => order.slice(order.indexOf(size) + 1)

const bestOf = (holds: readonly Hold[], wanted: ImageSize): ImageState => {
  const largestFirst = holds.toSorted((a, b) => order.indexOf(a.size) - order.indexOf(b.size))
  const shown = largestFirst.find(hold => hold.state.kind === 'shown')
  const waiting = holds.find(hold => hold.state.kind === 'waiting')
  return (shown ?? waiting ?? holds.find(hold => hold.size === wanted))?.state ?? { kind: 'waiting' }
}

const isSameState = (one: ImageState, other: ImageState): boolean =>
  one.kind === other.kind &&
  (one.kind !== 'shown' || other.kind !== 'shown' || one.url === other.url) &&
  (one.kind !== 'missing' || other.kind !== 'missing' || one.reason === other.reason)
