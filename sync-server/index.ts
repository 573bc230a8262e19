/** Starts a relay from the environment (config.ts), and stops it when asked to. */
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../src/base/clock.ts'
import { systemRandom } from '../src/base/random.ts'
import { createNodeVerifier } from './accounts/verify-signature.ts'
import { parseConfig, type RelayConfig } from './config.ts'
import { createIndexFile } from './directory/index-file.ts'
import { startThread } from './directory/thread.ts'
import { createJsonLog, errorName } from './log.ts'
import { createRelay, type Relay, type RelayError } from './relay.ts'
import { createFileBlobStore } from './stores/file-blob-store.ts'
import { openFileIntroStore } from './stores/file-intro-store.ts'
import { nodeFileSystem } from './stores/log/file-system.ts'
import { openLogStore, type OpenStoreError } from './stores/log-store.ts'

declare const __APP_VERSION__: string

/** Hex digits that tell accounts apart in the log. */
const shortIdLength = 12

const start = async (config: RelayConfig): Promise<void> => {
  const log = createJsonLog(systemClock)
  const store = await openLogStore({
    directory: config.dataDir,
    report: ({ type, ...what }) => log({ event: `store-${type}`, ...what }),
  })
  if (!store.ok) return fail(whyNotOpened(store.error, config))
  const intros = await openFileIntroStore({
    directory: join(config.dataDir, 'intros'),
    onDamaged: bytes => log({ event: 'intros-damaged', bytes }),
  })
  if (!intros.ok) return fail(whyNotOpened(intros.error, config))
  const blobs = createFileBlobStore({
    directory: join(config.dataDir, 'blobs'),
    clock: systemClock,
    limits: config.blobs,
    onDamaged: (account, document) =>
      log({ event: 'claims-damaged', account: account.slice(0, shortIdLength), document }),
  })
  const started = await createRelay(config, {
    clock: systemClock,
    random: systemRandom,
    verify: createNodeVerifier(),
    log,
    store: store.value,
    blobs,
    intros: intros.value,
    openIndex: (kept, onFailed) =>
      createIndexFile({
        directory: join(config.dataDir, 'directory'),
        files: nodeFileSystem,
        random: systemRandom,
        kept,
        onFailed,
      }),
    startReader: () => startThread(new URL('directory-reader.js', import.meta.url)),
    version: __APP_VERSION__,
  })
  if (!started.ok) return fail(whyNotBound(started.error, config))
  const [first, ...others] = addressesOf(config, started.value.port)
  console.log(`Gesso is at ${first}`)
  for (const address of others) console.log(`Behind https, other devices reach it at ${address}`)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(started.value))
}

let stopping = false

const stop = async (relay: Relay): Promise<void> => {
  // Whoever asks twice does not want to wait.
  if (stopping) process.exit(1)
  stopping = true
  await relay.close()
  process.exit(0)
}

const fail = (...sentences: readonly string[]): never => {
  for (const sentence of sentences) console.error(sentence)
  process.exit(1)
}

const whyNotOpened = (error: OpenStoreError, { dataDir }: RelayConfig): string => {
  switch (error.type) {
    case 'store-locked':
      return `Another relay (process ${error.pid}) is using ${dataDir}. Stop it, or set GESSO_DATA to another folder.`
    case 'store-unreadable':
      return `Nothing in ${dataDir} can be read as a relay's data. It was left as it is; set GESSO_DATA to another folder.`
    case 'store-full':
      return `There is no room left for ${dataDir}. Free some, or set GESSO_DATA to another folder.`
    case 'store-busy':
    case 'store-closed':
    case 'store-failed':
    case 'entry-too-large':
      return `The folder ${dataDir} cannot be used (${error.type === 'store-failed' ? error.detail : error.type}). See GESSO_DATA.`
  }
}

const whyNotBound = ({ code }: RelayError, { host, port }: RelayConfig): string => {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use. Stop what uses it, or set PORT to another.`
    case 'EACCES':
      return `Port ${port} needs more rights than this program has. Set PORT to 1024 or above.`
    default:
      return `The relay cannot listen at ${host ?? 'this machine'}, port ${port} (${code}). See HOST and PORT.`
  }
}

/** Every address that reaches the relay, this machine's own name first. */
const addressesOf = ({ host }: RelayConfig, port: number): readonly string[] => {
  if (host !== null) return [`http://${host.includes(':') ? `[${host}]` : host}:${port}`]
  const others = Object.values(networkInterfaces())
    .flatMap(addresses => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
  return ['localhost', ...others.map(({ address }) => address)].map(name => `http://${name}:${port}`)
}

const config = parseConfig(process.env)
if (!config.ok) fail('The relay cannot start:', ...config.error)
else start(config.value).catch((error: unknown) => fail(`The relay could not start (${errorName(error)}).`))
