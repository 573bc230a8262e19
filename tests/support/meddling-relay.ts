/**
 * A relay that does not do as relays should: a real one behind a wire that sees each frame, and may keep it, change
 * it, say it twice, or say something of its own. Blobs pass as they are unless they are withheld.
 */
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import type { AccountIdText } from '../../src/core/api.ts'
import { bytesToBase64Url } from '../../src/base/bytes.ts'
import { type ChangeHash, parseChange } from '../../src/protocol/changes/change.ts'
import { parseAuth } from '../../src/protocol/records/auth.ts'
import type { DocumentGenesis, DocumentKind } from '../../src/protocol/records/document-genesis.ts'
import { decodeFrame, type DocId, encodeFrame, type Frame } from '../../src/protocol/relay/frames.ts'
import { decodeClientGreeting, decodeRelayGreeting } from '../../src/protocol/relay/handshake.ts'
import { decodeSyncMessage } from '../../src/protocol/sync/message.ts'
import { findGenesis } from '../../sync-server/documents/ownership.ts'

/** A frame on its way to or from a device of `account`. */
export interface OnItsWay {
  readonly account: AccountIdText
  /** `up`: to the relay. */
  readonly way: 'up' | 'down'
  readonly frame: Frame
  /** Lets a frame go the same way, now or later. */
  pass(frame: Frame): void
}

/** Answers true when it has seen to the frame, and it goes no further by itself. */
export type Meddle = (onItsWay: OnItsWay) => boolean

export interface MeddlingRelay {
  readonly wsUrl: string
  /** Null: an honest relay again. */
  meddle(how: Meddle | null): void
  /** To every device of the account, as if the relay said it. */
  tell(account: AccountIdText, frame: Frame): void
  withholdBlobs(withheld: boolean): void
  /** What it has seen of documents, of a kind or of all. */
  documents(kind?: DocumentKind): readonly SeenDocument[]
  close(): Promise<void>
}

export interface SeenDocument {
  readonly id: DocId
  readonly genesis: DocumentGenesis
  readonly owner: AccountIdText
  /** Parents first. */
  changes(): readonly Uint8Array[]
}

export const startMeddlingRelay = async (relayPort: number): Promise<MeddlingRelay> => {
  const seen = createSeenDocuments()
  const wires = new Set<Wire>()
  let meddle: Meddle | null = null
  let blobsWithheld = false

  const server = createServer((inner, to) => {
    if (blobsWithheld && inner.url?.startsWith('/blobs/') === true && inner.method !== 'PUT') {
      to.writeHead(404).end()
    } else forward(relayPort, inner, to)
  })
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  server.on('upgrade', (asked: IncomingMessage, raw: Duplex, head: Buffer) => {
    sockets.handleUpgrade(asked, raw, head, inner => {
      const outer = new WebSocket(`ws://127.0.0.1:${relayPort}/sync`, {
        perMessageDeflate: false,
        headers: { Host: asked.headers.host ?? '' },
      })
      const wire = createWire(inner, outer, onItsWay => {
        seen.note(onItsWay.frame)
        return meddle?.(onItsWay) === true
      })
      wires.add(wire)
      inner.on('close', () => wires.delete(wire))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    wsUrl: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/sync`,
    meddle(how) {
      meddle = how
    },
    tell(account, frame) {
      for (const wire of wires) if (wire.account() === account) wire.tell(frame)
    },
    withholdBlobs(withheld) {
      blobsWithheld = withheld
    },
    documents: kind => seen.all().filter(({ genesis }) => kind === undefined || genesis.kind === kind),
    close: () => close(server, wires),
  }
}

const close = (server: Server, wires: ReadonlySet<Wire>): Promise<void> => {
  for (const wire of wires) wire.end()
  server.closeAllConnections()
  return new Promise(resolve => server.close(() => resolve()))
}

const forward = (port: number, inner: IncomingMessage, to: ServerResponse): void => {
  const { method, url, headers } = inner
  const outer = request({ host: '127.0.0.1', port, method, path: url, headers }, from => {
    to.writeHead(from.statusCode ?? 502, from.headers)
    from.pipe(to)
  })
  outer.on('error', () => to.destroy())
  inner.on('error', () => outer.destroy())
  inner.pipe(outer)
}

interface Wire {
  /** Null before the handshake is over. */
  account(): AccountIdText | null
  tell(frame: Frame): void
  end(): void
}

/** `inner` leads to the device, `outer` to the relay. The handshake passes as it is. */
const createWire = (inner: WebSocket, outer: WebSocket, meddle: Meddle): Wire => {
  const early: Buffer[] = []
  let claimed: AccountIdText | null = null
  let account: AccountIdText | null = null
  const isOpen = (socket: WebSocket): boolean => socket.readyState === WebSocket.OPEN

  const carry = (bytes: Buffer, way: 'up' | 'down', to: WebSocket): void => {
    const frame = account === null ? null : decodeFrame(new Uint8Array(bytes))
    const pass = (next: Frame): void => {
      if (isOpen(to)) to.send(encodeFrame(next))
    }
    if (account !== null && frame?.ok === true && meddle({ account, way, frame: frame.value, pass })) return
    if (isOpen(to)) to.send(bytes)
  }
  inner.on('message', (bytes: Buffer) => {
    if (account === null) claimed = accountIn(bytes) ?? claimed
    if (isOpen(outer)) carry(bytes, 'up', outer)
    else early.push(bytes)
  })
  outer.on('open', () => {
    for (const bytes of early.splice(0)) carry(bytes, 'up', outer)
  })
  outer.on('message', (bytes: Buffer) => {
    carry(bytes, 'down', inner)
    if (account === null && isWelcome(bytes)) account = claimed
  })
  const end = (): void => {
    inner.terminate()
    outer.terminate()
  }
  for (const socket of [inner, outer]) {
    socket.on('error', end)
    socket.on('close', end)
  }
  return {
    account: () => account,
    tell(frame) {
      if (isOpen(inner)) inner.send(encodeFrame(frame))
    },
    end,
  }
}

const accountIn = (bytes: Buffer): AccountIdText | null => {
  const greeting = decodeClientGreeting(new Uint8Array(bytes))
  if (!greeting.ok || greeting.value.type !== 'auth') return null
  const auth = parseAuth(greeting.value.record)
  return auth.ok ? bytesToBase64Url(auth.value.account) : null
}

const isWelcome = (bytes: Buffer): boolean => {
  const greeting = decodeRelayGreeting(new Uint8Array(bytes))
  return greeting.ok && greeting.value.type === 'welcome'
}

const createSeenDocuments = () => {
  const changes = new Map<DocId, Map<ChangeHash, Uint8Array>>()
  const geneses = new Map<DocId, DocumentGenesis>()
  return {
    note(frame: Frame): void {
      const message = frame.type === 'sync' ? decodeSyncMessage(frame.message) : null
      if (frame.type !== 'sync' || message?.ok !== true) return
      const parsed = message.value.changes.map(parseChange)
      const found = findGenesis(frame.doc, parsed)
      if (typeof found === 'object') geneses.set(frame.doc, found.genesis)
      const known = changes.get(frame.doc) ?? new Map<ChangeHash, Uint8Array>()
      changes.set(frame.doc, known)
      for (const change of parsed) if (change.ok) known.set(change.value.hash, change.value.bytes)
    },
    all: (): readonly SeenDocument[] =>
      [...geneses].map(([id, genesis]) => ({
        id,
        genesis,
        owner: bytesToBase64Url(genesis.owner),
        changes: () => [...(changes.get(id)?.values() ?? [])],
      })),
  }
}
