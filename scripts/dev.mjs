/**
 * `npm run dev`: the app with hot reload on PORT (3030), and the relay on the next port, restarted
 * whenever its sources change and reached through the app's port as in production.
 */
import { spawn } from 'node:child_process'
import { createServer } from 'vite'
import { buildForNode } from './lib/build-node.mjs'
import { relayEntries } from './lib/builds.mjs'
import { inRoot, root } from './lib/paths.mjs'

const port = Number(process.env['PORT'] ?? '3030')
const relayPort = port + 1
const relayUrl = `http://localhost:${relayPort}`
const outDir = 'dist/dev-server'

/** @type {import('node:child_process').ChildProcess | null} */
let relay = null

const startRelay = () => {
  relay = spawn(process.execPath, ['--enable-source-maps', inRoot(outDir, 'index.js')], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      PORT: String(relayPort),
      GESSO_DATA: process.env['GESSO_DATA'] ?? inRoot('data'),
    },
  })
}

const restartRelay = () => {
  const old = relay
  if (old === null || old.exitCode !== null || old.signalCode !== null) return startRelay()
  old.once('exit', startRelay)
  old.kill('SIGTERM')
}

const watcher = await buildForNode(relayEntries, outDir, { watch: true })
if (!('on' in watcher)) throw new Error('The relay must be built in watch mode')
watcher.on('event', event => {
  if (event.code === 'BUNDLE_END') restartRelay()
  if (event.code === 'ERROR') console.error(event.error)
})

const proxied = { target: relayUrl, ws: true }
const server = await createServer({
  configFile: inRoot('vite.config.ts'),
  root,
  server: {
    port,
    strictPort: true,
    proxy: { '^/(sync|blobs|directory|api|healthz)([/?]|$)': proxied },
  },
})
await server.listen()
server.printUrls()

const stop = async () => {
  relay?.removeAllListeners('exit')
  relay?.kill('SIGTERM')
  await Promise.all([watcher.close(), server.close()])
  process.exit(0)
}
process.once('SIGINT', () => void stop())
process.once('SIGTERM', () => void stop())
