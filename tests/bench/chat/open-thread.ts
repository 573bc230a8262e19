/**
 * The newest screen of a long conversation in real Chromium: the app's core in its own worker over rows in IndexedDB,
 * against a worker that loads the same conversation as one Automerge document from IndexedDB. From the question on the
 * page to the rows on the page; drawing them is the same for both and left out.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { build, preview } from 'vite'
import { findChromium, howToGetChromium } from '../../../scripts/lib/chromium.mjs'
import { chromiumFlags } from '../../support/chromium.ts'
import { medianOf } from '../measure.ts'
import type { Opened } from './page/document-worker-wire.ts'
import type { BenchPage } from './page/page.ts'

const screen = 50
const warmRounds = 31
const documentRounds = 5
const restarts = 5

/** dist/bench/chat/chat.bench.js → the repository. */
const root = fileURLToPath(new URL('../../..', import.meta.url))
const configFile = `${root}/tests/bench/chat/page/vite.config.ts`
const outDir = `${root}/dist/bench/chat-page`

declare global {
  interface Window {
    readonly bench: BenchPage
  }
}

export const benchOpening = async (messages: number, document: Uint8Array): Promise<void> => {
  await build({ configFile, logLevel: 'warn', build: { outDir, emptyOutDir: true } })
  const server = await preview({ configFile, build: { outDir }, preview: { port: 0 }, logLevel: 'warn' })
  const address = server.resolvedUrls?.local[0]
  if (address === undefined) throw new Error('the page is not served')
  const profile = await mkdtemp(join(tmpdir(), 'gesso-bench-chat-'))
  const visit = <T>(use: (page: Page) => Promise<T>): Promise<T> => withPage(profile, address, use)
  try {
    await visit(page => fill(page, messages, document))
    await visit(measureWarm)
    await measureRestarts(visit)
  } finally {
    await server.close()
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

const withPage = async <T>(profile: string, address: string, use: (page: Page) => Promise<T>): Promise<T> => {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error(howToGetChromium)
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: chromiumFlags,
  })
  try {
    const page = context.pages()[0] ?? (await context.newPage())
    await page.goto(address)
    await page.waitForFunction(() => 'bench' in window)
    return await use(page)
  } finally {
    await context.close()
  }
}

const fill = async (page: Page, messages: number, document: Uint8Array): Promise<void> => {
  await page.route('**/document', route => route.fulfill({ body: Buffer.from(document) }))
  await page.evaluate(() => window.bench.keepDocument('/document'))
  await page.evaluate(count => window.bench.fill(count), messages)
}

const openThread = (page: Page): Promise<Opened> =>
  page.evaluate(count => window.bench.openThread(count), screen)
const openDocument = (page: Page): Promise<Opened> =>
  page.evaluate(count => window.bench.openDocument(count), screen)

const times = async (count: number, open: () => Promise<Opened>): Promise<number[]> => {
  const taken: number[] = []
  for (let round = 0; round < count; round++) {
    const { tookMs, items } = await open()
    if (items !== screen) throw new Error(`${items} items instead of ${screen}`)
    taken.push(tookMs)
  }
  return taken
}

const measureWarm = async (page: Page): Promise<void> => {
  // Whatever starts, has.
  await openThread(page)
  await openDocument(page)
  const rows = await times(warmRounds, () => openThread(page))
  const documents = await times(documentRounds, () => openDocument(page))
  say('warm', rows, documents, 16)
}

/** A browser that was closed and opened again for each of them. */
const measureRestarts = async (visit: <T>(use: (page: Page) => Promise<T>) => Promise<T>): Promise<void> => {
  const starts: number[] = []
  const rows: number[] = []
  const documents: number[] = []
  for (let round = 0; round < restarts; round++) {
    await visit(async page => {
      starts.push(await page.evaluate(() => window.bench.openCore()))
      rows.push(...(await times(1, () => openThread(page))))
    })
    documents.push(...(await visit(page => times(1, () => openDocument(page)))))
  }
  console.log(
    `  the core has the account open ${medianOf(starts).toFixed(0)} ms after a restart of the browser`,
  )
  say('then', rows, documents, 250)
}

const say = (what: string, rows: readonly number[], documents: readonly number[], target: number): void => {
  const [ours, theirs] = [medianOf(rows), medianOf(documents)]
  console.log(
    `  newest ${screen}, ${what}: ${ours.toFixed(1)} ms (to reach: ${target}; slowest ${Math.max(...rows).toFixed(1)}), ` +
      `one document ${theirs.toFixed(0)} ms; ratio 1/${(theirs / ours).toFixed(0)}`,
  )
}
