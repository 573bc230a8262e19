import { ok } from '../../base/result.ts'
import type { DocumentStorage } from '../../core/ports.ts'
import { createFailureSwitch, type FailureSwitch } from './storage-failure.ts'

export const createMemoryDocumentStorage = (): DocumentStorage & FailureSwitch => {
  const documents = new Map<string, readonly Uint8Array[]>()
  const failure = createFailureSwitch()
  return {
    failWith: failure.failWith,
    load: async documentId =>
      failure.onRead() ?? ok((documents.get(documentId) ?? []).map(chunk => chunk.slice())),
    append: async (documentId, chunk) => {
      const failed = failure.onWrite()
      if (failed) return failed
      documents.set(documentId, [...(documents.get(documentId) ?? []), chunk.slice()])
      return ok(null)
    },
    replace: async (documentId, chunk) => {
      const failed = failure.onWrite()
      if (failed) return failed
      documents.set(documentId, [chunk.slice()])
      return ok(null)
    },
    remove: async documentId => {
      const failed = failure.onRead()
      if (failed) return failed
      documents.delete(documentId)
      return ok(null)
    },
    list: async () => failure.onRead() ?? ok([...documents.keys()]),
  }
}
