/** A relay's directory as clients with nothing behind them see it: a real process with real files. */
import { ImmutableString } from '@automerge/automerge'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { bytesToHex } from '../../src/base/bytes.ts'
import type { PeopleQuestion, Reference } from '../../src/protocol/directory/directory-types.ts'
import type { JournalPlain, JournalTarget } from '../../src/protocol/journal/journal-types.ts'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import { type BareClient, connect, credentialsOf } from './bare-client.ts'
import { createDirectoryHttp, type DirectoryHttp } from './directory-http.ts'
import { bring as bringOver } from './follow-doc.ts'
import { quickDirectory, type RelayProcess, startRelay } from './relay-process.ts'
import { newEntryId } from './sealed-journal.ts'
import {
  type Content,
  createAccount,
  edit,
  newOwnedDoc,
  type SealedDoc,
  type TestAccount,
} from './sealed-doc.ts'

/** On a busy machine a thread takes its time to start. */
export const patiently = { timeout: 60_000, interval: 50 }

export interface SettledPerson {
  readonly account: TestAccount
  readonly profile: SealedDoc
}

/** Sets the stage anew for each test of a file: a folder, and an account that asks. The relay is started by the test. */
export const setDirectoryStage = () => {
  let dataDir: string
  let relay: RelayProcess
  let reader: TestAccount
  let client: BareClient
  let http: DirectoryHttp
  const names = new Map<string, string>()

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'gesso-directory-'))
    reader = await createAccount()
  })
  afterEach(async () => {
    client.socket.terminate()
    await relay.stop()
    await rm(dataDir, { recursive: true, force: true })
  })

  const start = async (env: Readonly<Record<string, string>> = {}): Promise<void> => {
    relay = await startRelay({ dataDir, env: { ...quickDirectory, ...env } })
    client = await connect(relay.wsUrl, credentialsOf(reader))
    await bring(reader.identity)
    http = createDirectoryHttp(relay.port, (await client.token()).token)
  }
  const startAgain = async (
    signal: NodeJS.Signals = 'SIGTERM',
    meanwhile?: () => Promise<void>,
    env: Readonly<Record<string, string>> = {},
  ): Promise<void> => {
    client.socket.terminate()
    await relay.kill(signal)
    await meanwhile?.()
    await start(env)
  }
  const bring = (...docs: readonly SealedDoc[]): Promise<void> => bringOver(client, ...docs)

  /** Somebody new, whose profile says this. */
  const settle = async (fields: Parameters<typeof saying>[0]): Promise<SettledPerson> => {
    const account = await createAccount()
    const profile = newOwnedDoc(account.account)
    await edit(account.first, profile, saying(fields))
    await bring(account.identity, profile)
    names.set(bytesToHex(account.account), fields.name)
    return { account, profile }
  }
  const nameOf = ({ account }: { account: AccountId }): string => names.get(bytesToHex(account)) ?? '?'
  const found = async (question: Partial<PeopleQuestion> = {}): Promise<readonly string[] | null> =>
    (await http.people(question))?.flatMap(({ people }) => people.map(nameOf)) ?? null

  return {
    start,
    startAgain,
    bring,
    settle,
    nameOf,
    /** The names of those whom the directory finds; null where it does not answer yet. */
    found,
    indexFolder: () => join(dataDir, 'directory'),
    /** The one that runs now. */
    relay: () => relay,
    http: () => http,
    reader: () => reader,
  }
}

const fixed = (text: string) => new ImmutableString(text)
/** A change of a profile, to say this. */
export const saying =
  (fields: { name: string; place?: string; role?: string; listed?: boolean }) => (draft: Content) => {
    const { name, place = 'Lisboa', role = 'editor', listed = true } = fields
    Object.assign(draft, { v: 1, listed, name: fixed(name), place: fixed(place), [`role:k:${role}`]: 1 })
  }

export const appreciate = (target: JournalTarget, atMs = 1_000): JournalPlain => ({
  kind: 'appreciate',
  atMs,
  target,
})
/** One that nobody wrote. */
export const postOf = (account: AccountId): JournalTarget => ({
  kind: 'post',
  account,
  id: newEntryId(),
  segment: 0,
})
export const flat = (pages: readonly (readonly Reference[])[] | null): readonly Reference[] =>
  pages?.flat() ?? []
