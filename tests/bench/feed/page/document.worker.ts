/// <reference types="vite/client" />
import wasmUrl from '@automerge/automerge/automerge.wasm?url'
import { initializeWasm, load } from '@automerge/automerge/slim'
import { concatBytes } from '../../../../src/base/bytes.ts'
import { readSegment } from '../../../../src/core/documents/index.ts'
import { createBrowserDocumentStorage } from '../../../../src/platform/browser/document-storage.ts'
import type { DocumentsOpened } from './document-worker-wire.ts'

const starting = initializeWasm(wasmUrl)
const documents = createBrowserDocumentStorage()

/** As they lie on disk, without a look at who sealed them. */
const open = async (ids: readonly string[]): Promise<void> => {
  await starting
  let entries = 0
  for (const id of ids) {
    const chunks = await documents.load(id)
    if (!chunks.ok || chunks.value.length === 0) throw new Error('there is no document')
    entries += readSegment(load(concatBytes(...chunks.value))).entries.length
  }
  const opened: DocumentsOpened = { documents: ids.length, entries }
  postMessage(opened)
}

addEventListener('message', ({ data }: MessageEvent<readonly string[]>) => void open(data))
