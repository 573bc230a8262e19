/** `/sync`: who may open a socket at all, and everything that is counted over all sockets. */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { bytesToHex } from '../../src/base/bytes.ts'
import type { Clock } from '../../src/base/clock.ts'
import type { Random } from '../../src/base/random.ts'
import type { VerifySignature } from '../../src/protocol/crypto/verify.ts'
import { limits as protocolLimits } from '../../src/protocol/limits.ts'
import type { IssuedToken, TokenHolder } from '../accounts/tokens.ts'
import { refuseRaw } from '../http/server.ts'
import { parseRequestPath } from '../http/request-path.ts'
import type { Log } from '../log.ts'
import { clientAddressOf } from './client-address.ts'
import {
  type Connection,
  type ConnectionHub,
  type ConnectionOptions,
  createConnection,
} from './connection.ts'
import { createCounted } from './counted.ts'
import { createHandshake, type JudgeAccount } from './handshake.ts'
import { closeCodes, type ConnectionLimits } from './limits.ts'
import { type OriginOptions, relayOriginOf } from './relay-origin.ts'
import { createWire, type Wire } from './wire.ts'

export interface EndpointOptions extends OriginOptions {
  readonly clock: Clock
  readonly random: Random
  readonly verify: VerifySignature
  readonly log: Log
  readonly limits: ConnectionLimits
  readonly hub: ConnectionHub
  readonly intros: ConnectionOptions['intros']
  readonly issueToken: (holder: TokenHolder) => IssuedToken
  readonly judgeAccount: JudgeAccount
  /** 16 bytes; another value once something was lost (stores/store.ts), so it is asked for each time. */
  readonly relayId: () => Uint8Array
}

export interface Endpoint {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  count(): number
  /** Refuses newcomers, tells everybody to go, and resolves when no frame is being worked on. */
  close(): Promise<void>
}

/** Two messages of the greatest size the handshake allows, and what carries them. */
const maxBytesBeforeWelcome = 2 * protocolLimits.encodedBytes + 4_096

export const createEndpoint = (options: EndpointOptions): Endpoint => {
  const { clock, limits, log } = options
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: protocolLimits.frameBytes,
    perMessageDeflate: false,
  })
  const perAddress = createCounted(limits.maxPerAddress)
  const perAccount = createCounted(limits.maxPerAccount)
  const unauthenticated = createCounted(limits.maxUnauthenticated)
  const live = new Map<number, { readonly connection: Connection; readonly wire: Wire }>()
  let closing = false
  let lastId = 0

  const open = (socket: WebSocket, raw: Duplex, relayOrigin: string, onAuthenticated: () => void): void => {
    const id = ++lastId
    const relayId = options.relayId()
    const wire = createWire(
      socket,
      { clock, ...limits },
      {
        onFrame: frame => connection.onFrame(frame),
        onClose: code => {
          live.delete(id)
          connection.onClose()
          log({ event: 'closed', connection: id, code })
        },
      },
    )
    const stopCounting = limitBytes(raw, maxBytesBeforeWelcome, () => raw.destroy())
    const connection = createConnection(
      {
        id,
        clock,
        log,
        limits,
        handshake: createHandshake({
          relayOrigin,
          maxFrameBytes: protocolLimits.frameBytes,
          maxClockSkewMs: limits.maxClockSkewMs,
          ...options,
          relayId,
        }),
        perAccount,
        relayPeerId: `gesso-${bytesToHex(relayId)}`,
        hub: options.hub,
        intros: options.intros,
        issueToken: options.issueToken,
        onAuthenticated() {
          stopCounting()
          onAuthenticated()
        },
      },
      wire,
    )
    live.set(id, { connection, wire })
    connection.start()
  }

  return {
    upgrade(request, raw, head) {
      const path = parseRequestPath(request.url ?? '')
      if (!path.ok) return refuseRaw(raw, 400)
      if (path.value.path !== '/sync') return refuseRaw(raw, 404)
      const relayOrigin = relayOriginOf(request, options)
      if (relayOrigin === null) return refuseRaw(raw, 400)
      if (closing || perAddress.count() >= limits.maxConnections) return refuseRaw(raw, 503)
      const leaveAddress = perAddress.take(clientAddressOf(request, options.trustProxy))
      if (leaveAddress === null) return refuseRaw(raw, 429)
      const leaveWaiting = unauthenticated.take('')
      raw.once('close', () => {
        leaveAddress()
        leaveWaiting?.()
      })
      if (leaveWaiting === null) return refuseRaw(raw, 503)
      sockets.handleUpgrade(request, raw, head, socket => open(socket, raw, relayOrigin, leaveWaiting))
    },
    count: () => live.size,
    async close() {
      closing = true
      const closed = [...live.values()]
      for (const { wire } of closed) wire.close(closeCodes.goingAway)
      await Promise.all(closed.map(({ connection }) => connection.settled()))
      sockets.close()
    },
  }
}

/** Counts what comes over the wire before it is made into messages; the answer stops counting. */
const limitBytes = (raw: Duplex, maxBytes: number, onOver: () => void): (() => void) => {
  let bytes = 0
  const count = (chunk: Buffer): void => {
    bytes += chunk.length
    if (bytes > maxBytes) {
      raw.off('data', count)
      onOver()
    }
  }
  raw.on('data', count)
  return () => raw.off('data', count)
}
