/**
 * A network adapter for automerge-repo's own `Repo`: our handshake first, then messages exactly as its
 * WebSocket adapter writes and reads them.
 */
import { cbor, type Message, NetworkAdapter, type PeerId, type PeerMetadata } from '@automerge/automerge-repo'
import { authenticate, type Credentials, dial, type RawSocket } from './bare-client.ts'

export class HandshakeAdapter extends NetworkAdapter {
  readonly #url: string
  readonly #credentials: Credentials
  readonly #ready: Promise<void>
  #markReady: () => void = () => {}
  #isReady = false
  #socket: RawSocket | null = null
  #relay: PeerId | null = null
  /** Messages of type error, which automerge-repo itself only logs. */
  readonly errors: string[] = []
  sentMessages = 0

  constructor(url: string, credentials: Credentials) {
    super()
    this.#url = url
    this.#credentials = credentials
    this.#ready = new Promise(resolve => {
      this.#markReady = resolve
    })
  }

  override isReady(): boolean {
    return this.#isReady
  }

  override whenReady(): Promise<void> {
    return this.#ready
  }

  override connect(peerId: PeerId, peerMetadata: PeerMetadata = {}): void {
    this.peerId = peerId
    void this.#join(peerId, peerMetadata)
  }

  async #join(peerId: PeerId, peerMetadata: PeerMetadata): Promise<void> {
    const socket = await dial(this.#url)
    await authenticate(socket, this.#credentials)
    this.#socket = socket
    socket.onMessage(bytes => this.#receive(bytes))
    void this.#untilClosed(socket)
    const join = { type: 'join', senderId: peerId, peerMetadata, supportedProtocolVersions: ['1'] }
    socket.send(new Uint8Array(cbor.encode(join)))
  }

  async #untilClosed(socket: RawSocket): Promise<void> {
    await socket.closed
    if (this.#relay !== null) this.emit('peer-disconnected', { peerId: this.#relay })
    this.emit('close')
  }

  #receive(bytes: Uint8Array): void {
    const message: { type: string; senderId: PeerId; peerMetadata: PeerMetadata; message?: string } =
      cbor.decode(bytes)
    if (message.type === 'peer') {
      this.#relay = message.senderId
      this.#isReady = true
      this.#markReady()
      this.emit('peer-candidate', { peerId: message.senderId, peerMetadata: message.peerMetadata })
    } else if (message.type === 'error') this.errors.push(message.message ?? '')
    else this.emit('message', message as unknown as Message)
  }

  override send(message: Message): void {
    this.sentMessages++
    this.#socket?.send(new Uint8Array(cbor.encode(message)))
  }

  override disconnect(): void {
    this.#socket?.close()
  }
}
