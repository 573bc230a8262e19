/**
 * The thread that reads documents, one after the other: null when it is ready, and then for each {kind, owner, changes}
 * the bytes of a `PublicContent`, or null for one that cannot be read. It is the relay's only use of Automerge, and may
 * die of it.
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import { initializeWasm } from '@automerge/automerge/slim'
import { encodeContent } from './content.ts'
import { readContent, type ReadJob } from './read-content.ts'

const wasm = createRequire(import.meta.url).resolve('@automerge/automerge/automerge.wasm')

const read = (job: ReadJob): Uint8Array | null => {
  try {
    return encodeContent(readContent(job))
  } catch {
    return null
  }
}

await initializeWasm(await readFile(wasm))
// From the relay itself, which made the job.
parentPort?.on('message', (job: ReadJob) => parentPort?.postMessage(read(job)))
parentPort?.postMessage(null)
