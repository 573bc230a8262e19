import { connect as connectTcp } from 'node:net'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { Relay } from '../../../../sync-server/relay.ts'
import { createMemoryStore } from '../../../../sync-server/stores/memory-store.ts'
import { connect, credentialsOf, dial, nextHello } from '../../../support/bare-client.ts'

import {
  type RelayInProcess,
  startRelayInProcess,
  tryRelayInProcess,
} from '../../../support/relay-in-process.ts'
import { createAccount } from '../../../support/sealed-doc.ts'

const open: Relay[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map(relay => relay.close()))
})

const startRelay = async (env: Record<string, string> = {}): Promise<RelayInProcess> => {
  const started = await startRelayInProcess({ env })
  open.push(started.relay)
  return started
}

/** The HTTP status with which an upgrade is refused. */
const refusedWith = async (url: string): Promise<number | undefined> => {
  const socket = new WebSocket(url)
  socket.on('error', () => {})
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode?: number }]
  socket.terminate()
  return response.statusCode
}

describe('the upgrade', () => {
  it('is for /sync alone', async () => {
    const { wsUrl } = await startRelay()
    expect(await refusedWith(wsUrl.replace('/sync', '/other'))).toBe(404)
    expect(await refusedWith(wsUrl.replace('/sync', '/sync/..%2f'))).toBe(400)
  })

  it('that is no WebSocket upgrade is a bad request', async () => {
    const { relay } = await startRelay()
    const socket = connectTcp(relay.port, '127.0.0.1')
    socket.write('GET /sync HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    const [answer] = (await once(socket, 'data')) as [Buffer]
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 400 /)
    socket.destroy()
  })

  it('is counted by address, and room is given back', async () => {
    const { wsUrl } = await startRelay({ GESSO_MAX_CONNECTIONS_PER_ADDRESS: '2' })
    const first = await dial(wsUrl)
    const second = await dial(wsUrl)
    expect(await refusedWith(wsUrl)).toBe(429)
    first.close()
    await first.closed
    await expect
      .poll(() =>
        dial(wsUrl).then(
          socket => socket.terminate(),
          () => 'refused',
        ),
      )
      .toBeUndefined()
    second.terminate()
  })

  it('is counted over all addresses', async () => {
    const { wsUrl } = await startRelay({ GESSO_MAX_CONNECTIONS: '1' })
    const first = await dial(wsUrl)
    expect(await refusedWith(wsUrl)).toBe(503)
    first.terminate()
  })

  it('leaves room for few who have not said who they are, and for many who have', async () => {
    const { wsUrl } = await startRelay({ GESSO_MAX_UNAUTHENTICATED: '1' })
    const alice = await createAccount()
    const known = [await connect(wsUrl, credentialsOf(alice)), await connect(wsUrl, credentialsOf(alice))]
    const silent = await dial(wsUrl)
    expect(await refusedWith(wsUrl)).toBe(503)
    silent.terminate()
    await Promise.all(known.map(client => client.close()))
  })

  it('names the configured origin, whatever the Host', async () => {
    const { wsUrl } = await startRelay({ GESSO_ORIGIN: 'https://gesso.example' })
    const socket = await dial(wsUrl)
    expect((await nextHello(socket)).relayOrigin).toBe('https://gesso.example')
    socket.terminate()
  })
})

describe('a relay', () => {
  it('drops a socket that no longer answers', async () => {
    const { wsUrl } = await startRelay({ GESSO_PING_EVERY_MS: '700' })
    const alice = await createAccount()
    const [answering, frozen] = [
      await connect(wsUrl, credentialsOf(alice)),
      await connect(wsUrl, credentialsOf(alice)),
    ]
    frozen.socket.freeze()
    const health = async () => {
      const answer = await fetch(wsUrl.replace('ws:', 'http:').replace('/sync', '/healthz'))
      return ((await answer.json()) as { connections: number }).connections
    }
    expect(await health()).toBe(2)
    await expect.poll(health, { timeout: 10_000 }).toBe(1)
    frozen.socket.terminate()
    await answering.close()
  })

  it('slows down who sends too fast, and loses nothing', async () => {
    const { wsUrl } = await startRelay({ GESSO_FRAMES_PER_SECOND: '100', GESSO_FRAME_BURST: '10' })
    const client = await connect(wsUrl, credentialsOf(await createAccount()))
    let pongs = 0
    client.onFrame(frame => {
      if (frame.type === 'pong') pongs++
    })
    const startedAt = performance.now()
    for (let count = 0; count < 60; count++) client.send({ type: 'ping' })
    await expect.poll(() => pongs, { timeout: 5_000 }).toBe(60)
    expect(performance.now() - startedAt).toBeGreaterThan(400)
    await client.close()
  })

  it('says when its port is taken, and closes its store', async () => {
    const { relay } = await startRelay()
    const store = createMemoryStore()
    const second = await tryRelayInProcess({ env: { PORT: String(relay.port) }, store })
    expect(second).toEqual({ ok: false, error: { type: 'bind-failed', code: 'EADDRINUSE' } })
    expect(await store.stats()).toMatchObject({ ok: false, error: { type: 'store-closed' } })
  })

  it('closes as often as it is asked to', async () => {
    const { relay, wsUrl } = await startRelay()
    const socket = await dial(wsUrl)
    await Promise.all([relay.close(), relay.close()])
    expect(await socket.closed).toEqual({ code: 1001 })
    await expect(dial(wsUrl)).rejects.toThrow('ECONNREFUSED')
  })
})
