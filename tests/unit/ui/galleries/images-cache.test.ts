import { describe, expect, it } from 'vitest'
import { err, ok } from '../../../../src/base/result.ts'
import type { CommandResult } from '../../../../src/core/api.ts'
import {
  createImageCache,
  type AnyImageRequest,
  type ImageState,
} from '../../../../src/ui/galleries/images/image-cache.ts'

interface Load {
  readonly request: AnyImageRequest
  answer(result: CommandResult<'image.load'>): Promise<void>
}

const requestOf = (image: string): AnyImageRequest => ({
  account: 'ana',
  album: 'shore',
  work: `work of ${image}`,
  image,
  size: 'card',
})
const bytes = (length: number): CommandResult<'image.load'> =>
  ok({ bytes: new Uint8Array(length), mime: 'image/webp', size: 'card' })
const offline: CommandResult<'image.load'> = err({ type: 'image-not-here', reason: 'offline' })

/** A cache of 100 spare bytes over a core that answers when it is told to. */
const openCache = (maxLoads = 2) => {
  const loads: Load[] = []
  const revoked: string[] = []
  let made = 0
  const cache = createImageCache({
    load: request =>
      new Promise(resolve => {
        loads.push({
          request,
          answer: async result => {
            resolve(result)
            await new Promise(done => setImmediate(done))
          },
        })
      }),
    urls: { make: () => `blob:${++made}`, revoke: url => void revoked.push(url) },
    spareBytes: 100,
    maxLoads,
  })
  const want = (image: string, urgency: 'now' | 'soon' = 'now') => {
    const states: ImageState[] = []
    const release = cache.want(requestOf(image), urgency, state => void states.push(state))
    return { states, release, last: () => states.at(-1) }
  }
  return { cache, loads, revoked, want, asked: () => loads.map(load => load.request.image) }
}

describe('images on the page', () => {
  it('are waited for, then shown', async () => {
    const { want, loads } = openCache()
    const one = want('a')
    expect(one.states).toEqual([{ kind: 'waiting' }])
    await loads[0]!.answer(bytes(10))
    expect(one.last()).toEqual({ kind: 'shown', url: 'blob:1' })
  })

  it('are loaded once for all who show them', async () => {
    const { want, loads } = openCache()
    const [one, other] = [want('a'), want('a')]
    await loads[0]!.answer(bytes(10))
    expect(loads).toHaveLength(1)
    expect(other.last()).toEqual(one.last())
    expect(want('a').states).toEqual([{ kind: 'shown', url: 'blob:1' }])
  })

  it('come a few at a time, those that are looked at first', async () => {
    const { want, loads, asked } = openCache()
    want('a')
    want('b')
    want('beyond the edge', 'soon')
    want('c')
    expect(asked()).toEqual(['a', 'b'])
    await loads[0]!.answer(bytes(10))
    expect(asked()).toEqual(['a', 'b', 'c'])
    await loads[1]!.answer(bytes(10))
    expect(asked()).toEqual(['a', 'b', 'c', 'beyond the edge'])
  })

  it('are not loaded any more once they have scrolled away', async () => {
    const { want, loads, asked } = openCache(1)
    want('a')
    want('scrolled past').release()
    want('b')
    await loads[0]!.answer(bytes(10))
    expect(asked()).toEqual(['a', 'b'])
  })

  it('are there at once when one comes back to them', async () => {
    const { want, loads, revoked } = openCache()
    const before = want('a')
    await loads[0]!.answer(bytes(10))
    before.release()
    expect(want('a').states).toEqual([{ kind: 'shown', url: 'blob:1' }])
    expect(loads).toHaveLength(1)
    expect(revoked).toEqual([])
  })

  it('are let go of, the longest unseen first, when there are too many', async () => {
    const { want, loads, revoked } = openCache(3)
    const shown = ['a', 'b', 'c'].map(image => want(image))
    for (const load of loads) await load.answer(bytes(45))
    for (const one of shown) one.release()
    expect(revoked).toEqual(['blob:1'])
    want('b')
    want('a')
    expect(loads.map(load => load.request.image)).toEqual(['a', 'b', 'c', 'a'])
  })

  it('never lose the one that is looked at, however large it is', async () => {
    const { want, loads, revoked } = openCache()
    want('huge')
    await loads[0]!.answer(bytes(5_000))
    const passedBy = want('passed by')
    await loads[1]!.answer(bytes(160))
    passedBy.release()
    expect(revoked).toEqual(['blob:2'])
  })

  it('that came after they scrolled away are kept for the way back', async () => {
    const { want, loads } = openCache()
    const gone = want('a')
    gone.release()
    await loads[0]!.answer(bytes(10))
    expect(gone.states).toEqual([{ kind: 'waiting' }])
    expect(want('a').last()).toEqual({ kind: 'shown', url: 'blob:1' })
    expect(loads).toHaveLength(1)
  })
})

describe('images that do not come', () => {
  it.each([
    [offline, 'offline'],
    [err({ type: 'image-not-here', reason: 'not-on-relay' }), 'not-on-relay'],
    [err({ type: 'image-not-here', reason: 'altered' }), 'altered'],
    [err({ type: 'image-not-here', reason: 'unreadable' }), 'unreadable'],
    [err({ type: 'storage', problem: 'disk-full' }), 'failed'],
  ] satisfies readonly (readonly [CommandResult<'image.load'>, string])[])(
    'say why: %j',
    async (answer, reason) => {
      const { want, loads } = openCache()
      const one = want('a')
      await loads[0]!.answer(answer)
      expect(one.last()).toEqual({ kind: 'missing', reason })
    },
  )

  it('are tried again when there is a reason to, and only then', async () => {
    const { cache, want, loads } = openCache()
    const one = want('a')
    await loads[0]!.answer(offline)
    expect(loads).toHaveLength(1)
    cache.retryMissing()
    expect(one.last()).toEqual({ kind: 'waiting' })
    await loads[1]!.answer(bytes(10))
    expect(one.last()).toEqual({ kind: 'shown', url: 'blob:1' })
  })

  it('are forgotten with the last one who wanted them', async () => {
    const { cache, want, loads } = openCache()
    const one = want('a')
    await loads[0]!.answer(offline)
    one.release()
    cache.retryMissing()
    expect(loads).toHaveLength(1)
  })

  it('are asked for again by whoever scrolls back to them', async () => {
    const { want, loads } = openCache()
    want('a')
    await loads[0]!.answer(offline)
    want('a')
    expect(loads).toHaveLength(2)
  })
})
