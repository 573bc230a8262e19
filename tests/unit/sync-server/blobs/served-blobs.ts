/** The routes of blobs, served over real sockets from a store in memory. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { systemClock } from '../../../../src/base/clock.ts'
import { err, ok } from '../../../../src/base/result.ts'
import type { AccountId } from '../../../../src/protocol/records/account-genesis.ts'
import { createBlobRoutes } from '../../../../sync-server/blobs/routes.ts'
import { createHttpHandler } from '../../../../sync-server/http/handler.ts'
import { createBoundedServer } from '../../../../sync-server/http/server.ts'
import { type BlobLimits, defaultBlobLimits } from '../../../../sync-server/limits.ts'
import type { BlobStore } from '../../../../sync-server/stores/blob-store.ts'
import { createMemoryBlobStore } from '../../../../sync-server/stores/memory-blob-store.ts'
import { bearer, type BlobHttp, cidOfBytes, createBlobHttp } from '../../../support/blob-http.ts'
import { onTestFinished } from 'vitest'

export const alice = new Uint8Array(32).fill(1) as AccountId
export const token = new Uint8Array(32).fill(7)
export const album = 'a'.repeat(32)

interface Served {
  readonly port: number
  readonly store: BlobStore
  readonly http: BlobHttp
}

/** Whoever shows the token is Alice, and the album is hers. */
export const serve = async (chosen: Partial<BlobLimits> = {}): Promise<Served> => {
  const limits = { ...defaultBlobLimits, ...chosen }
  const store = createMemoryBlobStore(systemClock, limits)
  const blobs = createBlobRoutes({
    clock: systemClock,
    log: () => {},
    limits,
    store,
    trustProxy: true,
    authorize: async ({ headers }) =>
      headers.authorization === bearer(token)['authorization']
        ? ok({ account: alice, device: alice })
        : err('token-needed'),
    ownerOf: async doc => (doc === album ? alice : doc === 'b'.repeat(32) ? new Uint8Array(32) : null),
  })
  const health = () => Promise.reject(new Error('not asked'))
  const directory = () => Promise.reject(new Error('not asked'))
  const answers = { appDir: '/nowhere', health, blobs, directory, log: () => {} }
  const server = createBoundedServer(createHttpHandler(answers), { maxSockets: 100 })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.close()
    server.closeAllConnections()
    await store.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { port: address.port, store, http: createBlobHttp(address.port, token) }
}

export const imageOf = (length: number): Uint8Array => new Uint8Array(randomBytes(length))
export const pathOf = (bytes: Uint8Array): string => `/blobs/${cidOfBytes(bytes)}`
