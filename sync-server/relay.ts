/** One relay: the app, blobs and the directory over HTTP, documents over WebSocket, on one port. */
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { Clock } from '../src/base/clock.ts'
import type { Random } from '../src/base/random.ts'
import { err, ok, type Result } from '../src/base/result.ts'
import type { VerifySignature } from '../src/protocol/crypto/verify.ts'
import type { AccountId } from '../src/protocol/records/account-genesis.ts'
import { createDocumentGenesis } from '../src/protocol/records/document-genesis.ts'
import type { SignedRecord } from '../src/protocol/records/record.ts'
import { docIdOf, recordsIn } from './accounts/accounts.ts'
import { createTokens } from './accounts/tokens.ts'
import { createAuthorize } from './blobs/authorize.ts'
import { createBlobRoutes } from './blobs/routes.ts'
import { startSweeper } from './blobs/sweeper.ts'
import type { RelayConfig } from './config.ts'
import { createEndpoint } from './connections/endpoint.ts'
import { createDirectory, type OpenIndexFile } from './directory/directory.ts'
import { createDirectoryRoutes } from './directory/routes.ts'
import type { StartThread } from './directory/thread.ts'
import { createJudgeAccount } from './connections/judge-account.ts'
import { createHub } from './documents/hub.ts'
import { createIntros } from './intros/intros.ts'
import { createHttpHandler, type Health } from './http/handler.ts'
import { createBoundedServer } from './http/server.ts'
import { errorName, type Log } from './log.ts'
import type { BlobStore } from './stores/blob-store.ts'
import type { IntroStore } from './stores/intro-store.ts'
import type { DocumentStore } from './stores/store.ts'

export interface RelayDeps {
  readonly clock: Clock
  readonly random: Random
  readonly verify: VerifySignature
  readonly log: Log
  /** Closed by the relay's own `close`. */
  readonly store: DocumentStore
  /** Closed by the relay's own `close`. */
  readonly blobs: BlobStore
  /** Closed by the relay's own `close`. */
  readonly intros: IntroStore
  /** Where the directory keeps what it has read. */
  readonly openIndex: OpenIndexFile
  /** The thread that reads documents for it. */
  readonly startReader: StartThread
  readonly version: string
}

export interface Relay {
  /** The one that was bound, also when 0 was asked for. */
  readonly port: number
  /** Tells everyone to go, finishes what is under way, and closes the store. Safe to call twice. */
  close(): Promise<void>
}

/** `bind-failed`: the port is taken, or not ours to take; the store is closed again. */
export interface RelayError {
  readonly type: 'bind-failed'
  /** Node's, such as EADDRINUSE. */
  readonly code: string
}

/** HTTP requests beside the WebSockets, each on a socket of its own at worst. */
const maxHttpSockets = 1_000

export const createRelay = async (
  config: Omit<RelayConfig, 'dataDir'>,
  deps: RelayDeps,
): Promise<Result<Relay, RelayError>> => {
  const { clock, log, store, blobs, verify } = deps
  const directory = createDirectory({
    store,
    covered: (doc, isWanted) => hub.covered(doc, isWanted),
    openFile: deps.openIndex,
    startThread: deps.startReader,
    clock,
    log,
    limits: config.directory,
  })
  const { onWrite, onChainChanged } = directory
  const hub = createHub({ store, verify, clock, log, limits: config.documents, onWrite, onChainChanged })
  const intros = createIntros({
    store: deps.intros,
    clock,
    log,
    verify,
    limits: config.intros,
    accountState: hub.accountState,
  })
  const { tokenMs: ttlMs, maxTokens } = config.blobs
  const tokens = createTokens({ ...deps, ttlMs, maxTokens })
  const endpoint = createEndpoint({
    ...deps,
    ...config,
    limits: config.connections,
    hub,
    intros,
    issueToken: tokens.issue,
    relayId: store.storeId,
    judgeAccount: createJudgeAccount(
      { accountState: hub.accountState, accountRecords: account => recordsHeld(store, account) },
      verify,
    ),
  })
  const startedAtMs = clock.nowMs()
  const health = async (): Promise<Health> => {
    const stats = await store.stats()
    return {
      ok: stats.ok,
      version: deps.version,
      documents: stats.ok ? stats.value.documents : 0,
      connections: endpoint.count(),
      intros: intros.count(),
      uptimeSeconds: Math.floor((clock.nowMs() - startedAtMs) / 1000),
    }
  }
  const authorize = createAuthorize(tokens, hub.accountState)
  const answerBlobs = createBlobRoutes({
    clock,
    log,
    limits: config.blobs,
    trustProxy: config.trustProxy,
    store: blobs,
    ownerOf: hub.ownerOf,
    authorize,
  })
  const answerDirectory = createDirectoryRoutes({ directory, authorize, clock, limits: config.directory })
  const answers = { appDir: config.appDir, health, blobs: answerBlobs, directory: answerDirectory, log }
  const server = createBoundedServer(createHttpHandler(answers), {
    maxSockets: config.connections.maxConnections + maxHttpSockets,
  })
  server.on('upgrade', endpoint.upgrade)
  const stopSweeping = startSweeper(blobs, { clock, log, everyMs: config.blobs.sweepEveryMs })

  const shutDown = async (): Promise<void> => {
    const unbound = server.listening ? once(server, 'close') : Promise.resolve()
    server.close()
    server.closeIdleConnections()
    await endpoint.close()
    await hub.close()
    await directory.close()
    stopSweeping()
    intros.close()
    await deps.intros.close()
    await blobs.close()
    await store.close()
    server.closeAllConnections()
    await unbound
  }
  let closing: Promise<void> | null = null
  const close = (): Promise<void> => (closing ??= shutDown())

  const bound = await listen(server, config)
  if (!bound.ok) {
    await close()
    return bound
  }
  log({ event: 'listening', port: bound.value })
  directory.start().catch((error: unknown) => log({ event: 'directory-failed', error: errorName(error) }))
  return ok({ port: bound.value, close })
}

const listen = async (
  server: Server,
  { port, host }: Pick<RelayConfig, 'port' | 'host'>,
): Promise<Result<number, RelayError>> => {
  try {
    server.listen({ port, ...(host === null ? {} : { host }) })
    await once(server, 'listening')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : errorName(error)
    return err({ type: 'bind-failed', code })
  }
  const address = server.address()
  return ok(address === null || typeof address === 'string' ? port : address.port)
}

/** Read from the store and not from memory: asked only about accounts or devices that the relay does not know. */
const recordsHeld = async (store: DocumentStore, account: AccountId): Promise<readonly SignedRecord[]> => {
  const identity = await store.load(docIdOf(createDocumentGenesis('identity', account)))
  if (!identity.ok) throw new Error(`relay: the store cannot be read (${identity.error.type})`)
  return identity.value === null ? [] : recordsIn(identity.value.changes)
}
