/** Ours, cut down to what the rival does in one call: one JPEG of at most 2,560 pixels. */
import { readFacts } from '../../src/core/images/source-facts.ts'
import { fitInto } from '../../src/core/images/sizes.ts'
import { withOnlyMetadata } from '../../src/core/images/rewrite.ts'
import { canvasCodec } from '../../src/platform/browser/canvas-codec.ts'

export interface SingleRequest {
  readonly source: Blob
  readonly longEdge: number
  readonly quality: number
}

const make = async ({ source, longEdge, quality }: SingleRequest): Promise<Uint8Array> => {
  const facts = readFacts(new Uint8Array(await source.arrayBuffer()))
  if (!facts.ok) throw new Error(facts.error)
  const decoded = await canvasCodec.decode(source, facts.value.isWide ? 'display-p3' : 'srgb')
  if (decoded === null) throw new Error('not decoded')
  const { width, height } = fitInto(decoded, longEdge)
  const full = decoded.resize(width, height)
  decoded.close()
  const bytes = await full.encode('image/jpeg', quality)
  full.close()
  if (bytes === null) throw new Error('not written')
  return withOnlyMetadata(bytes, 'image/jpeg', { ...facts.value.metadata, orientation: 1 }) ?? bytes
}

self.addEventListener('message', ({ data }: MessageEvent<SingleRequest>) => {
  void make(data).then(bytes => self.postMessage(bytes))
})
