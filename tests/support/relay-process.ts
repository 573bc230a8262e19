/** The real relay: the bundle that `npm start` runs, in a process of its own, on real files and real sockets. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export interface RelayProcess {
  /** `http://127.0.0.1:port`. */
  readonly url: string
  readonly wsUrl: string
  /** What a client signs. */
  readonly origin: string
  readonly port: number
  readonly pid: number
  readonly dataDir: string
  /** Resolves once the process is gone. */
  kill(
    signal?: NodeJS.Signals,
  ): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>
  /** Ends it politely, and removes its data if it was made for it. */
  stop(): Promise<void>
  /** The log so far. */
  stderr(): string
}

export interface RelayProcessOptions {
  /** Kept when given; else a new folder, removed by `stop`. */
  readonly dataDir?: string
  readonly port?: number
  readonly env?: Readonly<Record<string, string>>
}

/** The directory reads documents soon after they change, and may be asked often, so that no test waits. */
export const quickDirectory = { GESSO_DIRECTORY_REST_MS: '30', GESSO_DIRECTORY_REQUEST_BURST: '10000' }

const root = fileURLToPath(new URL('../..', import.meta.url))
const startMs = 15_000

export const startRelay = async (options: RelayProcessOptions = {}): Promise<RelayProcess> => {
  await buildRelayOnce()
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'gesso-relay-')))
  const child = spawn(process.execPath, [join(root, 'dist/server/index.js')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      GESSO_DATA: dataDir,
      GESSO_APP: join(root, 'dist/app'),
      ...options.env,
      PORT: String(options.port ?? 0),
    },
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const gone = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  const port = await printedPort(child, () => stderr)
  const kill = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    const [code, endedBy] = await gone
    return { code, signal: endedBy }
  }
  return {
    url: `http://127.0.0.1:${port}`,
    wsUrl: `ws://127.0.0.1:${port}/sync`,
    origin: `http://127.0.0.1:${port}`,
    port,
    pid: child.pid ?? 0,
    dataDir,
    kill,
    async stop() {
      await kill()
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true })
    },
    stderr: () => stderr,
  }
}

const printedPort = (child: ChildProcess, stderr: () => string): Promise<number> =>
  new Promise((resolve, reject) => {
    const giveUp = (why: string): void => {
      clearTimeout(timer)
      reject(new Error(`${why}\n${stderr()}`))
    }
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      giveUp('the relay did not start in time')
    }, startMs)
    let printed = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      const port = /Gesso is at http:\/\/\S+:(\d+)/.exec(printed)?.[1]
      if (port === undefined) return
      clearTimeout(timer)
      resolve(Number(port))
    })
    child.once('exit', code => giveUp(`the relay ended with ${code} before it was ready`))
  })

let building: Promise<void> | null = null

/** Test files run in several processes, of which one builds while the others wait. */
export const buildRelayOnce = (): Promise<void> => (building ??= withBuildLock(build))

const build = async (): Promise<void> => {
  await promisify(execFile)(process.execPath, [join(root, 'scripts/build.mjs'), 'relay', '--missing'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
  })
}

const lockDir = join(root, 'node_modules/.cache/gesso-relay-build.lock')
const staleMs = 60_000

const withBuildLock = async (task: () => Promise<void>): Promise<void> => {
  await mkdir(join(lockDir, '..'), { recursive: true })
  for (;;) {
    try {
      await mkdir(lockDir)
      break
    } catch {
      // Whoever held it may have been killed.
      const heldSince = await stat(lockDir).then(
        ({ mtimeMs }) => mtimeMs,
        () => Date.now(),
      )
      if (Date.now() - heldSince > staleMs) await rm(lockDir, { recursive: true, force: true })
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }
  try {
    await task()
  } finally {
    await rm(lockDir, { recursive: true, force: true })
  }
}
