/// <reference types="vite/client" />
import wasmUrl from '@automerge/automerge/automerge.wasm?url'
import { initializeWasm } from '@automerge/automerge/slim'
import { createBrowserValueStorage } from '../../../../src/platform/browser/value-storage.ts'
import { openLongDocument } from '../long-document.ts'
import { documentKey, documentStore } from './document-worker-wire.ts'

const starting = initializeWasm(wasmUrl)
const values = createBrowserValueStorage(documentStore)

const open = async (screen: number): Promise<void> => {
  await starting
  const bytes = await values.get(documentKey)
  if (!bytes.ok || bytes.value === null) throw new Error('there is no document')
  postMessage({ items: openLongDocument(bytes.value, screen).length })
}

addEventListener('message', ({ data }: MessageEvent<number>) => void open(data))
