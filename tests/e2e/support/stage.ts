/** Real browsers before the real relay, which serves the built app; each person behind a line that can be cut. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchChromium } from '../../support/chromium.ts'
import { createCuttableProxy, type CuttableProxy } from '../../support/cuttable-proxy.ts'
import { type RelayProcess, startRelay } from '../../support/relay-process.ts'

export interface Person {
  readonly context: BrowserContext
  readonly page: Page
  readonly line: CuttableProxy
  /** What their browser dials. */
  readonly origin: string
  /** Page errors and console errors that nobody expected. */
  readonly complaints: readonly string[]
}

export interface PersonOptions {
  readonly width?: number
  readonly height?: number
  readonly colorScheme?: 'light' | 'dark'
  /** A port before the relay's to go through. */
  readonly behind?: number
}

export interface Stage {
  readonly relay: RelayProcess
  readonly browser: Browser
  /** Somebody with a browser of their own: nothing stored, own line. */
  enter(options?: PersonOptions): Promise<Person>
  close(): Promise<void>
}

/** `args`: switches of the browser, such as a camera of its own. */
export const setStage = async (args: readonly string[] = []): Promise<Stage> => {
  const [relay, browser] = await Promise.all([startRelay(), launchChromium({ args: [...args] })])
  const lines: CuttableProxy[] = []
  return {
    relay,
    browser,
    async enter({ width = 1280, height = 860, colorScheme = 'light', behind = relay.port } = {}) {
      const line = await createCuttableProxy(behind)
      lines.push(line)
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme,
        reducedMotion: 'reduce',
      })
      context.setDefaultTimeout(20_000)
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('pageerror', error => complaints.push(`page: ${error.message}`))
      page.on('console', message => {
        if (message.type() === 'error' && !isAboutTheNetwork(message.text()))
          complaints.push(`console: ${message.text()}`)
      })
      return { context, page, line, origin: `http://127.0.0.1:${line.port}`, complaints }
    },
    async close() {
      await browser.close()
      await Promise.all(lines.map(line => line.close()))
      await relay.stop()
    },
  }
}

/** A cut line is noisy in the browser's console, and that is expected. */
const isAboutTheNetwork = (text: string): boolean =>
  /ERR_(CONNECTION|EMPTY|NETWORK|INTERNET)|WebSocket connection|Failed to load resource/.test(text)

/** Storing every file of the app takes as long as it takes on a busy machine. */
const offlineReadyMs = 60_000

/** The service worker has everything, so that the next visit needs no network. */
export const untilOfflineReady = async (page: Page): Promise<void> => {
  const isReady = (): boolean => navigator.serviceWorker.controller?.state === 'activated'
  await page.waitForFunction(isReady, undefined, { timeout: offlineReadyMs })
}
