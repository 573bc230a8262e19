import { describe, expect, it } from 'vitest'
import { createPreviews, previewDefaults } from '../../../../src/ui/galleries/adding/previews.ts'

/** Decodes when told to. */
const createDecoder = () => {
  const waiting: (() => void)[] = []
  let decoding = 0
  let most = 0
  let closed = 0
  const decode = (): Promise<ImageBitmap> => {
    most = Math.max(most, ++decoding)
    return new Promise(resolve =>
      waiting.push(() => {
        decoding -= 1
        resolve({ close: () => (closed += 1) } as unknown as ImageBitmap)
      }),
    )
  }
  const settle = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 0))
  const finishAll = async (): Promise<void> => {
    await settle()
    while (waiting.length > 0) {
      waiting.shift()?.()
      await settle()
    }
  }
  return { decode, finishAll, most: () => most, closed: () => closed }
}

const small = new Blob(['x'])

describe('previews of chosen files', () => {
  it('are decoded two at a time however many there are', async () => {
    const decoder = createDecoder()
    const previews = createPreviews({ ...previewDefaults, decode: decoder.decode })
    const all = Array.from({ length: 40 }, (_, i) => previews.of(String(i), small))
    await decoder.finishAll()
    expect((await Promise.all(all)).every(one => one !== null)).toBe(true)
    expect(decoder.most()).toBe(2)
  })

  it('are decoded once, and the oldest make room', async () => {
    const decoder = createDecoder()
    const previews = createPreviews({ ...previewDefaults, decode: decoder.decode, maxHeld: 3 })
    const first = previews.of('0', small)
    expect(previews.of('0', small)).toBe(first)
    for (let i = 1; i < 5; i++) void previews.of(String(i), small)
    await decoder.finishAll()
    expect(decoder.closed()).toBe(2)
  })

  it('are none for what cannot be decoded, and for files too large to try', async () => {
    const previews = createPreviews({
      ...previewDefaults,
      decode: () => Promise.reject(new DOMException('no', 'InvalidStateError')),
      maxFileBytes: 4,
    })
    expect(await previews.of('heic', small)).toBeNull()
    expect(await previews.of('huge', new Blob(['12345']))).toBeNull()
  })
})
