/** A relay that keeps images, as clients with nothing behind them see it: a real process with real files. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { type BlobHttp, createBlobHttp, type HttpAnswer } from './blob-http.ts'
import { type BareClient, connect, credentialsOf } from './bare-client.ts'
import { bring } from './follow-doc.ts'
import { type RelayProcess, type RelayProcessOptions, startRelay } from './relay-process.ts'
import {
  createAccount,
  edit,
  newOwnedDoc,
  type SealedDoc,
  type SigningKey,
  type TestAccount,
} from './sealed-doc.ts'

/** Sets the stage for a file: Alice with an album that no relay has yet, Bob, and relays that stop with each test. */
export const setBlobStage = () => {
  let folder: string
  let alice: TestAccount
  let bob: TestAccount
  let album: SealedDoc
  const running = new Set<RelayProcess>()

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gesso-relay-blobs-'))
    ;[alice, bob] = await Promise.all([createAccount(), createAccount()])
    album = newOwnedDoc(alice.account)
    await edit(alice.first, album, draft => {
      draft['title'] = 'Harbour'
    })
  }, 60_000)
  afterEach(async () => {
    await Promise.all([...running].map(relay => relay.stop()))
    running.clear()
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  return {
    start: async (options: RelayProcessOptions = {}): Promise<RelayProcess> => {
      const relay = await startRelay(options)
      running.add(relay)
      return relay
    },
    /** For relays that come back to what they had. */
    folderFor: (name: string) => join(folder, name),
    alice: () => alice,
    bob: () => bob,
    album: () => album,
  }
}

/** Signed in with the identity brought; what it sends carries the token that the relay gave it. */
export const signIn = async (
  relay: RelayProcess,
  account: TestAccount,
  key?: SigningKey,
): Promise<{ readonly client: BareClient; readonly http: BlobHttp }> => {
  const client = await connect(relay.wsUrl, credentialsOf(account, key))
  await bring(client, account.identity)
  const { token } = await client.token()
  return { client, http: createBlobHttp(relay.port, token) }
}

export const imageOf = (length: number): Uint8Array => new Uint8Array(randomBytes(length))
export const statusAnd = ({ status, error }: HttpAnswer): readonly [number, string | null] => [status, error]

/** Every file of the relay's that is named after a blob. */
export const blobFiles = async ({ dataDir }: RelayProcess): Promise<ReadonlyMap<string, string>> => {
  const entries = await readdir(join(dataDir, 'blobs', 'held'), { recursive: true, withFileTypes: true })
  return new Map(entries.filter(one => one.isFile()).map(one => [one.name, join(one.parentPath, one.name)]))
}
