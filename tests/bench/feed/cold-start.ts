/**
 * From nothing to a feed that can be read, in real Chromium: the app itself over rows in IndexedDB, against a worker that
 * opens the journals' documents, which is the least that an app without rows would have to do first.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright-core'
import { build, preview } from 'vite'
import { findChromium, howToGetChromium } from '../../../scripts/lib/chromium.mjs'
import { chromiumFlags } from '../../support/chromium.ts'
import { medianOf } from '../measure.ts'
import type { BenchPage, Took } from './page/seed.ts'
import { slowedBy } from './slowed.ts'

const slowDown = 4
const restarts = 5
const warmRounds = 15
const screen = 50

/** dist/bench/feed/feed.bench.js → the repository. */
const root = fileURLToPath(new URL('../../..', import.meta.url))
const configFile = `${root}/tests/bench/feed/page/vite.config.ts`
const outDir = `${root}/dist/bench/feed-page`

declare global {
  interface Window {
    readonly feedBench: BenchPage
    /** When the first post stood on the page, by its own clock. */
    readonly firstPostMs?: number
  }
}

export interface ColdStart {
  readonly people: number
  readonly entries: number
}

type Visit = <T>(use: (page: Page) => Promise<T>) => Promise<T>

export const benchColdStart = async ({ people, entries }: ColdStart): Promise<void> => {
  await build({ configFile, logLevel: 'warn', build: { outDir, emptyOutDir: true } })
  const server = await preview({ configFile, build: { outDir }, preview: { port: 0 }, logLevel: 'warn' })
  const address = server.resolvedUrls?.local[0]
  if (address === undefined) throw new Error('the page is not served')
  const profile = await mkdtemp(join(tmpdir(), 'gesso-bench-feed-'))
  const visit: Visit = use => withPage(profile, use)
  try {
    const filled = await visit(page => fill(page, address, { people, entries }))
    console.log(`  ${people} connections, ${entries} entries; the feed shows ${filled} and more`)
    await measureRows(visit, address)
    await measureScreens(visit, address, profile, 1)
    await measureScreens(visit, address, profile, slowDown)
  } finally {
    await server.close()
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

const withPage = async <T>(profile: string, use: (page: Page) => Promise<T>): Promise<T> => {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error(howToGetChromium)
  const context = await chromium.launchPersistentContext(profile, { executablePath, args: chromiumFlags })
  try {
    return await use(context.pages()[0] ?? (await context.newPage()))
  } finally {
    await context.close()
  }
}

const openBench = async (page: Page, address: string): Promise<void> => {
  page.on('console', message => void (message.type() === 'log' && console.log(`    ${message.text()}`)))
  await page.goto(`${address}tests/bench/feed/page/seed.html`)
  await page.waitForFunction(() => 'feedBench' in window)
}

const fill = async (page: Page, address: string, counts: ColdStart): Promise<number> => {
  await openBench(page, address)
  const { feed } = await page.evaluate(filling => window.feedBench.fill(filling), {
    ...counts,
    untilMs: Date.now(),
  })
  return feed
}

const checked = ({ tookMs, items }: Took, least: number): number => {
  if (items < least) throw new Error(`${items} instead of ${least} and more`)
  return tookMs
}

/** From the question to the rows on the page, once the core is open; against opening the documents in a fresh browser. */
const measureRows = async (visit: Visit, address: string): Promise<void> => {
  const [cores, firsts, warm, documents]: number[][] = [[], [], [], []]
  for (let round = 0; round < restarts; round++) {
    await visit(async page => {
      await openBench(page, address)
      cores?.push(await page.evaluate(() => window.feedBench.openCore()))
      const ask = async () =>
        checked(await page.evaluate(count => window.feedBench.openFeed(count), screen), 1)
      firsts?.push(await ask())
      for (let again = 0; again < warmRounds / restarts; again++) warm?.push(await ask())
    })
    await visit(async page => {
      await openBench(page, address)
      documents?.push(checked(await page.evaluate(() => window.feedBench.openDocuments()), 1))
    })
  }
  const [core, first, again, theirs] = [cores, firsts, warm, documents].map(times => medianOf(times ?? []))
  console.log(`  the core has the account open after ${core?.toFixed(0)} ms`)
  console.log(
    `  newest ${screen} from rows: ${first?.toFixed(1)} ms at first, then ${again?.toFixed(1)} ms (to reach: 50); ` +
      `opening the documents ${theirs?.toFixed(0)} ms; ratio 1/${((theirs ?? 0) / (first ?? 1)).toFixed(1)}`,
  )
}

/** From the address to the first post on the screen. */
const measureScreens = async (
  visit: Visit,
  address: string,
  profile: string,
  rate: number,
): Promise<void> => {
  const times: number[] = []
  for (let round = 0; round < restarts; round++) {
    times.push(
      await visit(async page => {
        await page.addInitScript(noteFirstPost)
        return slowedBy(rate, profile, async () => {
          await page.goto(`${address}home`)
          const found = await page.waitForFunction(() => window.firstPostMs, null, { timeout: 120_000 })
          return (await found.jsonValue()) ?? Number.NaN
        })
      }),
    )
  }
  const slowest = Math.max(...times).toFixed(0)
  console.log(
    `  a post on the screen ${medianOf(times).toFixed(0)} ms after the address was opened (slowest ${slowest}), ` +
      (rate === 1 ? 'at full speed' : `the whole browser ${rate}× slower (to reach: 1000)`),
  )
}

/** Runs in the page before anything else does. */
const noteFirstPost = (): void => {
  const look = (): void => {
    if (document.querySelector('ol article, ol[aria-label] > li') === null) return
    requestAnimationFrame(() => {
      Object.assign(window, { firstPostMs: performance.now() })
    })
    watching.disconnect()
  }
  const watching = new MutationObserver(look)
  watching.observe(document, { childList: true, subtree: true })
}
