/**
 * Secrets of epochs as one's devices hand them to each other: [roomId32, epochId32, ES32] in a private log. Whatever
 * stands there is believed only where it is what a verified epoch committed to.
 */
import { bytesToHex } from '../../../base/bytes.ts'
import type { Item } from '../../../protocol/codec/cbor.ts'
import { bytesOf, parseItem, tuple } from '../../../protocol/codec/shape.ts'
import type { EpochId, RoomId } from '../../../protocol/rooms/room-types.ts'
import type { LineDeps } from './line-deps.ts'

export interface Keychain {
  secretsOf(room: RoomId, epoch: EpochId): readonly Uint8Array[]
  /** Whoever made the epoch writes at once; nobody while one's account has to have a new secret. */
  addNow(room: RoomId, epoch: EpochId, secret: Uint8Array): void
  /** The others wait, the most senior device the shortest, and write what is still missing then. */
  addLater(room: RoomId, epoch: EpochId, secret: Uint8Array): void
  onNew(listener: (rooms: ReadonlySet<string>) => void): void
  close(): void
}

type Entry = readonly [room: Uint8Array, epoch: Uint8Array, secret: Uint8Array]

const firstDelayMs = 5_000
const delayForEachSeniorMs = 15_000
/** Of one epoch: what is wrong must not crowd out what is right, nor grow. */
const maxSecrets = 4

const entryShape = tuple<[Uint8Array, Uint8Array, Uint8Array]>(bytesOf(32), bytesOf(32), bytesOf(32))

const nameOf = (room: Uint8Array, epoch: Uint8Array): string => bytesToHex(room) + bytesToHex(epoch)

type KeychainDeps = Pick<LineDeps, 'keychain' | 'isSecretCurrent' | 'ports' | 'book' | 'self' | 'signer'>

export const createKeychain = (deps: KeychainDeps): Keychain => {
  const { keychain, isSecretCurrent, ports, book, self, signer } = deps
  const held = new Map<string, Uint8Array[]>()
  const later = new Map<string, Entry>()
  let cancelLater: (() => void) | null = null
  let listener: (rooms: ReadonlySet<string>) => void = () => undefined

  const take = (values: readonly Item[]): void => {
    const rooms = new Set<string>()
    for (const value of values) {
      const parsed = parseItem(entryShape, value, 'keychain entry')
      if (!parsed.ok) continue
      const [room, epoch, secret] = parsed.value
      const name = nameOf(room, epoch)
      const before = held.get(name) ?? []
      if (before.length < maxSecrets) held.set(name, [...before, secret])
      rooms.add(bytesToHex(room))
    }
    if (rooms.size > 0) listener(rooms)
  }
  const append = async (entries: readonly Entry[]): Promise<void> => {
    const saved = await keychain.append(entries)
    // The rows of this device still have it, and offer it again when the line opens next.
    if (!saved.ok) ports.log({ event: 'keychain-not-written', reason: saved.error.type })
  }
  const writeLater = (): void => {
    cancelLater = null
    // Sealed under the secret before, a device that was taken out could read it.
    if (!isSecretCurrent()) return writeIn(firstDelayMs)
    const missing = [...later].filter(([name]) => !held.has(name)).map(([, entry]) => entry)
    later.clear()
    if (missing.length > 0) void append(missing)
  }
  const writeIn = (ms: number): void => {
    cancelLater ??= ports.clock.after(ms, writeLater)
  }
  /** How many devices of one's own come before this one. */
  const seniors = (): number => {
    const names = [...(book.entryOf(self)?.state.devices ?? [])].flatMap(([name, { status }]) =>
      status === 'active' ? [name] : [],
    )
    return Math.max(0, names.indexOf(bytesToHex(signer.publicKey)))
  }
  const stop = keychain.onValues(take)

  return {
    secretsOf: (room, epoch) => held.get(nameOf(room, epoch)) ?? [],
    addNow(room, epoch, secret) {
      if (isSecretCurrent()) return void append([[room, epoch, secret]])
      later.set(nameOf(room, epoch), [room, epoch, secret])
      writeIn(firstDelayMs)
    },
    addLater(room, epoch, secret) {
      const name = nameOf(room, epoch)
      if (held.has(name)) return
      later.set(name, [room, epoch, secret])
      writeIn(firstDelayMs + seniors() * delayForEachSeniorMs)
    },
    onNew(next) {
      listener = next
    },
    close() {
      stop()
      cancelLater?.()
    },
  }
}
