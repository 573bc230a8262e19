/** The core's own preparing, in this process, over codecs for Node. */
import { prepareImage } from '../../../src/core/images/prepare-image.ts'
import type { ImagePreparer } from '../../../src/core/ports.ts'
import { sharpCodec } from './sharp-codec.ts'

export interface NodePreparer extends ImagePreparer {
  /** As if windows came and went. */
  setCapacity(capacity: number): void
}

export const createNodePreparer = (): NodePreparer => {
  const listeners = new Set<() => void>()
  let capacity = 2
  return {
    capacity: () => capacity,
    onCapacity(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    prepare: (source, options, signal) =>
      prepareImage(source, options, { codec: sharpCodec, admit: async () => undefined }, signal),
    setCapacity(next) {
      capacity = next
      for (const listener of listeners) listener()
    },
  }
}
