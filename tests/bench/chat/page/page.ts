/**
 * What the bench asks of the page: the app's own core in its own worker, and beside it a worker that keeps the same
 * conversation as one document.
 */
import type { CoreApi, ThreadRow } from '../../../../src/core/api.ts'
import { createBrowserPorts } from '../../../../src/platform/browser/browser-ports.ts'
import { createBrowserValueStorage } from '../../../../src/platform/browser/value-storage.ts'
import { noImagePreparer } from '../../../../src/platform/no-image-preparer.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import { connectCore } from '../../../../src/worker/core-client.ts'
import { fillConversation } from '../fill-conversation.ts'
import { documentKey, documentStore, isOpened, type Opened } from './document-worker-wire.ts'

export interface BenchPage {
  /** Makes an account and gives it a conversation. */
  fill(messages: number): Promise<void>
  keepDocument(url: string): Promise<void>
  /** Until the core has the account open; where it has already, at once. */
  openCore(): Promise<number>
  /** From the question to the newest screen; the first includes starting the core. */
  openThread(screen: number): Promise<Opened>
  /** The same where the document is what is kept; the first includes starting WASM. */
  openDocument(screen: number): Promise<Opened>
}

const conversation = 'A'.repeat(22)
const other = new Uint8Array(32).fill(7) as AccountId

let core: CoreApi | null = null
let documents: Worker | null = null

const newestOf = (screen: number): Promise<ThreadRow> =>
  new Promise(resolve => {
    core ??= connectCore()
    const stop = core.watch(
      { type: 'thread', conversation, place: { kind: 'newest' }, older: screen, newer: 0 },
      row => {
        // A core that has just started answers with nothing until the account is open.
        if (row.items.length === 0) return
        queueMicrotask(() => stop())
        resolve(row)
      },
    )
  })

const bench: BenchPage = {
  async fill(messages) {
    core ??= connectCore()
    const made = await core.run({
      type: 'account.create',
      name: 'Bench',
      passphrase: null,
      deviceName: 'bench',
    })
    if (!made.ok) throw new Error(made.error.type)
    await fillConversation(createBrowserPorts(noImagePreparer), {
      conversation,
      other,
      messages,
      untilMs: Date.now(),
    })
  },
  async keepDocument(url) {
    const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer())
    const kept = await createBrowserValueStorage(documentStore).set(documentKey, bytes)
    if (!kept.ok) throw new Error(kept.error.type)
  },
  openCore: () =>
    new Promise(resolve => {
      const start = performance.now()
      core ??= connectCore()
      const stop = core.watch({ type: 'session' }, row => {
        if (row.kind !== 'open') return
        queueMicrotask(() => stop())
        resolve(performance.now() - start)
      })
    }),
  async openThread(screen) {
    const start = performance.now()
    const { items } = await newestOf(screen)
    return { tookMs: performance.now() - start, items: items.length }
  },
  openDocument: screen =>
    new Promise((resolve, reject) => {
      const start = performance.now()
      documents ??= new Worker(new URL('./document.worker.ts', import.meta.url), { type: 'module' })
      documents.onerror = () => reject(new Error('the document worker failed'))
      documents.onmessage = ({ data }) => {
        if (isOpened(data)) resolve({ tookMs: performance.now() - start, items: data.items })
        else reject(new Error('the document worker said something else'))
      }
      documents.postMessage(screen)
    }),
}

Object.assign(window, { bench })
