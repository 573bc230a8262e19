/** What a browser uses while something runs in one of its pages. Linux only: reads /proc. */
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'

export interface Usage {
  /** The most that all its processes held together, above the start; shared pages count by their share. */
  readonly peakBytes: number
  /** Of all its processes. */
  readonly cpuMs: number
  /** Of the page's own thread. */
  readonly pageCpuMs: number
}

export const watchUsage = async (browser: Browser, page: Page) => {
  const whole = await browser.newBrowserCDPSession()
  const thread = await page.context().newCDPSession(page)
  await thread.send('Performance.enable', { timeDomain: 'threadTicks' })

  const look = async () => {
    const { processInfo } = await whole.send('SystemInfo.getProcessInfo')
    const { metrics } = await thread.send('Performance.getMetrics')
    const sizes = await Promise.all(processInfo.map(({ id }) => heldBy(id)))
    return {
      bytes: sizes.reduce((sum, bytes) => sum + bytes, 0),
      cpuMs: processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1_000, 0),
      pageCpuMs: (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000,
    }
  }
  let before = await look()
  let peak = 0
  let running = new AbortController()
  let watching = Promise.resolve()
  const watch = async ({ signal }: AbortController): Promise<void> => {
    while (!signal.aborted) {
      peak = Math.max(peak, (await look()).bytes)
      await new Promise(resolve => setTimeout(resolve, 200))
    }
  }
  return {
    start: async (): Promise<void> => {
      before = await look()
      peak = before.bytes
      running = new AbortController()
      watching = watch(running)
    },
    stop: async (): Promise<Usage> => {
      running.abort()
      await watching
      const after = await look()
      return {
        peakBytes: peak - before.bytes,
        cpuMs: after.cpuMs - before.cpuMs,
        pageCpuMs: after.pageCpuMs - before.pageCpuMs,
      }
    },
  }
}

const heldBy = async (pid: number): Promise<number> => {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) * 1_024
}
