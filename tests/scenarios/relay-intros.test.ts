import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SignedRecord } from '../../src/protocol/records/record.ts'
import type { Frame } from '../../src/protocol/relay/frames.ts'
import type { Intro } from '../../src/protocol/rooms/first-contact-types.ts'
import { parseIntro, signIntro } from '../../src/protocol/rooms/intro.ts'
import { type BareClient, connect, credentialsOf } from '../support/bare-client.ts'
import { type RelayProcess, startRelay } from '../support/relay-process.ts'
import { addDevice, createAccount, type SigningKey, type TestAccount } from '../support/sealed-doc.ts'

const tooManyViolations = 1008

let dataDir: string
let relay: RelayProcess
let alice: TestAccount
let bob: TestAccount
const clients: BareClient[] = []

const start = async (env: Readonly<Record<string, string>> = {}): Promise<void> => {
  relay = await startRelay({ dataDir, env })
}
const startAgain = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
  await relay.kill(signal)
  await start()
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

interface Listening {
  readonly client: BareClient
  /** In the order they came; pongs aside. */
  readonly heard: readonly Frame[]
  readonly intros: () => readonly Intro[]
  readonly states: () => readonly string[]
  /** Resolves when the relay has dealt with what was sent before. */
  readonly settle: () => Promise<void>
}

