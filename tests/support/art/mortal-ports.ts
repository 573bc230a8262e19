/** Stores taken from under a core, as when its process is killed: from then on nothing is answered. */
import type { Ports } from '../../../src/core/ports.ts'

type Stores = Pick<Ports, 'documents' | 'values' | 'blobs' | 'sources'>
type Call = `${'documents' | 'values' | 'blobs' | 'sources'}.${string}`

export interface MortalStores {
  readonly stores: Stores
  kill(): void
  /** Dies at the first such call, before it is carried out. */
  killAt(isIt: (call: Call) => boolean): void
  isDead(): boolean
}

export const createMortalStores = ({ documents, values, blobs, sources }: Stores): MortalStores => {
  let isDead = false
  let isIt: (call: Call) => boolean = () => false
  const never = <T>(): Promise<T> => new Promise<T>(() => undefined)
  const guard =
    <A extends readonly unknown[], R>(name: Call, call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (!isDead && isIt(name)) isDead = true
      if (isDead) return never()
      const answer = await call(...args)
      return isDead ? never() : answer
    }
  return {
    stores: {
      documents: {
        load: guard('documents.load', documents.load),
        append: guard('documents.append', documents.append),
        replace: guard('documents.replace', documents.replace),
        remove: guard('documents.remove', documents.remove),
        list: guard('documents.list', documents.list),
      },
      values: {
        get: guard('values.get', values.get),
        set: guard('values.set', values.set),
        remove: guard('values.remove', values.remove),
        keys: guard('values.keys', values.keys),
      },
      blobs: {
        put: guard('blobs.put', blobs.put),
        get: guard('blobs.get', blobs.get),
        has: guard('blobs.has', blobs.has),
        remove: guard('blobs.remove', blobs.remove),
        touch: guard('blobs.touch', blobs.touch),
        list: guard('blobs.list', blobs.list),
      },
      sources: {
        put: guard('sources.put', sources.put),
        get: guard('sources.get', sources.get),
        remove: guard('sources.remove', sources.remove),
        list: guard('sources.list', sources.list),
      },
    },
    kill() {
      isDead = true
    },
    killAt(next) {
      isIt = next
    },
    isDead: () => isDead,
  }
}
