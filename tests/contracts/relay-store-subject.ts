/** What the contract of document stores is tried on. */
import { afterEach, beforeEach } from 'vitest'
import type { DocumentStore, StoredDocument } from '../../sync-server/stores/store.ts'

export interface DocumentStoreUnderTest {
  readonly store: DocumentStore
  /** Closes the store and opens the same data again; null for adapters that keep nothing. */
  readonly reopen: (() => Promise<DocumentStore>) | null
  cleanUp(): Promise<void>
}

export const idOf = (number: number): string => number.toString(16).padStart(32, '0')
const ownerOf = (number: number): Uint8Array => new Uint8Array(32).fill(number)
const change = (text: string): Uint8Array => new TextEncoder().encode(text)
export const alice = ownerOf(1)
export const bob = ownerOf(2)

export const textOf = (document: StoredDocument | null): string[] | null =>
  document === null ? null : document.changes.map(each => new TextDecoder().decode(each))

/** A store made for each test, and closed with it; call it in a `describe`. */
export const holdDocumentStore = (create: () => Promise<DocumentStoreUnderTest>) => {
  let subject: DocumentStoreUnderTest
  let store: DocumentStore
  beforeEach(async () => {
    subject = await create()
    store = subject.store
  })
  afterEach(async () => {
    await store.close()
    await subject.cleanUp()
  })

  return {
    store: () => store,
    canReopen: () => subject.reopen !== null,
    reopen: async (): Promise<void> => {
      if (subject.reopen !== null) store = await subject.reopen()
    },
    load: async (documentId: string): Promise<StoredDocument | null> => {
      const result = await store.load(documentId)
      if (!result.ok) throw new Error(result.error.type)
      return result.value
    },
    append: (documentId: string, owner32: Uint8Array | null, ...texts: string[]) =>
      store.append(documentId, { owner32, changes: texts.map(change) }),
    replace: (documentId: string, owner32: Uint8Array | null, ...texts: string[]) =>
      store.replace(documentId, { owner32, changes: texts.map(change) }),
  }
}

export type HeldDocumentStore = ReturnType<typeof holdDocumentStore>

/** What a write is answered with. */
export const done = { ok: true, value: null }