/** Signed in, and heard what waited for it. */
const listen = async (account: TestAccount, key: SigningKey = account.first): Promise<Listening> => {
  const client = await connect(relay.wsUrl, credentialsOf(account, key))
  clients.push(client)
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

const introIn = (record: SignedRecord): Intro => {
  const parsed = parseIntro(record)
  if (!parsed.ok) throw new Error(`not an intro: ${parsed.error.reason}`)
  return parsed.value
}

const introOf = async (
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
const introduce = async (sender: Listening, record: SignedRecord): Promise<string | undefined> => {
  const before = sender.states().length
  sender.client.send({ type: 'intro', record })
  await expect.poll(() => sender.states().length).toBe(before + 1)
  return sender.states().at(-1)
}
const verdict = async (
  by: Listening,
  { from, tag }: Intro,
  what: 'taken' | 'blocked' | 'unblocked',
): Promise<void> => {
  by.client.send({ type: 'intro-verdict', from, tag, verdict: what })
  await by.settle()
}
const introsKept = async (): Promise<number> => {
  const health: unknown = await (await fetch(`${relay.url}/healthz`)).json()
  return typeof health === 'object' && health !== null && 'intros' in health ? Number(health.intros) : -1
}
const tags = (listening: Listening): readonly string[] =>
  listening.intros().map(({ tag }) => Buffer.from(tag).toString('hex'))
const tagOf = (record: SignedRecord): string => Buffer.from(introIn(record).tag).toString('hex')

describe('an intro', () => {
  it('reaches every device of the addressee that is there, as it was signed', async () => {
    const second = await addDevice(bob)
    const sender = await listen(alice)
    const devices = [await listen(bob), await listen(bob, second)]
    const record = await introOf(alice, bob)
    expect(await introduce(sender, record)).toBe('kept')
    for (const device of devices) await expect.poll(() => device.intros()).toEqual([introIn(record)])
    expect(sender.intros()).toEqual([])
    expect(await introsKept()).toBe(1)
  })

  it('waits for the next sign-in, over a relay that was killed, until it is taken', async () => {
    const record = await introOf(alice, bob)
    expect(await introduce(await listen(alice), record)).toBe('kept')
    await startAgain('SIGKILL')
    expect(tags(await listen(bob))).toEqual([tagOf(record)])
    const device = await listen(bob)
    expect(tags(device)).toEqual([tagOf(record)])
    await verdict(device, introIn(record), 'taken')
    await expect.poll(introsKept).toBe(0)
    expect(tags(await listen(bob))).toEqual([])
  })

  it('that was taken is told to a sender who is there', async () => {
    const [sender, device] = [await listen(alice), await listen(bob)]
    const record = await introOf(alice, bob)
    await introduce(sender, record)
    await verdict(device, introIn(record), 'taken')
    await expect.poll(() => sender.states()).toEqual(['kept', 'delivered'])
    expect(sender.heard.at(-1)).toEqual({
      type: 'intro-state',
      to: bob.account,
      tag: introIn(record).tag,
      state: 'delivered',
    })
  })

  it('that was taken while the sender was away is told at the next sign-in, over a restart, and then no more', async () => {
    const record = await introOf(alice, bob)
    const sender = await listen(alice)
    await introduce(sender, record)
    await sender.client.close()
    await verdict(await listen(bob), introIn(record), 'taken')
    await startAgain()
    const again = await listen(alice)
    await expect.poll(() => again.states()).toEqual(['delivered'])
    await again.settle()
    const last = await listen(alice)
    await last.settle()
    expect(last.states()).toEqual([])
  })

  it('said again is answered again, and stays one', async () => {
    const sender = await listen(alice)
    const record = await introOf(alice, bob)
    expect([await introduce(sender, record), await introduce(sender, record)]).toEqual(['kept', 'kept'])
    expect(tags(await listen(bob))).toEqual([tagOf(record)])
  })

  it('takes the place of the one before it between the same two', async () => {
    const sender = await listen(alice)
    const [older, newer] = [await introOf(alice, bob), await introOf(alice, bob)]
    await introduce(sender, older)
    await introduce(sender, newer)
    const device = await listen(bob)
    expect(tags(device)).toEqual([tagOf(newer)])
    await verdict(device, introIn(older), 'taken')
    expect(await introsKept()).toBe(1)
  })

  it('that its sender withdrew is gone, and nobody is told', async () => {
    const [sender, device] = [await listen(alice), await listen(bob)]
    const record = await introOf(alice, bob)
    await introduce(sender, record)
    await expect.poll(() => device.intros().length).toBe(1)
    sender.client.send({ type: 'intro-withdrawn', to: bob.account, tag: introIn(record).tag })
    await expect.poll(introsKept).toBe(0)
    await device.settle()
    expect(device.heard).toHaveLength(1)
    expect(tags(await listen(bob))).toEqual([])
  })

  it('cannot be taken or withdrawn by anybody else', async () => {
    const eve = await createAccount()
    const [sender, other] = [await listen(alice), await listen(eve)]
    const record = await introOf(alice, bob)
    await introduce(sender, record)
    await verdict(other, introIn(record), 'taken')
    other.client.send({ type: 'intro-withdrawn', to: bob.account, tag: introIn(record).tag })
    await other.settle()
    expect([await introsKept(), other.intros().length]).toEqual([1, 0])
  })
})

describe('an intro that is refused', () => {
  it('comes from a day that is over, or goes to oneself', async () => {
    const sender = await listen(alice)
    const old = await introOf(alice, bob, { atMs: Date.now() - 25 * 3_600_000 })
    const early = await introOf(alice, bob, { atMs: Date.now() + 25 * 3_600_000 })
    const own = await introOf(alice, alice)
    for (const record of [old, early, own]) expect(await introduce(sender, record)).toBe('not-taken')
    expect(await introsKept()).toBe(0)
  })

  it('is one too many for its addressee, whoever sends it', async () => {
    await relay.stop()
    await start({ GESSO_INTROS_PER_ADDRESSEE: '2' })
    const answers: (string | undefined)[] = []
    for (let count = 0; count < 3; count++) {
      const account = await createAccount()
      answers.push(await introduce(await listen(account), await introOf(account, bob)))
    }
    expect(answers).toEqual(['kept', 'kept', 'too-many'])
  })

  it('is one too many of its sender in a day, whomever it is for', async () => {
    await relay.stop()
    await start({ GESSO_INTROS_PER_SENDER_A_DAY: '2' })
    const sender = await listen(alice)
    const answers: (string | undefined)[] = []
    for (let count = 0; count < 3; count++)
      answers.push(await introduce(sender, await introOf(alice, await createAccount())))
    expect(answers).toEqual(['kept', 'kept', 'too-many'])
  })
})

describe('an intro that no honest client sends', () => {
  const expectViolation = async (record: SignedRecord): Promise<void> => {
    await relay.stop()
    await start({ GESSO_MAX_VIOLATIONS: '1' })
    const sender = await listen(alice)
    sender.client.send({ type: 'intro', record })
    await sender.settle()
    sender.client.send({ type: 'intro', record })
    expect(await sender.client.socket.closed).toEqual({ code: tooManyViolations })
    expect([sender.states(), await introsKept(), tags(await listen(bob))]).toEqual([[], 0, []])
  }

  it('is signed by another key', async () => {
    const eve = await createAccount()
    await expectViolation(
      await introOf(alice, bob, {}, { publicKey: alice.first.publicKey, sign: eve.first.sign }),
    )
  })

  it('is of another account', async () => {
    await expectViolation(await introOf(await createAccount(), bob))
  })

  it('is of another device of the same account', async () => {
    await expectViolation(await introOf(alice, bob, {}, await addDevice(alice)))
  })

  it('was altered on its way', async () => {
    const record = await introOf(alice, bob)
    await expectViolation({ ...record, body: [...record.body.slice(0, 5), Date.now() + 1] })
  })

  it('is another record altogether', async () => {
    await expectViolation(alice.genesisRecord)
  })
})

describe('somebody who is blocked', () => {
  it('is told what others are told, and reaches nobody, over restarts, until unblocked', async () => {
    const device = await listen(bob)
    const first = await introOf(alice, bob)
    await introduce(await listen(alice), first)
    await verdict(device, introIn(first), 'blocked')
    await expect.poll(introsKept).toBe(0)
    await startAgain('SIGKILL')
    const sender = await listen(alice)
    const second = await introOf(alice, bob)
    expect([await introduce(sender, second), await introduce(sender, second)]).toEqual(['kept', 'kept'])
    expect(await introsKept()).toBe(0)
    const later = await listen(bob)
    expect(later.intros()).toEqual([])
    await verdict(later, introIn(first), 'unblocked')
    await startAgain()
    expect(await introduce(await listen(alice), second)).toBe('kept')
    expect(tags(await listen(bob))).toEqual([tagOf(second)])
  })

  it('may still be written to, and others may still write', async () => {
    const eve = await createAccount()
    const device = await listen(bob)
    device.client.send({
      type: 'intro-verdict',
      from: eve.account,
      tag: new Uint8Array(32),
      verdict: 'blocked',
    })
    await device.settle()
    expect(await introduce(await listen(eve), await introOf(eve, bob))).toBe('kept')
    expect(await introduce(await listen(alice), await introOf(alice, bob))).toBe('kept')
    await introduce(device, await introOf(bob, eve))
    await expect.poll(() => device.intros().length).toBe(1)
    expect((await listen(eve)).intros()).toHaveLength(1)
  })
})
