import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { limits } from '../../src/protocol/limits.ts'
import { encodeFrame } from '../../src/protocol/relay/frames.ts'
import { type AuthRefusal, encodeClientGreeting } from '../../src/protocol/relay/handshake.ts'
import {
  answerTo,
  authenticate,
  connect,
  type Credentials,
  credentialsOf,
  dial,
  nextGreeting,
  nextHello,
  type RawSocket,
} from '../support/bare-client.ts'
import { type RelayProcess, startRelay } from '../support/relay-process.ts'
import { addDevice, createAccount, createKey, revokeDevice, type TestAccount } from '../support/sealed-doc.ts'

const notAuthenticated = 4401

let relay: RelayProcess
let alice: TestAccount

beforeAll(async () => {
  alice = await createAccount()
  relay = await startRelay({ env: { GESSO_HANDSHAKE_MS: '1500', GESSO_MAX_CONNECTIONS_PER_ACCOUNT: '3' } })
}, 60_000)

afterAll(() => relay.stop())

/** Says its reason, closes, and goes on serving Alice. */
const expectRefusal = async (socket: RawSocket, reason: AuthRefusal): Promise<void> => {
  expect(await nextGreeting(socket)).toEqual({ type: 'refused', reason })
  expect(await socket.closed).toEqual({ code: notAuthenticated })
  await expectServing()
}

const expectServing = async (): Promise<void> => {
  const client = await connect(relay.wsUrl, credentialsOf(alice))
  const answer = new Promise<string>(resolve => client.onFrame(frame => resolve(frame.type)))
  client.send({ type: 'ping' })
  expect(await answer).toBe('pong')
  await client.close()
}

