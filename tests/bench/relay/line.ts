/** One client's connection after its greeting, in either server's language. */
import { randomBytes } from 'node:crypto'
import { decode, encode } from 'cborg'
import { bytesToHex } from '../../../src/base/bytes.ts'
import { decodeFrame, type DocId, encodeFrame } from '../../../src/protocol/relay/frames.ts'
import { decodeRelayGreeting, encodeClientGreeting } from '../../../src/protocol/relay/handshake.ts'
import { docIdFromBase58, docIdToBase58 } from '../../../sync-server/connections/document-id.ts'
import { answerTo } from '../../support/bare-client.ts'
import type { TestAccount } from '../../support/sealed-doc.ts'
import { openPipe, type Pipe } from './pipe.ts'

export interface Line {
  /** `request`: the sender has nothing of the document yet. */
  send(kind: 'sync' | 'request', doc: DocId, message: Uint8Array): void
  onSync: (doc: DocId, message: Uint8Array) => void
  wireBytes(): number
  close(): Promise<void>
}

const lineOn = (pipe: Pipe, send: Line['send']): Line => ({
  send,
  onSync: () => undefined,
  wireBytes: pipe.wireBytes,
  close: pipe.close,
})

export const connectToRelay = (port: number, account: TestAccount): Promise<Line> =>
  new Promise((resolve, reject) => {
    const credentials = { account: account.account, key: account.first, chain: account.records }
    const greet = async (pipe: Pipe, bytes: Uint8Array): Promise<void> => {
      const greeting = decodeRelayGreeting(bytes)
      if (!greeting.ok) throw new Error(`the relay greets with what is ${greeting.error.reason}`)
      const said = greeting.value
      if (said.type === 'hello') pipe.send(await answerTo(said, credentials))
      else if (said.type === 'chain-needed') {
        pipe.send(encodeClientGreeting({ type: 'chain', records: account.records }))
      } else if (said.type === 'refused') throw new Error(`the relay refuses a client: ${said.reason}`)
      else resolve(relayLine(pipe))
    }
    openPipe(`ws://127.0.0.1:${port}/sync`, (pipe, bytes) => {
      greet(pipe, bytes).catch(reject)
    }).catch(reject)
  })

const relayLine = (pipe: Pipe): Line => {
  const line = lineOn(pipe, (_kind, doc, message) => pipe.send(encodeFrame({ type: 'sync', doc, message })))
  pipe.onMessage = bytes => {
    const frame = decodeFrame(bytes)
    if (!frame.ok) throw new Error(`the relay sent what is no frame: ${frame.error.reason}`)
    if (frame.value.type === 'refused') throw new Error(`the relay refused a document: ${frame.value.reason}`)
    if (frame.value.type === 'sync') line.onSync(frame.value.doc, frame.value.message)
  }
  return line
}

interface RepoMessage {
  readonly type: string
  readonly senderId: string
  readonly documentId?: string
  readonly data?: Uint8Array
}

/** Names as long as those that `Repo` gives itself. */
const newPeerId = (): string => `peer-${bytesToHex(new Uint8Array(randomBytes(6)))}`

export const connectToOfficial = (port: number): Promise<Line> =>
  new Promise((resolve, reject) => {
    const senderId = newPeerId()
    const welcome = (pipe: Pipe, bytes: Uint8Array): void => {
      const message = decode(bytes) as RepoMessage
      if (message.type === 'peer') resolve(officialLine(pipe, senderId, message.senderId))
      else reject(new Error(`the official server answers a join with ${message.type}`))
    }
    openPipe(`ws://127.0.0.1:${port}/`, welcome)
      .then(pipe =>
        pipe.send(encode({ type: 'join', senderId, peerMetadata: {}, supportedProtocolVersions: ['1'] })),
      )
      .catch(reject)
  })

const officialLine = (pipe: Pipe, senderId: string, targetId: string): Line => {
  const line = lineOn(pipe, (type, doc, data) =>
    pipe.send(encode({ type, senderId, targetId, documentId: docIdToBase58(doc), data })),
  )
  pipe.onMessage = bytes => {
    const { type, documentId, data } = decode(bytes) as RepoMessage
    if (type !== 'sync' || documentId === undefined || data === undefined) {
      throw new Error(`the official server sent ${type}`)
    }
    line.onSync(docIdFromBase58(documentId) ?? '', data)
  }
  return line
}
