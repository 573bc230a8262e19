import { createRenderEffect, createRoot, createSignal } from 'solid-js'
import { describe, expect, it } from 'vitest'
import type { ImageSize } from '../../../../src/core/api.ts'
import type { ImageCache, ImageState } from '../../../../src/ui/galleries/images/image-cache.ts'
import { createImageSource } from '../../../../src/ui/galleries/images/image-source.ts'

interface Want {
  readonly key: string
  tell(state: ImageState): void
}

/** A cache that notes who wants what, and tells what it is told to. */
const openSource = (image: string, ...sizes: readonly ImageSize[]) =>
  createRoot(dispose => {
    const wants = new Set<Want>()
    const cache: ImageCache = {
      want: (request, _urgency, tell) => {
        const want = { key: `${request.image} ${request.size}`, tell }
        wants.add(want)
        tell({ kind: 'waiting' })
        return () => wants.delete(want)
      },
      retryMissing: () => undefined,
    }
    const wishOf = (of: string, wished: readonly ImageSize[]) => ({
      account: 'ana',
      album: 'shore',
      work: 'w',
      image: of,
      sizes: wished,
    })
    const [wish, setWish] = createSignal(wishOf(image, sizes))
    const state = createImageSource(wish, 'now', cache)
    return {
      state,
      dispose,
      wanted: () => [...wants].map(want => want.key),
      change: (of: string, ...wished: readonly ImageSize[]) => setWish(wishOf(of, wished)),
      come: (key: string) =>
        [...wants].find(want => want.key === key)?.tell({ kind: 'shown', url: `blob:${key}` }),
      fail: (key: string) =>
        [...wants].find(want => want.key === key)?.tell({ kind: 'missing', reason: 'offline' }),
    }
  })

describe('the image of a work', () => {
  it('shows the smaller size until the larger one has come, and then lets go of it', () => {
    const { state, come, wanted } = openSource('a', 'card', 'full')
    expect(wanted()).toEqual(['a card', 'a full'])
    come('a card')
    expect(state()).toEqual({ kind: 'shown', url: 'blob:a card' })
    come('a full')
    expect(state()).toEqual({ kind: 'shown', url: 'blob:a full' })
    expect(wanted()).toEqual(['a full'])
  })

  it('stays as it is while a larger size of it is on its way', () => {
    const { state, come, change, wanted } = openSource('a', 'card')
    come('a card')
    change('a', 'full')
    expect(state()).toEqual({ kind: 'shown', url: 'blob:a card' })
    come('a full')
    expect(state()).toEqual({ kind: 'shown', url: 'blob:a full' })
    expect(wanted()).toEqual(['a full'])
  })

  it('never stands in for another one', () => {
    const { state, come, change, wanted } = openSource('a', 'card')
    come('a card')
    change('b', 'card')
    expect(state()).toEqual({ kind: 'waiting' })
    expect(wanted()).toEqual(['b card'])
  })

  it('is the best smaller size that is here where the wished one is not, and asks for those only then', () => {
    const { state, come, fail, wanted } = openSource('a', 'full')
    expect(wanted()).toEqual(['a full'])
    fail('a full')
    expect(wanted()).toEqual(['a full', 'a card', 'a thumb'])
    expect(state()).toEqual({ kind: 'waiting' })
    come('a thumb')
    expect(state()).toEqual({ kind: 'shown', url: 'blob:a thumb' })
    come('a card')
    expect(state()).toEqual({ kind: 'shown', url: 'blob:a card' })
    come('a full')
    expect(state()).toEqual({ kind: 'shown', url: 'blob:a full' })
    expect(wanted()).toEqual(['a full'])
  })

  it('is missing only when there is nothing at all to show', () => {
    const { state, come, fail } = openSource('a', 'card', 'full')
    for (const size of ['full', 'card']) fail(`a ${size}`)
    expect(state()).toEqual({ kind: 'waiting' })
    fail('a thumb')
    expect(state()).toEqual({ kind: 'missing', reason: 'offline' })
    come('a card')
    expect(state()).toEqual({ kind: 'shown', url: 'blob:a card' })
  })

  it('changes once, whatever the cache has at once', () => {
    const kinds: string[] = []
    const dispose = createRoot(stop => {
      const cache: ImageCache = {
        want: ({ size }, _urgency, tell) => {
          tell(
            size === 'thumb' ? { kind: 'shown', url: 'blob:thumb' } : { kind: 'missing', reason: 'offline' },
          )
          return () => undefined
        },
        retryMissing: () => undefined,
      }
      const wish = { account: 'ana', album: 'shore', work: 'w', image: 'a', sizes: ['card', 'full'] } as const
      const state = createImageSource(() => wish, 'now', cache)
      createRenderEffect(() => kinds.push(state().kind))
      return stop
    })
    expect(kinds).toEqual(['shown'])
    dispose()
  })

  it('is let go of with its screen', () => {
    const { dispose, wanted } = openSource('a', 'card', 'full')
    dispose()
    expect(wanted()).toEqual([])
  })
})
