/** A relay that passes intros on, as clients with nothing behind them see it: a real process with real files. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect } from 'vitest'
import type { SignedRecord } from '../../src/protocol/records/record.ts'
import type { Frame } from '../../src/protocol/relay/frames.ts'
import type { Intro } from '../../src/protocol/rooms/first-contact-types.ts'
import { parseIntro, signIntro } from '../../src/protocol/rooms/intro.ts'
import { type BareClient, connect, credentialsOf } from './bare-client.ts'
import { type RelayProcess, startRelay } from './relay-process.ts'
import { createAccount, type SigningKey, type TestAccount } from './sealed-doc.ts'

export interface Listening {
  readonly client: BareClient
  /** In the order they came; pongs aside. */
  readonly heard: readonly Frame[]
  readonly intros: () => readonly Intro[]
  readonly states: () => readonly string[]
  /** Resolves when the relay has dealt with what was sent before. */
  readonly settle: () => Promise<void>
}

/** Sets the stage anew for each test of a file: a relay that runs, and two accounts that it has not heard of. */
export const setIntroStage = () => {
  let dataDir: string
  let relay: RelayProcess
  let alice: TestAccount
  let bob: TestAccount
  const clients: BareClient[] = []

  const start = async (env: Readonly<Record<string, string>> = {}): Promise<void> => {
    relay = await startRelay({ dataDir, env })
  }
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'gesso-intros-'))
    ;[alice, bob] = [await createAccount(), await createAccount()]
    await start()
  })
  afterEach(async () => {
    for (const client of clients.splice(0)) client.socket.terminate()
    await relay.stop()
    await rm(dataDir, { recursive: true, force: true })
  })

  return {
    startAgain: async (
      signal: NodeJS.Signals = 'SIGTERM',
      env: Readonly<Record<string, string>> = {},
    ): Promise<void> => {
      await relay.kill(signal)
      await start(env)
    },
    /** Signed in, and heard what waited for it. */
    listen: async (account: TestAccount, key: SigningKey = account.first): Promise<Listening> => {
      const client = await connect(relay.wsUrl, credentialsOf(account, key))
      clients.push(client)
      return listenTo(client)
    },
    introsKept: async (): Promise<number> => {
      const health: unknown = await (await fetch(`${relay.url}/healthz`)).json()
      return typeof health === 'object' && health !== null && 'intros' in health ? Number(health.intros) : -1
    },
    alice: () => alice,
    bob: () => bob,
  }
}

const listenTo = async (client: BareClient): Promise<Listening> => {
  const heard: Frame[] = []
  let pongs = 0
  client.onFrame(frame => {
    if (frame.type === 'pong') pongs++
    else heard.push(frame)
  })
  const settle = async (): Promise<void> => {
    const before = pongs
    client.send({ type: 'ping' })
    await expect.poll(() => pongs).toBeGreaterThan(before)
  }
  await settle()
  return {
    client,
    heard,
    settle,
    intros: () => heard.flatMap(frame => (frame.type === 'intro' ? [introIn(frame.record)] : [])),
    states: () => heard.flatMap(frame => (frame.type === 'intro-state' ? [frame.state] : [])),
  }
}

export const introIn = (record: SignedRecord): Intro => {
  const parsed = parseIntro(record)
  if (!parsed.ok) throw new Error(`not an intro: ${parsed.error.reason}`)
  return parsed.value
}

export const introOf = async (
  from: TestAccount,
  to: TestAccount,
  changes: Partial<Intro> = {},
  key: SigningKey = from.first,
) =>
  signIntro(key.sign, {
    to: to.account,
    from: from.account,
    fromDevice: key.publicKey,
    tag: new Uint8Array(randomBytes(32)),
    nonce: new Uint8Array(randomBytes(16)),
    atMs: Date.now(),
    ...changes,
  })

/** Sends an intro and waits for what the relay says of it. */
export const introduce = async (sender: Listening, record: SignedRecord): Promise<string | undefined> => {
  const before = sender.states().length
  sender.client.send({ type: 'intro', record })
  await expect.poll(() => sender.states().length).toBe(before + 1)
  return sender.states().at(-1)
}
export const verdict = async (
  by: Listening,
  { from, tag }: Intro,
  what: 'taken' | 'blocked' | 'unblocked',
): Promise<void> => {
  by.client.send({ type: 'intro-verdict', from, tag, verdict: what })
  await by.settle()
}

export const tags = (listening: Listening): readonly string[] =>
  listening.intros().map(({ tag }) => Buffer.from(tag).toString('hex'))
export const tagOf = (record: SignedRecord): string => Buffer.from(introIn(record).tag).toString('hex')
