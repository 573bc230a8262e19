/**
 * One standing connection to one relay: dials, proves who we are, keeps the line alive, and dials again
 * with growing pauses. It knows nothing of documents.
 */
import { bytesToHex } from '../../base/bytes.ts'
import type { AccountId } from '../../protocol/records/account-genesis.ts'
import { signAuth } from '../../protocol/records/auth.ts'
import type { SignedRecord, SignMessage } from '../../protocol/records/record.ts'
import { decodeFrame, encodeFrame, type Frame } from '../../protocol/relay/frames.ts'
import {
  type AuthRefusal,
  decodeRelayGreeting,
  encodeClientGreeting,
  type Hello,
} from '../../protocol/relay/handshake.ts'
import type { Connection, Ports } from '../ports.ts'
import { originOfRelayUrl } from './relay-url.ts'

export interface LinkCredentials {
  readonly account: AccountId
  /** The device's key, or the root's while recovering. */
  readonly key: Uint8Array
  readonly sign: SignMessage
  /** Genesis and links, shown when the relay does not know the account or the device. */
  chain(): readonly SignedRecord[]
}

export type LinkProblem = AuthRefusal | 'relay-speaks-other-version' | 'relay-claims-other-origin'

export interface LinkEvents {
  /** Authenticated. `relayId`: hex; another one than before means another store. `nonce`: this handshake's. */
  onReady(relayId: string, nonce: Uint8Array): void
  onFrame(frame: Frame): void
  /** `problem` is null when the line just broke. */
  onDown(problem: LinkProblem | null): void
}

export interface RelayLink {
  send(frame: Frame): void
  isReady(): boolean
  /** Dials at once instead of waiting for the pause to end. */
  retry(): void
  close(): void
}

type LinkDeps = Pick<Ports, 'network' | 'clock' | 'random' | 'log'>

const greetingMs = 15_000
const pingEveryMs = 20_000
const silentAfterMs = 45_000
const firstPauseMs = 500
const longestPauseMs = 30_000
const pauseAfterRefusalMs = 60_000

export const createRelayLink = (
  url: string,
  credentials: LinkCredentials,
  events: LinkEvents,
  { network, clock, random, log }: LinkDeps,
): RelayLink => {
  let connection: Connection | null = null
  let ready = false
  let closed = false
  let attempt = 0
  let problem: LinkProblem | null = null
  let hello: Hello | null = null
  let lastFrameMs = 0
  let cancelTimer = (): void => undefined
  const origin = originOfRelayUrl(url)

  const after = (delayMs: number, task: () => void): void => {
    cancelTimer()
    cancelTimer = clock.after(delayMs, task)
  }
  const giveUp = (why: LinkProblem): void => {
    problem = why
    connection?.close()
  }
  const dial = (): void => {
    cancelTimer()
    if (closed || connection !== null) return
    problem = null
    hello = null
    connection = network.connect(url, { onOpen, onFrame, onClose })
    after(greetingMs, () => connection?.close())
  }
  const onOpen = (): void => undefined
  const onFrame = (bytes: Uint8Array): void => {
    lastFrameMs = clock.nowMs()
    if (!ready) {
      void greet(bytes)
      return
    }
    const frame = decodeFrame(bytes)
    if (!frame.ok) {
      log({ event: 'relay-frame-refused', reason: frame.error.reason })
      connection?.close()
    } else if (frame.value.type === 'ping') connection?.send(encodeFrame({ type: 'pong' }))
    else if (frame.value.type !== 'pong') events.onFrame(frame.value)
  }
  const greet = async (bytes: Uint8Array): Promise<void> => {
    const greeting = decodeRelayGreeting(bytes)
    if (!greeting.ok) {
      giveUp(greeting.error.reason === 'unknown-version' ? 'relay-speaks-other-version' : 'malformed')
      return
    }
    switch (greeting.value.type) {
      case 'hello':
        if (hello !== null) return giveUp('unexpected-frame')
        hello = greeting.value
        return answer(hello)
      case 'chain-needed':
        if (hello === null) return giveUp('unexpected-frame')
        connection?.send(encodeClientGreeting({ type: 'chain', records: credentials.chain() }))
        return
      case 'refused':
        return giveUp(greeting.value.reason)
      case 'welcome':
        if (hello === null) return giveUp('unexpected-frame')
        return becomeReady(hello)
    }
  }
  /** A relay that names another origin than the one dialled wants our answer for somebody else. */
  const answer = async ({ relayOrigin, nonce }: Hello): Promise<void> => {
    if (relayOrigin !== origin) return giveUp('relay-claims-other-origin')
    const { account, key, sign } = credentials
    const record = await signAuth(sign, { relayOrigin, nonce, account, device: key, atMs: clock.nowMs() })
    connection?.send(encodeClientGreeting({ type: 'auth', record }))
  }
  const becomeReady = ({ relayId, nonce }: Hello): void => {
    ready = true
    attempt = 0
    after(pingEveryMs, keepAlive)
    events.onReady(bytesToHex(relayId), nonce)
  }
  const keepAlive = (): void => {
    if (clock.nowMs() - lastFrameMs > silentAfterMs) {
      connection?.close()
      return
    }
    connection?.send(encodeFrame({ type: 'ping' }))
    after(pingEveryMs, keepAlive)
  }
  const onClose = (): void => {
    connection = null
    ready = false
    cancelTimer()
    if (closed) return
    if (problem !== null) log({ event: 'relay-refused', reason: problem })
    events.onDown(problem)
    after(problem === null ? nextPauseMs() : pauseAfterRefusalMs, dial)
  }
  /** Doubles up to half a minute, each spread over half its length, so that a crowd does not return at once. */
  const nextPauseMs = (): number => {
    const full = Math.min(firstPauseMs * 2 ** attempt++, longestPauseMs)
    const spread = (random.bytes(1)[0] ?? 0) / 255
    return full * (0.5 + 0.5 * spread)
  }
  const stopListening = network.onOnline(() => {
    attempt = 0
    dial()
  })
  dial()

  return {
    send(frame) {
      if (ready) connection?.send(encodeFrame(frame))
    },
    isReady: () => ready,
    retry() {
      attempt = 0
      dial()
    },
    close() {
      closed = true
      stopListening()
      cancelTimer()
      connection?.close()
    },
  }
}
