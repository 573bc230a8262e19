/// <reference types="vite/client" />
import wasmUrl from '@automerge/automerge/automerge.wasm?url'
import { initializeWasm } from '@automerge/automerge/slim'
import type { CoreApi } from '../core/api.ts'
import { createCore } from '../core/create-core.ts'
import { createBrowserPorts } from '../platform/browser/browser-ports.ts'
import { createBrowserImagePool } from '../platform/browser/image-pool.ts'
import { serveCore } from './serve-core.ts'
import type { WirePort } from './wire.ts'

const images = createBrowserImagePool()
const ports = createBrowserPorts(images)
let core: Promise<CoreApi> | undefined

const startCore = (): Promise<CoreApi> =>
  initializeWasm(wasmUrl)
    .then(() => createCore(ports))
    .catch((error: unknown) => {
      core = undefined
      throw error
    })

const serve = (port: WirePort): void => serveCore(port, (core ??= startCore()), { ...ports, images })

// Set before anything is awaited: a shared worker's first `connect` event comes once.
if ('onconnect' in self) {
  self.onconnect = ({ ports: [port] }: MessageEvent) => {
    if (port) serve(port)
  }
} else serve(self)
