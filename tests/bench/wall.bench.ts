/**
 * A wall of 2,000 works in real Chromium, at full speed and with the processor slowed down four times: how
 * soon the first row stands, and how long the page's thread is busy at a stretch while the whole wall scrolls
 * by and while somebody jumps about in it. The page is the built app over a core of prepared rows, with 48
 * pictures drawn beforehand. What our code costs is counted in the thread's own time, so that other programs
 * on the machine do not; frames are counted as they came, painted without a graphics card.
 */
import { fileURLToPath } from 'node:url'
import { build, preview } from 'vite'
import type { CDPSession, Page } from 'playwright-core'
import { launchChromium } from '../support/chromium.ts'
import { medianOf, percentileOf } from './measure.ts'
import { traceBusyTimes } from './wall/busy-times.ts'

const slowestMs = 50
const pxPerSecond = Number(process.env['SPEED'] ?? 6_000)
const jumps = 20
const openings = 5
const album = 'large'.padEnd(43, '0')

/** dist/bench/wall/wall.bench.js → the repository. */
const root = fileURLToPath(new URL('../../..', import.meta.url))
const configFile = `${root}/tests/support/ui-harness/vite.config.ts`
const outDir = `${root}/dist/bench/wall-page`

interface Scrolled {
  readonly px: number
  readonly deltasMs: readonly number[]
}

/** Runs in the page: by `pxPerSecond` from top to bottom, or to places all over it, half a second each. */
const scrollThrough = async (how: {
  readonly pxPerSecond: number
  readonly jumps: number
}): Promise<Scrolled> => {
  const deltasMs: number[] = []
  const frame = (): Promise<number> => new Promise(resolve => requestAnimationFrame(resolve))
  const end = document.documentElement.scrollHeight - innerHeight
  const targets = Array.from({ length: how.jumps }, (_, at) => ((at * 0.618_034) % 1) * end)
  let before = await frame()
  let jump = 0
  let jumpedMs = 0
  while (how.jumps > 0 ? jump < targets.length : scrollY < end - 1) {
    const now = await frame()
    deltasMs.push(now - before)
    if (how.jumps === 0) scrollBy({ top: ((now - before) / 1000) * how.pxPerSecond, behavior: 'instant' })
    else if (now - jumpedMs > 500) {
      jumpedMs = now
      scrollTo({ top: targets[jump++] ?? 0, behavior: 'instant' })
    }
    before = now
  }
  await frame()
  return { px: Math.round(end), deltasMs }
}

/** From the press on a link to the frame in which the first row stands. */
const openAlbum = (page: Page): Promise<number> =>
  page.evaluate(
    path =>
      new Promise<number>(resolve => {
        const started = performance.now()
        const look = (): void => {
          const stands = document.querySelector('[data-index="0"] a') !== null
          if (stands) requestAnimationFrame(() => resolve(performance.now() - started))
          else requestAnimationFrame(look)
        }
        const link = document.createElement('a')
        link.href = path
        document.body.append(link)
        link.click()
        link.remove()
        look()
      }),
    `/me/albums/${album}`,
  )

const leaveAlbum = async (page: Page): Promise<void> => {
  await page.goBack()
  await page.locator('[data-index="0"]').waitFor({ state: 'detached' })
}

const measured = async (chromium: CDPSession, what: string, act: () => Promise<Scrolled>): Promise<void> => {
  const stop = await traceBusyTimes(chromium)
  const { px, deltasMs } = await act()
  const busyMs = await stop()
  const late = deltasMs.filter(delta => delta > slowestMs).length
  const ours = busyMs.filter(ms => ms > slowestMs).length
  console.log(
    `  ${what}: ${px} px; busy over ${slowestMs} ms: ${ours} times (to reach: 0), ` +
      `longest ${Math.max(...busyMs).toFixed(1)} ms, 99.9th ${percentileOf(busyMs, 0.999).toFixed(1)} ms; ` +
      `${deltasMs.length} frames, median ${medianOf(deltasMs).toFixed(1)} ms, ${late} over ${slowestMs} ms`,
  )
}

const measure = async (page: Page, chromium: CDPSession, rate: number): Promise<void> => {
  console.log(rate === 1 ? 'full speed' : `processor slowed down ${rate} times`)
  await chromium.send('Emulation.setCPUThrottlingRate', { rate })
  const openedMs: number[] = []
  for (let opening = 0; opening < openings; opening++) {
    openedMs.push(await openAlbum(page))
    if (opening < openings - 1) await leaveAlbum(page)
  }
  const first = openedMs[0] ?? Number.NaN
  console.log(`  first row after ${first.toFixed(0)} ms at first, median ${medianOf(openedMs).toFixed(0)} ms`)
  const scroll = (how: { readonly pxPerSecond: number; readonly jumps: number }) =>
    page.evaluate(scrollThrough, how)
  await measured(chromium, 'the whole wall', () => scroll({ pxPerSecond, jumps: 0 }))
  await measured(chromium, `${jumps} jumps`, () => scroll({ pxPerSecond, jumps }))
  console.log(`  in the page at once: ${await page.locator('[data-index]').count()} of 2,000 works`)
  await chromium.send('Emulation.setCPUThrottlingRate', { rate: 1 })
}

await build({ configFile, logLevel: 'warn', build: { outDir, emptyOutDir: true } })
const server = await preview({ configFile, build: { outDir }, preview: { port: 0 }, logLevel: 'warn' })
const browser = await launchChromium()
try {
  const address = server.resolvedUrls?.local[0]
  if (address === undefined) throw new Error('the page is not served')
  for (const rate of [1, 4]) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 } })
    const page = await context.newPage()
    await page.goto(`${address}?scene=gallery-large`)
    await page.getByRole('heading', { level: 1 }).waitFor({ timeout: 120_000 })
    await measure(page, await context.newCDPSession(page), rate)
    await context.close()
  }
} finally {
  await browser.close()
  await server.close()
}