describe('a handshake with the real relay', () => {
  it('names the origin that was dialled, a fresh challenge each time, and one relay', async () => {
    const [first, second] = await Promise.all([dial(relay.wsUrl), dial(relay.wsUrl)])
    const hellos = await Promise.all([nextHello(first), nextHello(second)])
    expect(hellos.map(hello => hello.relayOrigin)).toEqual([relay.origin, relay.origin])
    expect(hellos[0].nonce).not.toEqual(hellos[1].nonce)
    expect(hellos[0].relayId).toEqual(hellos[1].relayId)
    expect(hellos[0].maxFrameBytes).toBe(limits.frameBytes)
    first.terminate()
    second.terminate()
  })

  it('that is late is refused', async () => {
    await expectRefusal(await openAfterHello(), 'too-late')
  })

  it('that stops after the challenge for the chain is refused as late', async () => {
    const socket = await dial(relay.wsUrl)
    socket.send(await answerTo(await nextHello(socket), credentialsOf(await createAccount())))
    expect(await nextGreeting(socket)).toEqual({ type: 'chain-needed' })
    await expectRefusal(socket, 'too-late')
  })

  it('replayed from another connection is refused', async () => {
    const first = await dial(relay.wsUrl)
    const answer = await answerTo(await nextHello(first), credentialsOf(alice))
    const second = await openAfterHello()
    second.send(answer)
    await expectRefusal(second, 'wrong-nonce')
    first.terminate()
  })

  it('signed for another relay is refused', async () => {
    const socket = await dial(relay.wsUrl)
    const { nonce } = await nextHello(socket)
    socket.send(await answerTo({ nonce, relayOrigin: 'https://honest.example' }, credentialsOf(alice)))
    await expectRefusal(socket, 'wrong-origin')
  })

  it('lured through another host name names that host, so an honest client never signs it', async () => {
    const socket = await dial(relay.wsUrl, { Host: 'evil.example' })
    expect((await nextHello(socket)).relayOrigin).toBe('http://evil.example')
    socket.terminate()
  })

  it('with a clock that is wrong is refused', async () => {
    const socket = await dial(relay.wsUrl)
    socket.send(await answerTo(await nextHello(socket), credentialsOf(alice), Date.now() - 150_000))
    await expectRefusal(socket, 'clock-wrong')
  })

  it('by a key that does not sign what it says is refused', async () => {
    const socket = await dial(relay.wsUrl)
    const { publicKey } = alice.first
    const key = { publicKey, sign: createKey().sign }
    socket.send(await answerTo(await nextHello(socket), { ...credentialsOf(alice), key }))
    await expectRefusal(socket, 'bad-signature')
  })

  it('of garbage is refused', async () => {
    const socket = await openAfterHello()
    socket.send(Uint8Array.from({ length: 500 }, (_, index) => (index * 73) & 0xff))
    await expectRefusal(socket, 'malformed')
  })

  it('that skips to documents is refused', async () => {
    const socket = await openAfterHello()
    socket.send(encodeFrame({ type: 'ping' }))
    await expectRefusal(socket, 'malformed')
  })

  it('by a stranger to the account is refused, with the right chain or another', async () => {
    const eve = await createAccount()
    const stranger: Credentials = { account: alice.account, key: createKey(), chain: alice.records }
    await expect(authenticate(await dial(relay.wsUrl), stranger)).rejects.toThrow('refused: unknown-device')
    const other = { ...stranger, key: eve.first, chain: eve.records }
    await expect(authenticate(await dial(relay.wsUrl), other)).rejects.toThrow('refused: bad-chain')
    await expectServing()
  })

  it('by a revoked device is refused', async () => {
    const carol = await createAccount()
    const device = await addDevice(carol)
    await revokeDevice(carol, device)
    await expect(authenticate(await dial(relay.wsUrl), credentialsOf(carol, device))).rejects.toThrow(
      'refused: revoked-device',
    )
  })

  it('by the root is welcome, with no device at all', async () => {
    const credentials = { ...credentialsOf(alice, alice.root), chain: [alice.genesisRecord] }
    const client = await connect(relay.wsUrl, credentials)
    expect(client.hello.relayOrigin).toBe(relay.origin)
    await client.close()
  })

  it('in text is closed as unsupported', async () => {
    const socket = await openAfterHello()
    socket.send('{"type":"auth"}')
    expect(await socket.closed).toEqual({ code: 1003 })
    await expectServing()
  })

  it('larger than any chain is cut off before it is read', async () => {
    const socket = await openAfterHello()
    socket.send(new Uint8Array(8 << 20))
    expect((await socket.closed).code).toBe(1006)
    await expectServing()
  })

  it('of one account too many times at once is refused, and room is given back', async () => {
    const bob = await createAccount()
    const clients = await Promise.all([1, 2, 3].map(() => connect(relay.wsUrl, credentialsOf(bob))))
    const socket = await dial(relay.wsUrl)
    await expect(authenticate(socket, credentialsOf(bob))).rejects.toThrow('refused: too-many-connections')
    expect(await socket.closed).toEqual({ code: 4429 })
    await clients[0]!.close()
    await expect
      .poll(() =>
        connect(relay.wsUrl, credentialsOf(bob)).then(
          client => client.close(),
          () => 'refused',
        ),
      )
      .toBeUndefined()
    await Promise.all(clients.slice(1).map(client => client.close()))
  })

  it('leaves a log of reasons, without keys or accounts in full', () => {
    const lines = relay
      .stderr()
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Record<string, unknown>)
    const reasons = new Set(
      lines.filter(line => line['event'] === 'auth-refused').map(line => line['reason']),
    )
    expect(reasons).toContain('wrong-nonce')
    expect(reasons).toContain('revoked-device')
    expect(relay.stderr()).not.toContain(Buffer.from(alice.account).toString('hex'))
  })
})

const openAfterHello = async (): Promise<RawSocket> => {
  const socket = await dial(relay.wsUrl)
  await nextHello(socket)
  return socket
}

describe('a chain without being asked', () => {
  it('is refused', async () => {
    const socket = await openAfterHello()
    socket.send(encodeClientGreeting({ type: 'chain', records: alice.records }))
    await expectRefusal(socket, 'unexpected-frame')
  })
})
