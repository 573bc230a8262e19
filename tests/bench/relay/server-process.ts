/** A server in a process of its own, on a port and in a folder of its own, with the probe inside. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { parseUse, type Use } from './use.ts'

export interface ServerProcess {
  readonly name: string
  readonly port: number
  /** `memory` collects garbage first. */
  use(question: 'cpu' | 'memory'): Promise<Use>
  /** Ends it and removes its data. */
  stop(): Promise<void>
}

export interface ServerProgram {
  readonly name: string
  readonly program: string
  /** What it is told beside its environment, given a folder for its data. */
  readonly env: (dataDir: string) => Readonly<Record<string, string>>
}

/** Where this bench was built to: dist/bench/relay. */
const here = fileURLToPath(new URL('.', import.meta.url))
const probe = pathToFileURL(join(here, 'relay-probe.process.js')).href
const startMs = 20_000

/** Extra options for Node, such as --cpu-prof. */
const nodeOptions = (process.env['SERVER_NODE_OPTIONS'] ?? '').split(' ').filter(option => option !== '')

export const officialServer: ServerProgram = {
  name: 'official',
  program: join(here, 'relay-official.process.js'),
  env: dataDir => ({ DATA_DIR: dataDir }),
}

export const gessoRelay: ServerProgram = {
  name: 'this relay',
  program: join(here, '../../server/index.js'),
  env: dataDir => ({ PORT: '0', HOST: '127.0.0.1', GESSO_DATA: dataDir }),
}

/** The bundle that `npm start` runs, unless it is there and newer than its sources. */
export const buildRelay = async (): Promise<void> => {
  const root = join(here, '../../..')
  await promisify(execFile)(process.execPath, [join(root, 'scripts/build.mjs'), 'relay', '--missing'], {
    cwd: root,
  })
}

export const startServer = async ({ name, program, env }: ServerProgram): Promise<ServerProcess> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'gesso-bench-'))
  const logPath = join(dataDir, 'server.log')
  const log = openSync(logPath, 'w')
  const child = spawn(process.execPath, ['--expose-gc', ...nodeOptions, '--import', probe, program], {
    stdio: ['ignore', 'pipe', log, 'ipc'],
    env: { ...process.env, NODE_ENV: 'production', ...env(dataDir) },
  })
  closeSync(log)
  const gone = once(child, 'exit')
  const port = await printedPort(child).catch((error: unknown) => {
    console.error(readFileSync(logPath, 'utf8').slice(-4_000))
    throw error
  })
  return {
    name,
    port,
    async use(question) {
      const answered = once(child, 'message')
      child.send(question)
      const [answer] = (await answered) as unknown[]
      return parseUse(answer)
    },
    async stop() {
      child.kill('SIGTERM')
      const impatient = setTimeout(() => child.kill('SIGKILL'), 5_000)
      await gone
      clearTimeout(impatient)
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

const printedPort = (child: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error('the server did not start in time'))
    }, startMs)
    let printed = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      const port = /at http:\/\/\S+:(\d+)/.exec(printed)?.[1]
      if (port === undefined) return
      clearTimeout(timer)
      resolve(Number(port))
    })
    child.once('exit', code => {
      clearTimeout(timer)
      reject(new Error(`the server ended with ${code} before it was ready`))
    })
  })
