/** A client with nothing behind it: the handshake, then frames as they are. */
import { WebSocket } from 'ws'
import type { AccountId } from '../../src/protocol/records/account-genesis.ts'
import { signAuth } from '../../src/protocol/records/auth.ts'
import type { SignedRecord } from '../../src/protocol/records/record.ts'
import { decodeFrame, type DocId, encodeFrame, type Frame } from '../../src/protocol/relay/frames.ts'
import {
  decodeRelayGreeting,
  encodeClientGreeting,
  type Hello,
  type RelayGreeting,
} from '../../src/protocol/relay/handshake.ts'
import type { SigningKey, TestAccount } from './sealed-doc.ts'

/** A WebSocket whose messages can be awaited one by one. */
export interface RawSocket {
  send(data: Uint8Array | string): void
  /** The next message; rejects when the socket closes first. */
  next(): Promise<Uint8Array>
  /** From now on each message goes here, those that are waiting first. */
  onMessage(listener: (bytes: Uint8Array) => void): void
  close(): void
  /** Stops reading, and so answering. */
  freeze(): void
  /** As if the cable were cut. */
  terminate(): void
  readonly closed: Promise<{ readonly code: number }>
}

export const dial = (wsUrl: string, headers: Record<string, string> = {}): Promise<RawSocket> => {
  const socket = new WebSocket(wsUrl, { perMessageDeflate: false, headers })
  const waiting: Uint8Array[] = []
  const readers: { resolve: (bytes: Uint8Array) => void; reject: (error: Error) => void }[] = []
  let listener: ((bytes: Uint8Array) => void) | null = null
  let isClosed = false
  const closed = new Promise<{ code: number }>(resolve => {
    socket.once('close', code => {
      isClosed = true
      for (const reader of readers.splice(0)) reader.reject(new Error(`the relay closed with ${code}`))
      resolve({ code })
    })
  })
  socket.on('message', data => {
    const bytes = new Uint8Array(data as Buffer)
    if (listener !== null) listener(bytes)
    else if (readers.length > 0) readers.shift()?.resolve(bytes)
    else waiting.push(bytes)
  })
  const raw: RawSocket = {
    send: data => socket.send(data),
    next: () =>
      new Promise((resolve, reject) => {
        const first = waiting.shift()
        if (first !== undefined) resolve(first)
        else if (isClosed) reject(new Error('the relay has closed'))
        else readers.push({ resolve, reject })
      }),
    onMessage(next) {
      listener = next
      for (const bytes of waiting.splice(0)) next(bytes)
    },
    close: () => socket.close(),
    freeze: () => socket.pause(),
    terminate: () => socket.terminate(),
    closed,
  }
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(raw))
    socket.on('error', reject)
  })
}

export const nextGreeting = async (socket: RawSocket): Promise<RelayGreeting> => {
  const greeting = decodeRelayGreeting(await socket.next())
  if (!greeting.ok) throw new Error(`unreadable greeting: ${greeting.error.reason}`)
  return greeting.value
}

export const nextHello = async (socket: RawSocket): Promise<Hello> => {
  const greeting = await nextGreeting(socket)
  if (greeting.type !== 'hello') throw new Error(`expected hello, got ${greeting.type}`)
  return greeting
}

export interface Credentials {
  readonly account: AccountId
  readonly key: SigningKey
  /** Shown when the relay asks. */
  readonly chain: readonly SignedRecord[]
}

export const credentialsOf = (account: TestAccount, key: SigningKey = account.first): Credentials => ({
  account: account.account,
  key,
  chain: [...account.records],
})

/** The answer to one challenge. */
export const answerTo = async (
  { relayOrigin, nonce }: Pick<Hello, 'relayOrigin' | 'nonce'>,
  { account, key }: Credentials,
  atMs = Date.now(),
): Promise<Uint8Array> => {
  const record = await signAuth(key.sign, { relayOrigin, nonce, account, device: key.publicKey, atMs })
  return encodeClientGreeting({ type: 'auth', record })
}

/** Goes through the handshake as an honest client; throws the relay's reason when it refuses. */
export const authenticate = async (socket: RawSocket, credentials: Credentials): Promise<Hello> => {
  const hello = await nextHello(socket)
  socket.send(await answerTo(hello, credentials))
  let greeting = await nextGreeting(socket)
  if (greeting.type === 'chain-needed') {
    socket.send(encodeClientGreeting({ type: 'chain', records: credentials.chain }))
    greeting = await nextGreeting(socket)
  }
  if (greeting.type === 'refused') throw new Error(`refused: ${greeting.reason}`)
  if (greeting.type !== 'welcome') throw new Error(`unexpected ${greeting.type}`)
  return hello
}

export interface BareClient {
  readonly hello: Hello
  readonly socket: RawSocket
  sendSync(doc: DocId, message: Uint8Array): void
  send(frame: Frame): void
  /** Returns how to stop. Frames that nobody listens for are dropped. */
  onFrame(listener: (frame: Frame) => void): () => void
  onSync(doc: DocId, listener: (message: Uint8Array) => void): () => void
  /** Asks for a token and waits for it. */
  token(): Promise<Frame & { readonly type: 'token' }>
  close(): Promise<void>
}

export const connect = async (wsUrl: string, credentials: Credentials): Promise<BareClient> => {
  const socket = await dial(wsUrl)
  const hello = await authenticate(socket, credentials)
  const listeners = new Set<(frame: Frame) => void>()
  socket.onMessage(bytes => {
    const frame = decodeFrame(bytes)
    if (!frame.ok) throw new Error(`the relay sent an unreadable frame: ${frame.error.reason}`)
    for (const listener of listeners) listener(frame.value)
  })
  const send = (frame: Frame): void => socket.send(encodeFrame(frame))
  const onFrame = (listener: (frame: Frame) => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return {
    hello,
    socket,
    send,
    sendSync: (doc, message) => send({ type: 'sync', doc, message }),
    onFrame,
    onSync: (doc, listener) =>
      onFrame(frame => {
        if (frame.type === 'sync' && frame.doc === doc) listener(frame.message)
      }),
    token: () =>
      new Promise(resolve => {
        const stop = onFrame(frame => {
          if (frame.type !== 'token') return
          stop()
          resolve(frame)
        })
        send({ type: 'token-wanted' })
      }),
    async close() {
      socket.close()
      await socket.closed
    },
  }
}
