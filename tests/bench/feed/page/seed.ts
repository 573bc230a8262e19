/**
 * What the bench asks of the page: a network for this browser, made by the app's own code over the app's own storage; then
 * the app's core in its worker, and beside it a worker that opens the documents instead.
 */
/// <reference types="vite/client" />
import wasmUrl from '@automerge/automerge/automerge.wasm?url'
import { initializeWasm } from '@automerge/automerge/slim'
import type { CoreApi, FeedRow } from '../../../../src/core/api.ts'
import type { OpenAccount } from '../../../../src/core/session/open-account.ts'
import { createSession } from '../../../../src/core/session/session.ts'
import { createBrowserPorts } from '../../../../src/platform/browser/browser-ports.ts'
import { noImagePreparer } from '../../../../src/platform/no-image-preparer.ts'
import { createVerifier } from '../../../../src/protocol/crypto/verify.ts'
import { connectCore } from '../../../../src/worker/core-client.ts'
import { type Filling, fillNetwork } from '../fill-network.ts'
import { isDocumentsOpened } from './document-worker-wire.ts'

export interface Took {
  readonly tookMs: number
  readonly items: number
}

export interface BenchPage {
  /** Makes an account and gives it a network; answers how many posts its feed has then. */
  fill(filling: Filling): Promise<{ readonly feed: number }>
  /** Until the core has the account open; where it has already, at once. */
  openCore(): Promise<number>
  /** From the question to the newest posts. */
  openFeed(count: number): Promise<Took>
  /** The same where documents are what is kept: all of the journals; the first includes starting WASM. */
  openDocuments(): Promise<Took>
}

const journalsKey = 'bench-journals'
const settings = { keepOriginals: false, imageBudgetBytes: 1 << 30 }
const lookEveryMs = 1_000
let core: CoreApi | null = null
let documents: Worker | null = null

/** Once everything that is here has been read. */
const untilRead = async ({ journal }: OpenAccount, people: number): Promise<FeedRow> => {
  for (;;) {
    const row = await journal.feed({ type: 'feed', top: null, count: 400 })
    if (row.people >= people && row.arriving === null) return row
    await new Promise(resolve => setTimeout(resolve, lookEveryMs))
  }
}

const feedBench: BenchPage = {
  async fill(filling) {
    await initializeWasm(wasmUrl)
    const ports = createBrowserPorts(noImagePreparer)
    const session = createSession({
      ports,
      verify: await createVerifier(),
      imageSettings: () => settings,
      onChange: () => undefined,
      onOpen: () => undefined,
    })
    await session.start()
    const created = await session.create('Bench', null, 'bench')
    const open = session.open()
    if (!created.ok || open === null) throw new Error('no account was made')
    const journals = await fillNetwork(open, ports, filling, done => {
      if (done % 20 === 0 || done === filling.people) console.log(`journals: ${done}`)
    })
    localStorage.setItem(journalsKey, JSON.stringify(journals))
    const { items } = await untilRead(open, filling.people)
    return { feed: items.length }
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
  openFeed: count =>
    new Promise(resolve => {
      const start = performance.now()
      core ??= connectCore()
      const stop = core.watch({ type: 'feed', top: null, count }, ({ items }) => {
        // A core that has just started answers with nothing until the account is open.
        if (items.length === 0) return
        queueMicrotask(() => stop())
        resolve({ tookMs: performance.now() - start, items: items.length })
      })
    }),
  openDocuments: () =>
    new Promise((resolve, reject) => {
      const journals: unknown = JSON.parse(localStorage.getItem(journalsKey) ?? '[]')
      const start = performance.now()
      documents ??= new Worker(new URL('./document.worker.ts', import.meta.url), { type: 'module' })
      documents.onerror = () => reject(new Error('the document worker failed'))
      documents.onmessage = ({ data }) => {
        if (isDocumentsOpened(data)) resolve({ tookMs: performance.now() - start, items: data.entries })
        else reject(new Error('the document worker said something else'))
      }
      documents.postMessage(journals)
    }),
}

Object.assign(window, { feedBench })
