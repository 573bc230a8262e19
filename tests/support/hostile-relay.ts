/**
 * A relay that greets everybody as a relay should and then says what it was told to: for each document,
 * these changes, whatever the client has or asks for.
 */
import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { parseChange } from '../../src/protocol/changes/change.ts'
import { decodeFrame, type DocId, encodeFrame, type Frame } from '../../src/protocol/relay/frames.ts'
import { encodeRelayGreeting } from '../../src/protocol/relay/handshake.ts'
import { bitsOf, type ResumeQuestion } from '../../src/protocol/relay/resume.ts'
import { encodeSyncMessage } from '../../src/protocol/sync/message.ts'

export interface HostileRelay {
  readonly wsUrl: string
  /** How many times a client said something about a document. */
  messages(): number
  /** How many clients answered the challenge. */
  answers(): number
  close(): Promise<void>
}

export const startHostileRelay = async (
  documents: ReadonlyMap<DocId, readonly Uint8Array[]>,
  /** What it says it is; the address it is dialled at, unless told to lie. */
  claimedOrigin: string | null = null,
): Promise<HostileRelay> => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const origin = claimedOrigin ?? `http://127.0.0.1:${port}`
  let messages = 0
  let answers = 0
  server.on('connection', socket => {
    let isWelcome = false
    const nonce = new Uint8Array(randomBytes(32))
    const relayId = new Uint8Array(randomBytes(16))
    socket.send(
      encodeRelayGreeting({ type: 'hello', relayOrigin: origin, nonce, relayId, maxFrameBytes: 1 << 24 }),
    )
    socket.on('message', (data: Buffer) => {
      if (!isWelcome) {
        isWelcome = true
        answers++
        socket.send(encodeRelayGreeting({ type: 'welcome' }))
        return
      }
      const frame = decodeFrame(new Uint8Array(data))
      if (frame.ok && frame.value.type === 'resume')
        socket.send(encodeFrame(nothingSame(frame.value.question)))
      if (!frame.ok || frame.value.type !== 'sync') return
      messages++
      const changes = documents.get(frame.value.doc)
      if (changes === undefined) return
      socket.send(encodeFrame({ type: 'sync', doc: frame.value.doc, message: everything(changes) }))
    })
  })
  return {
    wsUrl: `ws://127.0.0.1:${port}/sync`,
    messages: () => messages,
    answers: () => answers,
    async close() {
      for (const client of server.clients) client.terminate()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

const nothingSame = ({ number, listed }: ResumeQuestion): Frame => ({
  type: 'resumed',
  answer: { number, name: '', same: bitsOf(listed.length, []) },
})

/** All changes at once, with their ends as heads. */
export const everything = (changes: readonly Uint8Array[]): Uint8Array => {
  const parsed = changes.flatMap(bytes => {
    const change = parseChange(bytes)
    return change.ok ? [change.value] : []
  })
  const followed = new Set(parsed.flatMap(({ deps }) => deps))
  const heads = parsed.map(({ hash }) => hash).filter(hash => !followed.has(hash))
  return encodeSyncMessage({ heads, need: [], have: [{ lastSync: [], bloom: new Uint8Array() }], changes })
}
