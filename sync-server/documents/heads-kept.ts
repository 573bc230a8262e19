/**
 * What the heads of documents are that are not in use, so that they need not be read to be compared. About 150 bytes
 * each; the longest unasked go first.
 */
import type { DocId } from '../../src/protocol/relay/frames.ts'

export interface HeadsKept {
  /** The digest (protocol/relay/resume.ts); undefined when the document has to be read. */
  get(doc: DocId): string | undefined
  /** Null: it is not known any more. */
  set(doc: DocId, digest: string | null): void
  size(): number
}

export const createHeadsKept = (most: number): HeadsKept => {
  const kept = new Map<DocId, string>()
  const put = (doc: DocId, digest: string): void => {
    kept.delete(doc)
    kept.set(doc, digest)
  }
  return {
    get(doc) {
      const digest = kept.get(doc)
      if (digest !== undefined) put(doc, digest)
      return digest
    },
    set(doc, digest) {
      if (digest === null) kept.delete(doc)
      else put(doc, digest)
      const [oldest] = kept.keys()
      if (kept.size > most && oldest !== undefined) kept.delete(oldest)
    },
    size: () => kept.size,
  }
}
