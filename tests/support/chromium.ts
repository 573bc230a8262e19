import { chromium } from 'playwright-core'
import type { Browser, LaunchOptions } from 'playwright-core'
import { findChromium, howToGetChromium } from '../../scripts/lib/chromium.mjs'

/** No sandbox because tests may run as root in a container; the rest keeps the browser off the network. */
export const chromiumFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** One real browser; every `newContext()` of it is a person's own device with its own storage. */
export const launchChromium = (options: LaunchOptions = {}): Promise<Browser> => {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error(howToGetChromium)
  return chromium.launch({ executablePath, ...options, args: [...chromiumFlags, ...(options.args ?? [])] })
}
