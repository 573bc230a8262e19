/** A browser on a folder of its own that can be killed as a phone kills an app, and opened again. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { findChromium, howToGetChromium } from '../../../scripts/lib/chromium.mjs'
import { chromiumFlags } from '../../support/chromium.ts'

export interface MortalBrowser {
  readonly context: BrowserContext
  readonly page: Page
}

export interface MortalDevice {
  /** Finds all that was on disk when it was killed. */
  open(): Promise<MortalBrowser>
  /** Without a word to anything in it. */
  kill(): Promise<void>
  /** Kills what is open, and removes the folder. */
  remove(): Promise<void>
}

export const createMortalDevice = async (): Promise<MortalDevice> => {
  const profile = await mkdtemp(join(tmpdir(), 'gesso-browser-'))
  let kill = (): Promise<void> => Promise.resolve()
  return {
    async open() {
      const { context, page, ...opened } = await openBrowser(profile)
      kill = opened.kill
      return { context, page }
    },
    kill: () => kill(),
    async remove() {
      await kill()
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

const openBrowser = async (profile: string): Promise<MortalBrowser & { kill(): Promise<void> }> => {
  const executable = findChromium()
  if (executable === null) throw new Error(howToGetChromium)
  await rm(join(profile, portFile), { force: true })
  const args = [...chromiumFlags, '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank']
  // In a group of its own, so that its renderers die with it.
  const child = spawn(executable, args, { detached: true, stdio: 'ignore' })
  const gone = once(child, 'exit')
  const browser = await chromium.connectOverCDP(await endpointOf(profile), { isLocal: true })
  const context = browser.contexts()[0]
  if (context === undefined) throw new Error('the browser has no context')
  context.setDefaultTimeout(20_000)
  return {
    context,
    page: context.pages()[0] ?? (await context.newPage()),
    async kill() {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
        process.kill(-child.pid, 'SIGKILL')
      }
      await gone
      await browser.close().catch(() => undefined)
    },
  }
}

const portFile = 'DevToolsActivePort'
const startMs = 20_000

/** Two lines, which the browser writes once it listens: the port and the path. */
const endpointOf = async (profile: string): Promise<string> => {
  const deadline = performance.now() + startMs
  while (performance.now() < deadline) {
    const [port, path] = (await readFile(join(profile, portFile), 'utf8').catch(() => '')).split('\n')
    if (port !== undefined && path !== undefined) return `ws://127.0.0.1:${port}${path}`
    await after(50)
  }
  throw new Error('the browser did not start in time')
}
