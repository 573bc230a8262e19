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
const twelveMegapixels = async (): Promise<number> => 12_000_000

describe('previews of chosen files', () => {
  it('are decoded two at a time however many there are', async () => {
    const decoder = createDecoder()
    const previews = createPreviews({
      ...previewDefaults,
      countPixels: twelveMegapixels,
      decode: decoder.decode,
    })
    const all = Array.from({ length: 40 }, (_, i) => previews.of(String(i), small))
    await decoder.finishAll()
    expect((await Promise.all(all)).every(one => one !== null)).toBe(true)
    expect(decoder.most()).toBe(2)
  })

  it('are decoded once, and the oldest make room', async () => {
    const decoder = createDecoder()
    const previews = createPreviews({
      ...previewDefaults,
      countPixels: twelveMegapixels,
      decode: decoder.decode,
      maxHeld: 3,
    })
    const first = previews.of('0', small)
    expect(previews.of('0', small)).toBe(first)
    for (let i = 1; i < 5; i++) void previews.of(String(i), small)
    await decoder.finishAll()
    expect(decoder.closed()).toBe(2)
  })

  it('are none for what cannot be decoded, and for files too large to try', async () => {
    const previews = createPreviews({
      ...previewDefaults,
      countPixels: twelveMegapixels,
      decode: () => Promise.reject(new DOMException('no', 'InvalidStateError')),
      maxFileBytes: 4,
    })
    expect(await previews.of('heic', small)).toBeNull()
    expect(await previews.of('huge', new Blob(['12345']))).toBeNull()
  })

  it('are none for a small file of far too many pixels, which is never decoded', async () => {
    let decoded = 0
    const previews = createPreviews({
      ...previewDefaults,
      countPixels: async () => 3_600_000_000,
      decode: () => {
        decoded++
        return Promise.reject(new Error('decoded'))
      },
    })
    expect(await previews.of('bomb', small)).toBeNull()
    expect(decoded).toBe(0)
  })
})
