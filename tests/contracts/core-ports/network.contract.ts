import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'
import type { ConnectionEvents, Network } from '../../../src/core/ports.ts'

/** The network under test is made with this limit. */
export const maxFrameBytes = 1 << 20

interface Recorder extends ConnectionEvents {
  readonly events: string[]
  readonly frames: Uint8Array[]
}

const createRecorder = (): Recorder => {
  const events: string[] = []
  const frames: Uint8Array[] = []
  return {
    events,
    frames,
    onOpen: () => void events.push('open'),
    onFrame: frame => {
      events.push('frame')
      frames.push(frame)
    },
    onClose: () => void events.push('close'),
  }
}

export const describeNetwork = (name: string, create: () => Network) =>
  describe(`network: ${name}`, () => {
    let server: WebSocketServer
    let url: string
    let network: Network
    /** Server's ends of the connections, and the sizes of what they received. */
    let peers: WebSocket[]
    let received: Uint8Array[]

    beforeEach(async () => {
      peers = []
      received = []
      server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
      server.on('connection', peer => {
        peers.push(peer)
        peer.on('message', data => void (Buffer.isBuffer(data) && received.push(new Uint8Array(data))))
      })
      await new Promise<void>(listening => server.once('listening', listening))
      url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/sync`
      network = create()
    })
    afterEach(async () => {
      for (const peer of peers) peer.terminate()
      await new Promise(closed => server.close(closed))
    })

    const opened = async () => {
      const recorder = createRecorder()
      const connection = network.connect(url, recorder)
      await vi.waitFor(() => expect(recorder.events).toContain('open'))
      const peer = await vi.waitFor(() => peers.at(-1) ?? Promise.reject(new Error('no peer')))
      return { recorder, connection, peer }
    }
    /** Long enough for anything the loopback still holds to arrive: a round trip on a new connection. */
    const settled = async () => {
      const { connection } = await opened()
      connection.close()
    }

    test('frames travel whole, in order, both ways', async () => {
      const { recorder, connection, peer } = await opened()
      const frames = [
        Uint8Array.of(1),
        new Uint8Array(0),
        new Uint8Array(200_000).fill(7),
        Uint8Array.of(2, 3),
      ]
      for (const frame of frames) {
        connection.send(frame)
        peer.send(frame)
      }
      await vi.waitFor(() => expect(recorder.frames).toHaveLength(4))
      await vi.waitFor(() => expect(received).toHaveLength(4))
      expect(recorder.frames.map(frame => Buffer.from(frame))).toEqual(
        frames.map(frame => Buffer.from(frame)),
      )
      expect(received.map(frame => Buffer.from(frame))).toEqual(frames.map(frame => Buffer.from(frame)))
      expect(recorder.frames.every(frame => frame.constructor === Uint8Array)).toBe(true)
      expect(recorder.events[0]).toBe('open')
      connection.close()
    })

    test('a view into a larger buffer sends only itself', async () => {
      const { connection } = await opened()
      connection.send(Uint8Array.of(9, 1, 2, 9).subarray(1, 3))
      await vi.waitFor(() => expect(received).toEqual([Uint8Array.of(1, 2)]))
      connection.close()
    })

    test('a text frame closes the connection, and nothing behind it is heard', async () => {
      const { recorder, peer } = await opened()
      const peerClosed = new Promise<void>(closed => peer.once('close', () => closed()))
      peer.send('hello')
      peer.send(Uint8Array.of(1))
      await peerClosed
      await settled()
      expect(recorder.events).toEqual(['open', 'close'])
    })

    test('a frame over the limit closes the connection unheard; one at the limit is heard', async () => {
      const { recorder, peer } = await opened()
      peer.send(new Uint8Array(maxFrameBytes))
      await vi.waitFor(() => expect(recorder.frames).toHaveLength(1))
      const peerClosed = new Promise<void>(closed => peer.once('close', () => closed()))
      peer.send(new Uint8Array(maxFrameBytes + 1))
      await peerClosed
      await vi.waitFor(() => expect(recorder.events).toEqual(['open', 'frame', 'close']))
    })

    test('closing is told once, ends the other side, and silences what still arrives', async () => {
      const { recorder, connection, peer } = await opened()
      const peerClosed = new Promise<void>(closed => peer.once('close', () => closed()))
      peer.send(Uint8Array.of(1))
      connection.close()
      connection.close()
      expect(recorder.events).toEqual(['open'])
      await peerClosed
      await settled()
      expect(recorder.events).toEqual(['open', 'close'])
    })

    test('the other side going away is told once, politely or not', async () => {
      for (const leave of ['close', 'terminate'] as const) {
        const { recorder, connection, peer } = await opened()
        peer[leave]()
        await vi.waitFor(() => expect(recorder.events).toEqual(['open', 'close']))
        connection.close()
        await settled()
        expect(recorder.events).toEqual(['open', 'close'])
      }
    })

    test('a connection that never opens closes once', async () => {
      const port = (server.address() as AddressInfo).port
      await new Promise(closed => server.close(closed))
      for (const address of [`ws://127.0.0.1:${port}/sync`, 'not an address', 'ws://']) {
        const recorder = createRecorder()
        network.connect(address, recorder)
        expect(recorder.events).toEqual([])
        await vi.waitFor(() => expect(recorder.events).toEqual(['close']))
      }
    })

    test('closing before it opened is told once', async () => {
      const recorder = createRecorder()
      network.connect(url, recorder).close()
      await settled()
      expect(recorder.events).toEqual(['close'])
    })

    test('frames before the opening and after the end are dropped without harm', async () => {
      const recorder = createRecorder()
      const connection = network.connect(url, recorder)
      connection.send(Uint8Array.of(1))
      await vi.waitFor(() => expect(recorder.events).toEqual(['open']))
      connection.send(Uint8Array.of(2))
      await vi.waitFor(() => expect(received).toEqual([Uint8Array.of(2)]))
      connection.close()
      connection.send(Uint8Array.of(3))
      await settled()
      expect(received).toEqual([Uint8Array.of(2)])
    })

    test('bytes that the other side does not take are counted', async () => {
      const { connection, peer } = await opened()
      expect(connection.bufferedBytes()).toBe(0)
      peer.pause()
      for (let sent = 0; sent < 16; sent++) connection.send(new Uint8Array(1 << 20))
      expect(connection.bufferedBytes()).toBeGreaterThan(1 << 20)
      peer.resume()
      await vi.waitFor(() => expect(connection.bufferedBytes()).toBe(0), { timeout: 5_000 })
      connection.close()
    })
  })
