import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { initializeWasm, isWasmInitialized } from '@automerge/automerge/slim'

let loading: Promise<void> | undefined

const initialize = async (): Promise<void> => {
  const require = createRequire(import.meta.url)
  await initializeWasm(await readFile(require.resolve('@automerge/automerge/automerge.wasm')))
}

/** Makes `@automerge/automerge/slim` usable in Node. Safe to call many times. */
export const loadAutomerge = (): Promise<void> => {
  if (isWasmInitialized()) return Promise.resolve()
  loading ??= initialize()
  return loading
}
