/**
 * The official Automerge sync server: automerge-repo's `Repo` behind its own WebSocket adapter, sharing
 * only what is asked for, with a file for each chunk, as automerge-repo-sync-server sets it up.
 */
import { createServer } from 'node:http'
import { join } from 'node:path'
import { type PeerId, Repo } from '@automerge/automerge-repo'
import { WebSocketServerAdapter } from '@automerge/automerge-repo-network-websocket'
import { WebSocketServer } from 'ws'
import { createFileStorage } from './relay/file-storage.ts'

const dataDir = process.env['DATA_DIR']
if (dataDir === undefined) throw new Error('DATA_DIR names where documents are kept')

const sockets = new WebSocketServer({ noServer: true })
const repo = new Repo({
  // The adapter's types are of another age of ws.
  network: [new WebSocketServerAdapter(sockets as ConstructorParameters<typeof WebSocketServerAdapter>[0])],
  storage: createFileStorage(join(dataDir, 'chunks')),
  peerId: 'storage-server-bench' as PeerId,
  sharePolicy: () => Promise.resolve(false),
})
const server = createServer((_request, response) => response.end('Automerge sync server'))
server.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, opened => sockets.emit('connection', opened, request))
})
process.on('SIGTERM', () => {
  void repo.flush().then(() => process.exit())
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') console.log(`at http://127.0.0.1:${address.port}`)
})
